import type { Draft } from '../draft.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';

/** Bookings need a scanner without a counter (the ticket machine), and such a scanner needs bookings. */
export function checkBookings(draft: Draft, report: Report): void {
  const devices = [...draft.devices.read.values()];
  const scanners = devices.filter(({ kind, counter }) => kind.role === 'scanner' && counter === undefined);
  if (!draft.takesBookings)
    for (const { path } of scanners) report.warn(path, say('scanner-without-bookings'), 'name');
  // Only when every device could be read: one with a mistake may be that scanner.
  else if (scanners.length === 0 && devices.length === draft.devices.ids.size)
    report.warn(['bookings'], say('bookings-without-scanner'), 'name');
}
