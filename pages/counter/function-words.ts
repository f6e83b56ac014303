import type { OfficerDesk } from '../../firmware-host/web/hall-page-messages.ts';

const words: Readonly<Record<string, { readonly id: string; readonly en: string }>> = {
  next: { id: 'Panggil berikutnya', en: 'Call next' },
  recall: { id: 'Panggil ulang', en: 'Call again' },
  arrive: { id: 'Pengunjung tiba', en: 'Visitor is here' },
  'no-show': { id: 'Tidak hadir', en: 'No-show' },
  'put-back': { id: 'Kembalikan', en: 'Put back' },
  park: { id: 'Tunda', en: 'Park' },
  resume: { id: 'Lanjutkan', en: 'Resume' },
  end: { id: 'Selesai', en: 'End' },
  'walk-in': { id: 'Tanpa nomor', en: 'Walk-in' },
  open: { id: 'Buka loket', en: 'Open the counter' },
  close: { id: 'Tutup loket', en: 'Close the counter' },
  break: { id: 'Istirahat', en: 'Break' },
  'call-entered': { id: 'Panggil ketikan', en: 'Call what is typed' },
  'transfer-entered': { id: 'Pindahkan ke loket', en: 'Send on to counter' },
  clear: { id: 'Hapus ketikan', en: 'Clear' },
};

/** A function of the site file in words, as in docs/officer.md. */
export function functionWords(written: string, desk: OfficerDesk, language: 'id' | 'en'): string {
  const [name = '', to = '', place = ''] = written.split(' ');
  if (name === 'digit') return to;
  if (name !== 'transfer') return words[name]?.[language] ?? written;
  const { services, counters } = desk.targets;
  const title = [...services, ...counters].find(({ id }) => id === to)?.title ?? to;
  const first = { id: ', didahulukan', en: ', as the first' };
  return `→ ${title}${place === 'first' ? first[language] : ''}`;
}
