import type { Bookings } from '../../firmware-host/bookings/bookings.ts';

/** Visits booked elsewhere. */
export const bookingCodes = Array.from({ length: 12 }, (_, place) => `BK-${1000 + place}`);

/** `date`: what the calendar of the hall says. */
export function worldBookings(date: () => string): Bookings {
  return {
    find(code) {
      const place = bookingCodes.indexOf(code);
      if (place < 0) return 'booking-unknown';
      const kind = place % 3 === 0 ? 'priority' : 'regular';
      const service = place % 2 === 0 ? 'a' : 'b';
      return { hash: `hash-${code}`, date: date(), service, class: kind, from: undefined, to: undefined };
    },
  };
}
