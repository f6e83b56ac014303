import type { TestCounter, TestService } from './board-hall.ts';

/** Halls as they are, and as they can be at worst: titles have 60 characters at most. */
const realTitles = [
  'Paspor dan Izin Tinggal',
  'Dukcapil',
  'BPJS Kesehatan',
  'Samsat',
  'PLN',
  'Kantor Pajak Pratama',
  'Bank Riau Kepri Syariah',
  'SKCK Polresta Barelang',
  'Kementerian Agama',
  'PDAM',
  'DPM-PTSP',
  'BP Batam Lalu Lintas Barang',
];
export const longestTitle = 'Pelayanan Administrasi Kependudukan dan Pencatatan Sipil Lt2';

const doing = ['serving', 'called', 'serving', 'idle', 'serving', 'break', 'serving', 'closed'];

/** `titles`: counters have none of their own, those of a real hall, or the longest. */
export function testCounters(count: number, titles: 'none' | 'real' | 'longest'): readonly TestCounter[] {
  return Array.from({ length: count }, (_, at) => {
    const state = at === count - 1 ? 'called' : (doing[at % doing.length] ?? 'idle');
    const title = titles === 'real' ? realTitles[at % realTitles.length] : longestTitle;
    const busy = state === 'called' || state === 'serving';
    return {
      state,
      ...(titles === 'none' || title === undefined ? {} : { title }),
      ...(busy ? { ticket: `${'ABCDE'[at % 5]}-${String(12 + at * 3).padStart(3, '0')}` } : {}),
    };
  });
}

export const realServices: readonly TestService[] = [
  { title: 'Paspor', waiting: 12, estimate_s: 1_500 },
  { title: 'Izin Tinggal', waiting: 3, estimate_s: 420 },
  { title: 'Kependudukan', waiting: 28, estimate_s: 6_300 },
  { title: 'Samsat', waiting: 0, open: false },
];

export const worstServices: readonly TestService[] = Array.from({ length: 8 }, (_, at) => ({
  ...{ title: longestTitle, waiting: at * 17, estimate_s: at * 900 },
}));

export const realLook = {
  title: 'Mal Pelayanan Publik Kota Batam',
  text: {
    id: 'Selamat datang di Mal Pelayanan Publik Kota Batam. Siapkan KTP asli dan tiket antrean Anda sebelum nomor dipanggil.',
    en: 'Welcome. Please have your identity card and your ticket ready before your number is called.',
  },
  notices: [{ id: 'Kuota paspor hari ini sudah habis', en: 'No more passport tickets today' }],
};
