import { dirname, resolve } from 'node:path';
import type { SettledSite } from '../../config/running-site.ts';
import type { CheckIn } from '../../config/site.ts';
import type { Fault } from '../../devices/fault.ts';
import type { Clock } from '../../devices/ports.ts';
import type { Bookings } from '../bookings/bookings.ts';
import { bookingsFile } from '../bookings/bookings-file.ts';
import { placeOfSecret } from './secrets.ts';

/**
 * The bookings of a site; undefined when it takes none. `siteFile` is the path of its site file. `report`: see
 * bookings/bookings-file.ts.
 */
export function openBookings(
  { checkIn }: SettledSite,
  siteFile: string,
  clock: Clock,
  report: (fault: Fault) => void,
): (Bookings & { close(): void }) | undefined {
  return checkIn && bookingsFile({ ...pathsOf(checkIn, siteFile), clock, report });
}

function pathsOf({ file, keyFile }: CheckIn, siteFile: string): { path: string; keyPath: string } {
  const folder = dirname(siteFile);
  return { path: resolve(folder, file), keyPath: placeOfSecret(folder, keyFile) };
}
