/** What the page of a counter says by itself. */
export const counterTexts = {
  nobody: { id: 'Belum ada nomor', en: 'No ticket' },
  actions: { id: 'Tombol', en: 'Keys' },
  next: { id: 'Berikutnya', en: 'Next' },
  recall: { id: 'Panggil ulang', en: 'Call again' },
  'no-show': { id: 'Tidak hadir', en: 'No-show' },
  end: { id: 'Selesai', en: 'End' },
  'open-close': { id: 'Buka atau tutup', en: 'Open or close' },
} as const;
