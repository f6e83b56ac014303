import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Fault } from '../../devices/fault.ts';

const keyLeastBytes = 16;

/** The keyed hash that stands for a booking code: HMAC-SHA256 of the code in capitals, as 64 hex digits. */
export function bookingHash(code: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(code.trim().toUpperCase()).digest('hex');
}

/** The key in a file; surrounding blanks do not count. Throws a Fault when it cannot be read or is too short. */
export function readBookingKey(path: string): Uint8Array {
  const hint = `make one with: openssl rand -hex 32 > ${path}`;
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new Fault('bookings.invalid', `the booking key ${path} cannot be read`, { hint, cause });
  }
  if (Buffer.byteLength(text) < keyLeastBytes)
    throw new Fault('bookings.invalid', `the booking key ${path} is shorter than ${keyLeastBytes} bytes`, {
      hint,
    });
  return Buffer.from(text);
}
