import type { Millis } from '../ports.ts';
import { withoutPunctuation } from '../scanner/bytes.ts';
import { UNREADABLE } from '../scanner/grammar.ts';

/**
 * Reports of a scanner that is one and no keyboard (USB HID Point of Sale Usage Tables 1.02, page 0x8C): report id 2,
 * length of the data, three bytes of AIM identifier, data, and in the last byte whether more of this scan follows.
 */
const SCAN_REPORT = 0x02;
const LENGTH_AT = 1;
const AIM_AT = 2;
const AIM_BYTES = 3;
const MORE_AT = 63;
const AIM_FLAG = 0x5d;

/** The parts of a scan follow each other at once; what stood unfinished for longer is no beginning of the next one. */
const MOST_SILENCE_MS = 500;

/**
 * Puts the reports of one scanner together to scans, one byte a character, without AIM identifiers and without the
 * Enter, Tab, STX or ETX that a scanner set for keyboards or serial lines sends as well. At most
 * `mostCharacters` and one more of a scan are kept; one whose end never came is told with a mark that makes it
 * unreadable.
 */
export function posScans(
  mostCharacters: number,
  tell: (text: string, at: Millis) => void,
): (report: Uint8Array, at: Millis) => void {
  let text = '';
  let unfinished = false;
  let lastAt = 0;
  return (report, at) => {
    if (report[0] !== SCAN_REPORT) return;
    if (unfinished && at - lastAt > MOST_SILENCE_MS) {
      tell(text + UNREADABLE, at);
      text = '';
    }
    lastAt = at;
    text = (text + dataOf(report)).slice(0, mostCharacters + 1);
    unfinished = (report[MORE_AT] ?? 0) !== 0;
    if (unfinished) return;
    const whole = withoutPunctuation(text);
    text = '';
    tell(whole, at);
  };
}

/** Some makers have the AIM identifier, and all behind it, one byte further on. */
function dataOf(report: Uint8Array): string {
  const shift = report[AIM_AT] !== AIM_FLAG && report[AIM_AT + 1] === AIM_FLAG ? 1 : 0;
  const start = AIM_AT + shift + AIM_BYTES;
  const end = Math.min(start + (report[LENGTH_AT] ?? 0), MORE_AT);
  return String.fromCharCode(...report.subarray(start, end));
}
