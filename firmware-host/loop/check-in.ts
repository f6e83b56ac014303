import type { Now, TicketClass } from '../queue/hall.ts';
import type { RefusalCode } from '../queue/refusals.ts';

/** A visit that was booked elsewhere. Nothing about the person: the code itself is not kept, only its keyed hash. */
export interface Booking {
  readonly hash: string;
  /** Local date, YYYY-MM-DD. */
  readonly date: string;
  readonly service: string;
  readonly class: TicketClass;
  /** When the visitor is expected, in minutes since local midnight; undefined: all day. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** Where valid bookings are looked up. The code is a scan that passed the scan grammar. */
export interface Bookings {
  find(code: string): Booking | undefined;
}

/** How much before and after its time a booking may be checked in, in minutes. */
export interface CheckInWindow {
  readonly earlyMinutes: number;
  readonly lateMinutes: number;
}

/** Whether a scanned booking gives a ticket now. That it gives no second one is the queue's business. */
export function checkIn(
  code: string,
  bookings: Bookings,
  window: CheckInWindow,
  now: Now,
): Booking | { readonly refused: RefusalCode } {
  const booking = bookings.find(code);
  if (booking === undefined) return { refused: 'booking-unknown' };
  if (booking.date !== now.date) return { refused: 'booking-other-day' };
  const early = booking.from !== undefined && now.minute < booking.from - window.earlyMinutes;
  const late = booking.to !== undefined && now.minute > booking.to + window.lateMinutes;
  if (early) return { refused: 'booking-too-early' };
  return late ? { refused: 'booking-too-late' } : booking;
}
