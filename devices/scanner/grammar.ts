import type { ScanEvent } from '../roles.ts';

/** The longest text a scan may have. */
export const SCAN_MOST_CHARACTERS = 64;

/** A scanner's driver puts this in place of anything that is no character. The grammar refuses it. */
export const UNREADABLE = '\uFFFD';

/**
 * Ticket and booking codes are letters, digits and dashes. This excludes control characters, configuration barcodes and
 * anything with a meaning in a topic, a query or a print stream.
 */
const code = /^[A-Za-z0-9-]+$/;

/**
 * The event for one complete text. The text is raised to capitals: codes have no small letters, but a scanner in
 * keyboard mode types them while CapsLock is on. A refused text goes no further, not even into a log.
 */
export function judgeScan(text: string): ScanEvent {
  if (looksPersonal(text)) return { type: 'refused', reason: 'personal-data' };
  if (text.length > SCAN_MOST_CHARACTERS) return { type: 'refused', reason: 'too-long' };
  return code.test(text)
    ? { type: 'scanned', text: text.toUpperCase() }
    : { type: 'refused', reason: 'characters' };
}

/** Exactly sixteen digits in a row: the identity number on every Indonesian identity card (NIK). */
const nik = /(?<!\d)\d{16}(?!\d)/;

/** Passports and cards (ICAO 9303, parts 4 and 5): birth date, check digit, sex, expiry date, check digit. */
const date = String.raw`\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`;
const mrzDates = new RegExp(`${date}\\d[MFX<]${date}\\d`);
/** Their lines have 30, 36 or 44 characters, filled up with `<`; a reader may drop a few at the end. */
const MRZ_LEAST_CHARACTERS = 28;

/** Whether a text may be an identity number, or a line of a passport or a card. */
export function looksPersonal(text: string): boolean {
  const mrz = text.includes('<') && text.length >= MRZ_LEAST_CHARACTERS;
  return mrz || mrzDates.test(text.toUpperCase()) || nik.test(text) || nik.test(text.replaceAll('-', ''));
}
