import type { FrameTemplate } from '../devices/serial-display/frame-template.ts';
import { crcRemainder } from './crc16.ts';

/** The fields of a frame as a display reads them. */

const CHECK_BYTES: Record<FrameTemplate['checksum'], number> = {
  none: 0,
  sum: 1,
  'sum-negative': 1,
  xor: 1,
  crc16: 2,
};

export const checkLength = ({ checksum, check_as }: FrameTemplate): number =>
  CHECK_BYTES[checksum] * (check_as === 'hex' ? 2 : 1);

/** How many bytes the text has on a display with `digits`; undefined where that depends on digits nobody knows. */
export function textLength({ format }: FrameTemplate, digits: number | undefined): number | undefined {
  if (format === 'number' || format === 'number-low-first') return 2;
  if (digits === undefined) return undefined;
  return format === 'bcd' ? Math.ceil(digits / 2) : digits;
}

/** What people read. Its habit: a number has no leading zeros, and a half byte above 9 is dark. */
export function shownOf({ format, pad }: FrameTemplate, bytes: readonly number[]): string {
  const [first = 0, second = 0] = bytes;
  switch (format) {
    case 'number':
      return String(first * 256 + second);
    case 'number-low-first':
      return String(second * 256 + first);
    case 'digits':
      return digitsLit(bytes);
    case 'bcd':
      return digitsLit(bytes.flatMap((byte) => [Math.floor(byte / 16), byte % 16]));
    default: {
      const lit = bytes.findIndex((byte) => byte !== pad.charCodeAt(0));
      return lit < 0 ? '' : String.fromCharCode(...bytes.slice(lit));
    }
  }
}

const digitsLit = (digits: readonly number[]): string =>
  digits
    .map((digit) => (digit > 9 ? ' ' : String(digit)))
    .join('')
    .trimStart();

/** Whether body and check agree: the CRC over both is 0, sum and check are equal or add up to 0, and so on. */
export function agrees(
  kind: FrameTemplate['checksum'],
  body: readonly number[],
  field: string,
  as: FrameTemplate['check_as'],
): boolean {
  if (as === 'hex' && !/^[0-9A-F]*$/.test(field)) return false;
  const check = [...Buffer.from(field, as === 'hex' ? 'hex' : 'latin1')];
  const total = (bytes: readonly number[]) => bytes.reduce((sum, byte) => sum + byte, 0);
  switch (kind) {
    case 'none':
      return true;
    case 'sum':
      return (total(body) - (check[0] ?? -1)) % 256 === 0;
    case 'sum-negative':
      return check.length === 1 && total([...body, ...check]) % 256 === 0;
    case 'xor':
      return [...body, ...check].reduce((xor, byte) => xor ^ byte, 0) === 0;
    case 'crc16':
      return crcRemainder([...body, ...check]) === 0;
  }
}
