import { readFileSync, statSync } from 'node:fs';
import { asFault, Fault } from '../../devices/fault.ts';
import type { Clock } from '../../devices/ports.ts';
import { repeat } from '../async/interval.ts';
import { plainText } from '../plain-text.ts';
import { type BadLine, hashLine, readBookings } from './booking-lines.ts';
import type { Booking, Bookings } from './bookings.ts';
import { bookingHash, readBookingKey } from './hash.ts';

/** About 10,000 bookings. The file is read between two key presses, so that it must not be large. */
const fileMaxBytes = 1024 * 1024;
/** How often the files are checked for changes. */
const lookEveryMs = 30_000;

/**
 * Bookings from a file of hashes (see booking-lines.ts) and the key they were made with. Both are read again when
 * either has changed. Lines that cannot be parsed are left out. If a file cannot be read, or none of its lines can be
 * parsed, the old bookings stay. `report` is called once for each faulty version of the files.
 */
export function bookingsFile(of: {
  readonly path: string;
  readonly keyPath: string;
  readonly clock: Clock;
  readonly report: (fault: Fault) => void;
}): Bookings & { close(): void } {
  let known: { readonly key: Uint8Array; readonly bookings: ReadonlyMap<string, Booking> } | undefined;
  let seen = '';

  const look = () => {
    const version = `${versionOf(of.path)}, ${versionOf(of.keyPath)}`;
    if (version === seen) return;
    seen = version;
    try {
      const key = readBookingKey(of.keyPath);
      const { bookings, badLines } = readBookings(readText(of.path));
      if (badLines.length > 0) of.report(badLinesFault(of.path, badLines));
      if (bookings.size > 0 || badLines.length === 0) known = { key, bookings };
    } catch (thrown) {
      of.report(asFault(thrown, 'bookings.invalid'));
    }
  };
  look();
  const cancel = repeat(of.clock, lookEveryMs, look, 'bookings: look');

  return {
    find(code) {
      if (known === undefined) return 'bookings-unavailable';
      return known.bookings.get(bookingHash(code, known.key)) ?? 'booking-unknown';
    },
    close: cancel,
  };
}

/** The most lines that are named; every line of a file may be wrong. */
const namedMax = 20;

/** Names the lines, each with its column and the reason. Their content is not repeated: it may be a code. */
export function badLinesFault(path: string, badLines: readonly BadLine[], written = hashLine): Fault {
  const named = badLines
    .slice(0, namedMax)
    .map(({ line, column, why }) => `${path}:${line}: column ${column}: ${why}`);
  const more = badLines.length - named.length;
  return new Fault('bookings.invalid', [...named, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'), {
    hint: `write ${written}`,
  });
}

/** A value that changes whenever the file does, also when another file is moved into its place. */
function versionOf(path: string): string {
  try {
    const { ino, mtimeMs, size } = statSync(path);
    return `${ino} ${mtimeMs} ${size}`;
  } catch {
    // The next read reports the reason.
    return 'unreadable';
  }
}

function readText(path: string): string {
  if (statSync(path).size > fileMaxBytes)
    throw new Fault('bookings.invalid', `${path} is larger than ${fileMaxBytes / 1024} KiB`);
  return plainText(readFileSync(path));
}
