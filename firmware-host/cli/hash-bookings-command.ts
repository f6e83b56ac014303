import { buffer } from 'node:stream/consumers';
import type { Language } from '../../config/site.ts';
import { type Assumed, codeLine, hashCodes } from '../bookings/booking-lines.ts';
import { badLinesFault } from '../bookings/bookings-file.ts';
import { readBookingKey } from '../bookings/hash.ts';
import { plainText } from '../plain-text.ts';
import { language } from '../process/console-language.ts';
import { explain } from '../process/explain-failure.ts';

interface Words {
  readonly heading: (line: number) => string;
  /** The first of the lines with such a date, and how many there are. */
  readonly dayFirst: (line: number, date: string, lines: number) => string;
}

const words: Readonly<Record<Language, Words>> = {
  id: {
    heading: (line) => `baris ${line} dianggap judul kolom`,
    dayFirst: (line, date, lines) =>
      `tanggal dibaca hari dahulu, lalu bulan: baris ${line} adalah ${date} (${lines} baris seperti ini)`,
  },
  en: {
    heading: (line) => `line ${line} is taken for a heading`,
    dayFirst: (line, date, lines) =>
      `dates are read day first, then month: line ${line} is ${date} (${lines} such lines)`,
  },
};

/**
 * `loket hash-bookings --key FILE < codes.csv > bookings.csv`: the codes never leave this process. If a line is bad,
 * nothing is written, so that no incomplete list is used. Assumptions are reported on standard error.
 */
export async function hashBookings({ key }: { readonly key: string }): Promise<void> {
  try {
    const text = plainText(await buffer(process.stdin));
    const { lines, badLines, assumed } = hashCodes(text, readBookingKey(key));
    if (badLines.length > 0) throw badLinesFault('standard input', badLines, codeLine);
    for (const said of told(assumed, words[language(undefined)])) console.error(`loket: ${said}`);
    process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  } catch (thrown) {
    explain(thrown);
  }
}

function told({ heading, dayFirst }: Assumed, say: Words): readonly string[] {
  const [first] = dayFirst;
  return [
    ...(heading === undefined ? [] : [say.heading(heading)]),
    ...(first === undefined ? [] : [say.dayFirst(first.line, first.date, dayFirst.length)]),
  ];
}
