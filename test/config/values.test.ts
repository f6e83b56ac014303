import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDate } from '../../config/values/date.ts';
import { parseDays } from '../../config/values/days.ts';
import { parseDuration } from '../../config/values/duration.ts';
import { parseSpan } from '../../config/values/span.ts';
import { zoneNamed } from '../../config/values/zone.ts';
import { siteOf } from './site-text.ts';

const two = (number: number) => String(number).padStart(2, '0');

describe('durations', () => {
  it('are the sum of their hours, minutes, seconds and milliseconds', () => {
    const parts = fc.tuple(fc.nat(22), fc.nat(59), fc.nat(59), fc.nat(999));
    fc.assert(
      fc.property(parts, ([h, m, s, ms]) => {
        expect(parseDuration(`${h}h${m}m${s}s${ms}ms`)).toBe(((h * 60 + m) * 60 + s) * 1000 + ms);
      }),
    );
  });

  it('may leave out any part, and go up to a day', () => {
    expect(['5s', '2m', '1h', '1h30m', '400ms', '0s', '90m', '24h'].map(parseDuration)).toEqual([
      5_000, 120_000, 3_600_000, 5_400_000, 400, 0, 5_400_000, 86_400_000,
    ]);
  });

  it('are nothing else', () => {
    const bad = ['', '5', 's', '5 s', '-5s', '5s2m', '1.5h', '5sec', '25h', '1441m', '5S', 'h', '1h1h'];
    expect(bad.filter((text) => parseDuration(text) !== undefined)).toEqual([]);
  });

  it('never throw, and are within a day', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const ms = parseDuration(text) ?? 0;
        expect(ms >= 0 && ms <= 86_400_000).toBe(true);
      }),
    );
  });
});

describe('time spans', () => {
  it('read the same with a point or a colon, with or without blanks', () => {
    const minute = fc.nat(24 * 60 - 1);
    fc.assert(
      fc.property(
        minute,
        minute,
        fc.constantFrom('.', ':'),
        fc.constantFrom('-', ' - ', '–'),
        (from, to, point, dash) => {
          const time = (at: number) => `${two(Math.floor(at / 60))}${point}${two(at % 60)}`;
          expect(parseSpan(`${time(from)}${dash}${time(to)}`)).toEqual({ from, to });
        },
      ),
    );
  });

  it('end at 24.00 at the latest', () => {
    expect(parseSpan('8.00-24.00')).toEqual({ from: 480, to: 1440 });
    expect(['08.00-24.01', '08.60-09.00', '8-15', '08.00', '08.00-'].map(parseSpan)).toEqual(
      Array(5).fill(undefined),
    );
  });
});

describe('days of the week', () => {
  it('have English and Indonesian names, short and long', () => {
    expect(['mon', 'Senin', 'jum', 'jumat', 'friday', 'min', 'sun'].map(parseDays)).toEqual([
      [1],
      [1],
      [5],
      [5],
      [5],
      [7],
      [7],
    ]);
  });

  it('may be a row, also over the end of the week', () => {
    expect(parseDays('mon-fri')).toEqual([1, 2, 3, 4, 5]);
    expect(parseDays('sab-sen')).toEqual([6, 7, 1]);
    expect(parseDays('sen - sen')).toEqual([1]);
    expect(['', 'mon-', 'mon-fri-sun', 'monfri', 'day'].map(parseDays)).toEqual(Array(5).fill(undefined));
  });
});

describe('the hours of a week', () => {
  const hoursOf = (hours: string) => siteOf({ hours: `hours: ${hours}` }).hall.services.get('paspor')?.hours;

  it('a line for fewer days beats one for more, wherever it stands', () => {
    for (const hours of [
      '{ mon-fri: 08.00-15.00, fri: [08.00-11.30, 13.00-15.00] }',
      '{ fri: [08.00-11.30, 13.00-15.00], mon-fri: 08.00-15.00 }',
    ])
      expect(hoursOf(hours)?.get(5), hours).toEqual([
        { from: 480, to: 690 },
        { from: 780, to: 900 },
      ]);
  });

  it('of two equal ones the last counts', () => {
    expect(hoursOf('{ fri: 08.00-15.00, jumat: 09.00-10.00 }')?.get(5)).toEqual([{ from: 540, to: 600 }]);
  });

  it('a day that is not named is closed, as is one that says so', () => {
    const week = hoursOf('{ mon-sat: 08.00-15.00, wed: closed, kam: tutup }');
    expect([week?.get(3), week?.get(4), week?.get(7)]).toEqual([[], [], undefined]);
  });

  it('are the hall’s for a service without its own; always means without hours', () => {
    const site = siteOf({
      hours: 'hours: { mon: 08.00-15.00 }',
      services:
        'services: { a: { title: A, prefix: A }, b: { title: B, prefix: C, hours: always }, c: { title: C, prefix: E, hours: { tue: 09.00-10.00 } } }',
      counters: 'counters: { loket-1: { number: 1, serves: [a, b, c] } }',
    });
    expect([...site.hall.services.values()].map(({ hours }) => hours && [...hours.keys()])).toEqual([
      [1],
      undefined,
      [2],
    ]);
  });
});

describe('dates and zones', () => {
  it('a date is a day of the calendar', () => {
    expect(['2026-12-25', '2028-02-29'].map(isDate)).toEqual([true, true]);
    expect(['2026-02-29', '2026-13-01', '2026-00-10', '25-12-2026', '2026-1-1', ''].map(isDate)).toEqual(
      Array(6).fill(false),
    );
  });

  it('the three Indonesian zones have their everyday names', () => {
    expect(['WIB', 'WITA', 'WIT', 'Asia/Makassar'].map(zoneNamed)).toEqual([
      'Asia/Jakarta',
      'Asia/Makassar',
      'Asia/Jayapura',
      'Asia/Makassar',
    ]);
  });

  it('an offset is not a zone, nor is anything the system does not know', () => {
    expect(['+07:00', 'Asia/Batam', '', 'constructor'].map(zoneNamed)).toEqual(Array(4).fill(undefined));
  });
});
