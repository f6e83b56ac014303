import type { Bookings } from '../bookings/bookings.ts';
import type { Command } from '../queue/commands.ts';
import { clockIsPlausible, dayIsDue } from '../queue/day.ts';
import type { Now } from '../queue/hall.ts';
import type { RefusalCode } from '../queue/refusals.ts';
import type { ReadState } from '../queue/state.ts';

/** How much before and after its time a booking may be checked in, in minutes. */
export interface CheckInWindow {
  readonly earlyMinutes: number;
  readonly lateMinutes: number;
}

/**
 * The command for a booking code scanned at a ticket machine, or the refusal. The first scan requests a ticket; a scan
 * after a print that may have failed prints the ticket once more. The queue itself makes sure that no booking gets a
 * second number. `code` is not passed on: the command carries its hash.
 */
export function checkIn(
  code: string,
  of: {
    readonly bookings: Bookings;
    readonly window: CheckInWindow;
    readonly state: ReadState;
    readonly now: Now;
    /** The printer for a ticket of this service; null when the site has none. */
    readonly printerFor: (service: string) => string | null;
  },
): Command | RefusalCode {
  const { state, now, window } = of;
  const booking = of.bookings.find(code);
  if (typeof booking === 'string') return booking;
  const { hash, service } = booking;
  const today = dayIsDue(state, now) ? now.date : state.day;
  if (booking.date !== today) return 'booking-other-day';
  const printer = of.printerFor(service);
  const issue: Command = { type: 'issue', service, class: booking.class, printer, booking: hash };

  // A visitor who already has a ticket is not refused for being late.
  const had = state.bookings.get(hash);
  if (had !== undefined) {
    const unconfirmed = state.tickets.get(had)?.state === 'unconfirmed';
    return unconfirmed && printer !== null ? { type: 'reprint', ticket: had, printer } : issue;
  }
  // As with opening hours: a clock that is not known to be right turns nobody away.
  if (!clockIsPlausible(state, now)) return issue;
  const { from, to } = booking;
  if (from !== undefined && now.minute < from - window.earlyMinutes) return 'booking-too-early';
  if (to !== undefined && now.minute > to + window.lateMinutes) return 'booking-too-late';
  return issue;
}
