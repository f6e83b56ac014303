/** What the pages of the hall say about their connection. */
export const connectionWords = {
  lost: {
    id: 'Sambungan ke pengendali terputus. Lihat keadaan sebelum mencoba lagi.',
    en: 'The connection to the controller is lost. Look at the state before you try again.',
  },
  away: {
    id: 'Pengendali tidak tersambung. Menyambung kembali ...',
    en: 'The controller is not connected. Trying again ...',
  },
} as const;
