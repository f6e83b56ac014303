import type { ScanEvent } from '../roles.ts';

/** The longest text a scan may have. */
export const SCAN_MOST_CHARACTERS = 64;

/** What a scanner's driver puts where it received something that is no character. The grammar refuses it. */
export const UNREADABLE = '\uFFFD';

/**
 * Ticket and booking codes are letters, digits and dashes. Control characters, configuration barcodes and whatever
 * else could mean something to a topic, a query or a printer are none of these.
 */
const code = /^[A-Za-z0-9-]+$/;

/**
 * What the driver of a scanner tells of one complete text, in capitals: codes have no small letters, and a scanner that
 * types has while CapsLock is on. The refused text goes no further, not even into a log.
 */
export function judgeScan(text: string): ScanEvent {
  if (looksPersonal(text)) return { type: 'refused', reason: 'personal-data' };
  if (text.length > SCAN_MOST_CHARACTERS) return { type: 'refused', reason: 'too-long' };
  return code.test(text)
    ? { type: 'scanned', text: text.toUpperCase() }
    : { type: 'refused', reason: 'characters' };
}

/** Sixteen digits, and no more, in a row: the identity number on every Indonesian identity card (NIK). */
const nik = /(?<!\d)\d{16}(?!\d)/;

/** Passports and cards (ICAO 9303, parts 4 and 5): birth date, check digit, sex, expiry date, check digit. */
const date = String.raw`\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`;
const mrzDates = new RegExp(`${date}\\d[MFX<]${date}\\d`);
/** Their lines are 30, 36 or 44 characters, filled up with `<`; a reader may drop a few at the end. */
const MRZ_LEAST_CHARACTERS = 28;

function looksPersonal(text: string): boolean {
  const mrz = text.includes('<') && text.length >= MRZ_LEAST_CHARACTERS;
  return mrz || mrzDates.test(text.toUpperCase()) || nik.test(text) || nik.test(text.replaceAll('-', ''));
}
