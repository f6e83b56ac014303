import type { BoardLanguage } from '../../firmware-host/web/feed-messages.ts';

/** What the board itself says, by language. */
export const boardWords = {
  id: {
    counter: 'Loket',
    number: 'Nomor',
    waiting: 'Menunggu',
    closed: 'Tutup',
    break: 'Istirahat',
    noCall: 'Belum ada panggilan',
    notices: 'Pemberitahuan',
    running: 'Informasi',
    minutes: (count: string) => `± ${count} mnt`,
    hours: (count: string) => `± ${count.replace('.', ',')} jam`,
    reconnecting: 'Papan antrean sedang menyambung kembali.',
    lookElsewhere: 'Mohon perhatikan papan angka di setiap loket.',
    staleSince: (time: string) => `Nomor tidak diperbarui sejak ${time}`,
    gesture: 'Tekan OK untuk suara',
    time: (hour: string, minute: string) => `${hour}.${minute}`,
    days: ['Min', 'Sen', 'Sel', 'Rab', 'Kam', 'Jum', 'Sab'],
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'],
  },
  en: {
    counter: 'Counter',
    number: 'Number',
    waiting: 'Waiting',
    closed: 'Closed',
    break: 'Break',
    noCall: 'No call yet',
    notices: 'Notices',
    running: 'Information',
    minutes: (count: string) => `± ${count} min`,
    hours: (count: string) => `± ${count} h`,
    reconnecting: 'The board is reconnecting.',
    lookElsewhere: 'Please watch the display of each counter.',
    staleSince: (time: string) => `Numbers are not up to date since ${time}`,
    gesture: 'Press OK for sound',
    time: (hour: string, minute: string) => `${hour}:${minute}`,
    days: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  },
} as const satisfies { readonly [language in BoardLanguage]: object };

/** Longer estimates are told in hours. */
const minutesMax = 90;
/** From here on, an estimate is rounded up to five minutes: it is no better than that. */
const exactMinutesMax = 10;

/** An estimated wait, rounded up: a visitor who comes too early has lost nothing. */
export function waitWords(seconds: number, language: BoardLanguage): string {
  const words = boardWords[language];
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  if (minutes <= exactMinutesMax) return words.minutes(String(minutes));
  const rounded = Math.ceil(minutes / 5) * 5;
  if (rounded <= minutesMax) return words.minutes(String(rounded));
  return words.hours(String(Math.ceil(minutes / 30) / 2));
}
