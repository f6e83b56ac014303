import type { Said } from '../../config/texts/words.ts';
import { clockTime } from '../../config/values/span.ts';
import type { NextOpening } from './next-opening.ts';

/** The sentences of notices, as visitors read them. They begin with a capital letter and end with a full stop. */
export const noticeTexts = {
  closed: (opens: NextOpening | undefined): Said => ({
    id: opens === undefined ? 'Tutup.' : `Tutup. Buka ${dayOf(opens).id}pukul ${indonesian(opens.minute)}.`,
    en: opens === undefined ? 'Closed.' : `Closed. Opens ${dayOf(opens).en}at ${english(opens.minute)}.`,
  }),
  closedForNow: { id: 'Tutup sementara.', en: 'Closed for now.' },
  break: (until: number): Said => ({
    id: `Istirahat. Buka lagi pukul ${indonesian(until)}.`,
    en: `Break. Open again at ${english(until)}.`,
  }),
  closing: (at: number): Said => ({
    id: `Pengambilan nomor ditutup pukul ${indonesian(at)}.`,
    en: `Tickets are given until ${english(at)}.`,
  }),
  cutoff: {
    id: 'Pengambilan nomor hari ini sudah ditutup. Nomor yang sudah diambil tetap dilayani.',
    en: 'No more tickets today. Tickets already taken are still served.',
  },
  quota: { id: 'Kuota hari ini sudah habis.', en: 'No tickets are left for today.' },
  quotaButPriority: {
    id: 'Kuota hari ini sudah habis, kecuali prioritas.',
    en: 'Only priority tickets are left for today.',
  },
  counters: { id: 'Semua loket sedang istirahat.', en: 'All counters are on a break.' },
  prayer: { id: 'Istirahat salat.', en: 'Prayer break.' },
} as const;

/** The most services that one notice names. */
const namedMax = 3;

/** `Paspor, Visa: kuota hari ini sudah habis.` */
export function ofServices(titles: readonly string[], { id, en }: Said): Said {
  const named = titles.slice(0, namedMax).join(', ');
  const more = titles.length - namedMax;
  return {
    id: `${named}${more > 0 ? ` dan ${more} layanan lain` : ''}: ${lower(id)}`,
    en: `${named}${more > 0 ? ` and ${more} more` : ''}: ${lower(en)}`,
  };
}

const lower = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);
const indonesian = (minute: number) => clockTime(minute, '.');
const english = (minute: number) => clockTime(minute, ':');

/** The days of the week from Monday, and the months. */
const weekdays: Readonly<Record<keyof Said, readonly string[]>> = {
  id: ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const months: Readonly<Record<keyof Said, readonly string[]>> = {
  id: [
    ...['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni'],
    ...['Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'],
  ],
  en: [
    ...['January', 'February', 'March', 'April', 'May', 'June'],
    ...['July', 'August', 'September', 'October', 'November', 'December'],
  ],
};

/** A day within a week goes by its name, a later one by its date too. With a space at the end; empty: today. */
function dayOf({ inDays, date, weekday }: NextOpening): Said {
  if (inDays === 0) return { id: '', en: '' };
  if (inDays === 1) return { id: 'besok ', en: 'tomorrow ' };
  const [, month = 1, day = 1] = date.split('-').map(Number);
  const named = (language: keyof Said) => {
    const name = weekdays[language][weekday - 1];
    return inDays < 7 ? `${name} ` : `${name} ${day} ${months[language][month - 1]} `;
  };
  return { id: named('id'), en: `on ${named('en')}` };
}
