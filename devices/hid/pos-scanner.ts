import type { Millis } from '../ports.ts';
import { withoutPunctuation } from '../scanner/bytes.ts';
import { UNREADABLE } from '../scanner/grammar.ts';

/**
 * Reports of a scanner in HID-POS mode (USB HID Point of Sale Usage Tables 1.02, page 0x8C): report id 2, length of the
 * data, three bytes of AIM identifier, data, and in the last byte whether more of this scan follows.
 */
const SCAN_REPORT = 0x02;
const LENGTH_AT = 1;
const AIM_AT = 2;
const AIM_BYTES = 3;
const MORE_AT = 63;
const AIM_FLAG = 0x5d;

/**
 * The parts of a scan follow each other at once. A scan left unfinished for longer does not continue in the next part.
 */
const MOST_SILENCE_MS = 500;

/**
 * Joins the reports of one scanner to scans, one byte a character. AIM identifiers are removed, and so are Enter, Tab,
 * STX and ETX, which a scanner set for keyboards or serial lines adds. At most `mostCharacters` + 1 characters of a
 * scan are kept. A scan whose end never came is emitted with a mark that makes it unreadable.
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

/** Some makers put the AIM identifier, and all after it, one byte later. */
function dataOf(report: Uint8Array): string {
  const shift = report[AIM_AT] !== AIM_FLAG && report[AIM_AT + 1] === AIM_FLAG ? 1 : 0;
  const start = AIM_AT + shift + AIM_BYTES;
  const end = Math.min(start + (report[LENGTH_AT] ?? 0), MORE_AT);
  return String.fromCharCode(...report.subarray(start, end));
}
