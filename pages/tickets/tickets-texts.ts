/** What the ticket machine on a screen says by itself. */
export const ticketsTexts = {
  title: { id: 'Ambil nomor antrean', en: 'Take a ticket' },
  taken: { id: 'Nomor Anda', en: 'Your number' },
} as const;
