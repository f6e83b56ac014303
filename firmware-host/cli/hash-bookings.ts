import { text } from 'node:stream/consumers';
import { badLinesFault } from '../bookings/file.ts';
import { readBookingKey } from '../bookings/hash.ts';
import { codeLine, hashCodes } from '../bookings/lines.ts';
import { explain } from './explain.ts';

/**
 * `loket hash-bookings --key FILE < codes.csv > bookings.csv`: the codes never leave this process. With a bad line
 * nothing is written, so that no list is put to use that lacks somebody.
 */
export async function hashBookings({ key }: { readonly key: string }): Promise<void> {
  try {
    const { lines, badLines } = hashCodes(await text(process.stdin), readBookingKey(key));
    if (badLines.length > 0) throw badLinesFault('standard input', badLines, codeLine);
    process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  } catch (thrown) {
    explain(thrown);
  }
}
