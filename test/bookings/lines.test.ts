import { describe, expect, it } from 'vitest';
import { hashCodes, readBookings } from '../../firmware-host/bookings/booking-lines.ts';
import { bookingHash } from '../../firmware-host/bookings/hash.ts';

const key = Buffer.from('a key for tests, 32 characters..');
const other = Buffer.from('another key, of the next building');

describe('the hash of a booking', () => {
  it('is the same however the code was typed, and another one under another key', () => {
    expect(bookingHash('mp-4711x', key)).toBe(bookingHash(' MP-4711X ', key));
    expect(bookingHash('MP-4711X', key)).not.toBe(bookingHash('MP-4711X', other));
    expect(bookingHash('MP-4711X', key)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a list of codes', () => {
  it('becomes a list of bookings that can be found by the codes, and holds no code', () => {
    const codes = [
      '# from the booking system',
      '',
      'MP-4711,2026-11-24,paspor',
      ' mp-4712 , 2026-11-24 , paspor , priority , 08.00-09.30 \r',
      'MP-4713,2026-11-25,izin-tinggal,regular,13:00-13:30',
    ].join('\n');
    const { lines, badLines } = hashCodes(codes, key);
    expect(badLines).toEqual([]);
    expect(lines.join('\n')).not.toMatch(/471/);
    const { bookings } = readBookings(lines.join('\n'));
    const hash = (code: string) => bookingHash(code, key);
    expect([...bookings.values()]).toEqual([
      {
        hash: hash('MP-4711'),
        date: '2026-11-24',
        service: 'paspor',
        class: 'regular',
        from: undefined,
        to: undefined,
      },
      {
        hash: hash('MP-4712'),
        date: '2026-11-24',
        service: 'paspor',
        class: 'priority',
        from: 480,
        to: 570,
      },
      {
        hash: hash('MP-4713'),
        date: '2026-11-25',
        service: 'izin-tinggal',
        class: 'regular',
        from: 780,
        to: 810,
      },
    ]);
  });

  it('names the lines that cannot be used, those with an identity number among them', () => {
    const codes = [
      'MP-4711,2026-11-24,paspor',
      '3171234567890001,2026-11-24,paspor',
      'MP 4711,2026-11-24,paspor',
      ',2026-11-24,paspor',
      'MP-1,11-24-2026,paspor',
      'MP-1,2026-02-30,paspor',
      'MP-1,2026-11-24,',
      'MP-1,2026-11-24,paspor,vip',
      'MP-1,2026-11-24,paspor,regular,09.30-08.00',
      'MP-1,2026-11-24,paspor,regular,9-10',
      'MP-1,2026-11-24,paspor,regular,08.00-09.00,more',
      'MP-1;2026-11-24;paspor',
    ].join('\n');
    const { badLines } = hashCodes(codes, key);
    expect(badLines.map(({ line, column }) => [line, column])).toEqual([
      ...[
        [2, 1],
        [3, 1],
        [4, 1],
        [5, 2],
        [6, 2],
        [7, 3],
        [8, 4],
        [9, 5],
        [10, 5],
        [11, 6],
      ],
      [12, 1],
    ]);
    expect(badLines.map(({ why }) => why).join('\n')).not.toMatch(/MP|3171|vip|02-30/);
  });
});

describe('a list of bookings', () => {
  it('lets the last of two lines for one booking count, as when it was moved to another day', () => {
    const hash = bookingHash('MP-1', key);
    const { bookings } = readBookings(`${hash},2026-11-24,paspor\n${hash},2026-11-25,paspor\n`);
    expect([...bookings.values()].map(({ date }) => date)).toEqual(['2026-11-25']);
  });

  it('does not take codes for hashes', () => {
    expect(readBookings('MP-4711,2026-11-24,paspor')).toMatchObject({
      badLines: [{ line: 1, column: 1, why: expect.stringContaining('hash-bookings') }],
    });
  });
});
