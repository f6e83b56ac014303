import { describe, expect, it } from 'vitest';
import type { Booking, Bookings } from '../../firmware-host/bookings/bookings.ts';
import { checkIn } from '../../firmware-host/loop/check-in.ts';
import { morning, openOffice } from '../queue/office.ts';

const booking = (more: Partial<Booking> = {}): Booking => ({
  hash: 'h1',
  date: '2026-09-21',
  service: 'a',
  class: 'priority',
  from: 540,
  to: 570,
  ...more,
});
const listed = (one: Booking): Bookings => ({
  find: (code) => (code === 'MP-1' ? one : 'booking-unknown'),
});
const window = { earlyMinutes: 30, lateMinutes: 60 };

/** What a scan of MP-1 asks for, in a hall that opened this Monday. */
function scan(one: Booking, now = morning, office = openOffice()) {
  office.say({ type: 'tick' });
  const bookings = listed(one);
  return checkIn('MP-1', { bookings, window, state: office.state, now, printerFor: () => 'p' });
}

describe('a booking that is scanned', () => {
  it('asks for a ticket of its service and class, under its hash', () => {
    const issue = { type: 'issue', service: 'a', class: 'priority', printer: 'p', booking: 'h1' };
    expect(scan(booking())).toEqual(issue);
    expect(scan(booking({ from: undefined, to: undefined }))).toEqual(issue);
  });

  it.each([
    [509, 'booking-too-early'],
    [510, undefined],
    [630, undefined],
    [631, 'booking-too-late'],
  ])('at minute %i of the day gives %s', (minute, refused) => {
    const asked = scan(booking(), { ...morning, minute });
    if (refused === undefined) expect(asked).toMatchObject({ type: 'issue' });
    else expect(asked).toBe(refused);
  });

  it('is refused on another day', () => {
    expect(scan(booking({ date: '2026-09-20' }))).toBe('booking-other-day');
    expect(scan(booking({ date: '2026-09-22' }))).toBe('booking-other-day');
  });

  it('is not turned away for its time by a clock that woke up with a wrong one', () => {
    const woken = { ...morning, date: '2026-09-20', minute: 3, trusted: false };
    expect(scan(booking(), woken)).toMatchObject({ type: 'issue' });
  });

  it('is judged by the new day when the first scan comes before the first tick of it', () => {
    const tomorrow = { ...morning, date: '2026-09-22', weekday: 2 };
    expect(scan(booking(), tomorrow)).toBe('booking-other-day');
    expect(scan(booking({ date: '2026-09-22' }), tomorrow)).toMatchObject({ type: 'issue' });
  });

  it('that has its ticket is left to the queue, also when it is late by now', () => {
    const office = openOffice();
    office.ask({ type: 'issue', service: 'a', class: 'priority', printer: null, booking: 'h1' });
    const again = scan(booking(), { ...morning, minute: 700 }, office);
    if (typeof again === 'string') throw new Error(again);
    expect(office.ask(again)).toEqual({ refused: 'booking-used', ticket: 'A-001' });
  });

  it('whose paper may not have come out is printed once more, under its number', () => {
    const office = openOffice();
    office.ask({ type: 'issue', service: 'a', class: 'priority', printer: 'p', booking: 'h1' });
    office.ask({ type: 'doubt-print', ticket: 'A-001', reason: 'link.timeout' });
    expect(scan(booking(), morning, office)).toEqual({ type: 'reprint', ticket: 'A-001', printer: 'p' });
  });
});

it('a code that is not listed is unknown', () => {
  const { state } = openOffice();
  const of = { bookings: listed(booking()), window, state, now: morning, printerFor: () => 'p' };
  expect(checkIn('MP-2', of)).toBe('booking-unknown');
});
