import type { TicketClass } from '../queue/hall.ts';

/** A visit that was booked elsewhere. It contains nothing about the person: not even the code, only its keyed hash. */
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

/** Looks up valid bookings. */
export interface Bookings {
  /**
   * `code` is a scan that passed the scan grammar. `bookings-unavailable`: whether it is valid is not known at the
   * moment.
   */
  find(code: string): Booking | 'booking-unknown' | 'bookings-unavailable';
}
