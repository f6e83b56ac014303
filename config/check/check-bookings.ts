import type { Draft } from '../draft.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';

/**
 * Bookings are scanned at a ticket machine, by a scanner that belongs to no counter: the one is no use without the
 * other.
 */
export function checkBookings(draft: Draft, report: Report): void {
  const devices = [...draft.devices.read.values()];
  const scanners = devices.filter(({ kind, counter }) => kind.role === 'scanner' && counter === undefined);
  if (!draft.takesBookings)
    for (const { path } of scanners) report.warn(path, say('scanner-without-bookings'), 'name');
  // A device with a mistake may be the one that seems to be missing.
  else if (scanners.length === 0 && devices.length === draft.devices.ids.size)
    report.warn(['bookings'], say('bookings-without-scanner'), 'name');
}
