import { createHmac } from 'node:crypto';
import { Fault } from '../../devices/fault.ts';
import { readSecret } from '../secret-file.ts';

const keyMinBytes = 16;

/** The keyed hash that stands for a booking code: HMAC-SHA256 of the code in capitals, as 64 hex digits. */
export function bookingHash(code: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(code.trim().toUpperCase()).digest('hex');
}

/**
 * Reads the key, under the rules for every secret (secret-file.ts). Throws a Fault when it cannot be read or is too
 * short.
 */
export function readBookingKey(path: string): Uint8Array {
  const hint = `make one with: (umask 077; openssl rand -hex 32 > ${path})`;
  const text = readSecret(path, 'bookings.invalid');
  if (Buffer.byteLength(text) < keyMinBytes)
    throw new Fault('bookings.invalid', `the booking key ${path} is shorter than ${keyMinBytes} bytes`, {
      hint,
    });
  return Buffer.from(text);
}
