import { createHmac } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { Fault } from '../../devices/fault.ts';
import type { Clock } from '../../devices/ports.ts';
import type { Booking, Bookings } from '../loop/check-in.ts';

const fileMostBytes = 16 * 1024 * 1024;
const keyLeastBytes = 16;
/** How often it is looked whether the file has changed. */
const lookEveryMs = 30_000;

const hashPattern = /^[0-9a-f]{64}$/;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const timePattern = /^([01]\d|2[0-3])[.:]([0-5]\d)$/;

/** The keyed hash that stands for a booking code: HMAC-SHA256 of the code in capitals, as 64 hex digits. */
export function bookingHash(code: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(code.trim().toUpperCase()).digest('hex');
}

/** The key in a file; surrounding blanks do not count. Throws a Fault when it is missing or too short. */
export function readBookingKey(path: string): Uint8Array {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new Fault('config.invalid', `the booking key ${path} cannot be read`, { cause });
  }
  if (Buffer.byteLength(text) < keyLeastBytes) {
    throw new Fault('config.invalid', `the booking key ${path} is shorter than ${keyLeastBytes} bytes`, {
      hint: `make one with: openssl rand -hex 32 > ${path}`,
    });
  }
  return Buffer.from(text);
}

/**
 * Bookings from a text file of lines `HASH,DATE,SERVICE[,regular|priority[,08.00-09.30]]`; empty lines and lines that
 * begin with `#` do not count. The file is read again when it has changed. A file that cannot be read or has a bad
 * line leaves the bookings as they were, and `report` is told once for each such version of the file.
 */
export function bookingsFile(of: {
  readonly path: string;
  readonly key: Uint8Array;
  readonly clock: Clock;
  readonly report: (fault: Fault) => void;
}): Bookings & { close(): void } {
  let known: ReadonlyMap<string, Booking> = new Map();
  let version = '';
  const look = () => {
    try {
      const { mtimeMs, size } = statSync(of.path);
      const now = `${mtimeMs} ${size}`;
      if (now === version) return;
      version = now;
      if (size > fileMostBytes)
        throw new Fault('config.invalid', `${of.path} is larger than ${fileMostBytes} bytes`);
      known = parseBookings(readFileSync(of.path, 'utf8'), of.path);
    } catch (thrown) {
      const absent = !(thrown instanceof Fault);
      if (absent && version === 'absent') return;
      if (absent) version = 'absent';
      of.report(absent ? new Fault('config.invalid', `bookings: ${String(thrown)}`) : thrown);
    }
  };
  look();
  let cancel = of.clock.after(lookEveryMs, function again() {
    look();
    cancel = of.clock.after(lookEveryMs, again);
  });
  return { find: (code) => known.get(bookingHash(code, of.key)), close: () => cancel() };
}

/** Throws a Fault that names the line of the first mistake. */
export function parseBookings(text: string, path: string): ReadonlyMap<string, Booking> {
  const bookings = new Map<string, Booking>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const booking = parseLine(line);
    if (booking === undefined) {
      throw new Fault('config.invalid', `${path}:${index + 1}: not a booking`, {
        hint: 'HASH,DATE,SERVICE[,regular|priority[,08.00-09.30]]',
      });
    }
    bookings.set(booking.hash, booking);
  }
  return bookings;
}

function parseLine(line: string): Booking | undefined {
  const [hash = '', date = '', service = '', kind = 'regular', times] = line
    .split(',')
    .map((field) => field.trim());
  if (!hashPattern.test(hash) || !datePattern.test(date) || service === '') return undefined;
  if (kind !== 'regular' && kind !== 'priority') return undefined;
  const [from, to] = times === undefined ? [] : times.split('-').map(minuteOf);
  if (times !== undefined && (from === undefined || to === undefined || from > to)) return undefined;
  return { hash, date, service, class: kind, from, to };
}

function minuteOf(time: string): number | undefined {
  const parts = timePattern.exec(time.trim());
  return parts === null ? undefined : Number(parts[1]) * 60 + Number(parts[2]);
}
