import type { ElementId, Score } from '../../firmware-host/queue/survey.ts';

/** A sentence in both languages: the pad shows both at once. */
export interface BothWords {
  readonly id: string;
  readonly en: string;
}

const how = (id: string, en: string): BothWords => ({
  id: `Seberapa puas Anda dengan ${id}?`,
  en: `How satisfied are you with ${en}?`,
});

/** What is asked: the pulse, or one of the nine elements of PermenPANRB 14/2017 in plain words. */
export const questions: Readonly<Record<ElementId, BothWords>> = {
  pulse: { id: 'Bagaimana pelayanan kami?', en: 'How was our service?' },
  persyaratan: how('persyaratan pelayanan ini', 'the requirements of this service'),
  prosedur: how('kemudahan prosedurnya', 'how easy the procedure was'),
  waktu: how('kecepatan pelayanannya', 'how long it took'),
  biaya: how('biayanya', 'the cost'),
  produk: how('hasil pelayanannya', 'what you received'),
  kompetensi: how('kemampuan petugas', 'the skill of the staff'),
  perilaku: how('kesopanan dan keramahan petugas', 'the courtesy of the staff'),
  pengaduan: how('penanganan pengaduan', 'how complaints are handled'),
  sarana: how('sarana dan prasarananya', 'the facilities'),
};

export const scoreWords: Readonly<Record<Score, BothWords>> = {
  4: { id: 'Sangat puas', en: 'Very satisfied' },
  3: { id: 'Puas', en: 'Satisfied' },
  2: { id: 'Kurang puas', en: 'Less satisfied' },
  1: { id: 'Tidak puas', en: 'Not satisfied' },
};

export const ratingTexts = {
  title: { id: 'Papan penilaian', en: 'Rating pad' },
  touch: { id: 'Sentuh satu wajah.', en: 'Touch a face.' },
  thanks: {
    id: 'Terima kasih! Untuk mengubah, sentuh wajah lain.',
    en: 'Thank you! To change it, touch another face.',
  },
  busy: { id: 'Tunggu sebentar, lalu coba lagi.', en: 'Wait a moment, then try again.' },
  notTaken: {
    id: 'Jawaban tidak tercatat. Coba lagi sebentar.',
    en: 'Your answer was not taken. Try again in a moment.',
  },
  unanswered: {
    id: 'Belum ada jawaban dari sistem.',
    en: 'The system has not answered yet.',
  },
  closed: { id: 'Loket ini sedang tutup.', en: 'This counter is closed.' },
  closedTodo: {
    id: 'Penilaian dibuka lagi bersama loketnya.',
    en: 'You can rate it again when it opens.',
  },
  away: { id: 'Papan penilaian sedang tidak tersambung.', en: 'The rating pad is not connected.' },
  awayTodo: { id: 'Ia menyambung kembali sendiri.', en: 'It connects again by itself.' },
  unknown: { id: 'Loket ini tidak ada lagi.', en: 'This counter is no longer there.' },
  complain: { id: 'Pengaduan', en: 'Complaint' },
  yourCode: { id: 'Kode pengaduan Anda', en: 'Your complaint code' },
  howToComplain: {
    id: 'Pindai dengan ponsel, atau catat kode dan alamatnya. Isi pengaduan ditulis di sana; balai ini tidak menyimpannya.',
    en: 'Scan it with your phone, or write down the code and the address. You write your complaint there; this hall keeps none of it.',
  },
  codeOf: { id: 'Kode QR alamat pengaduan', en: 'QR code of the address' },
  complaintRefused: {
    id: 'Pengaduan tidak dapat dibuka sekarang. Hubungi petugas.',
    en: 'A complaint cannot be opened now. Please ask the staff.',
  },
  done: { id: 'Selesai', en: 'Done' },
} as const satisfies Readonly<Record<string, BothWords>>;
