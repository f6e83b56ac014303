/** What the page of the state of the hall says by itself. */
export const statusTexts = {
  title: { id: 'Keadaan balai', en: 'State of the hall' },
  device: { id: 'Perangkat', en: 'Device' },
  state: { id: 'Keadaan', en: 'State' },
  restate: { id: 'Ulangi semua pesan', en: 'Say every message again' },
} as const;
