import { describe, expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import { formatProblems } from '../../config/problem.ts';
import { kinds } from '../../devices/index.ts';

const scanner = 'pemindai: { kind: serial-scanner, address: /dev/pemindai }';
const load = (bookings: string, devices = scanner) =>
  loadSite(
    `version: 1
site: { id: uji, title: Uji, zone: WIB }
${bookings}
services: { paspor: { title: Paspor, prefix: A } }
counters: { loket-1: { number: 1, serves: paspor } }
devices: { ${devices} }
`,
    'site.yaml',
    kinds,
  );
const codes = (loaded: ReturnType<typeof load>) =>
  loaded.problems.map(({ code }) => code).filter((code) => !code.startsWith('counter-without'));

describe('bookings in the site file', () => {
  it('name the list and the key by their files, with half an hour before and an hour after', () => {
    const loaded = load('bookings: { file: bookings.csv, key: { file: booking.key } }');
    expect(codes(loaded)).toEqual([]);
    expect(loaded.site?.checkIn).toEqual({
      file: 'bookings.csv',
      keyFile: 'booking.key',
      earlyMinutes: 30,
      lateMinutes: 60,
    });
    const narrow = load('bookings: { file: a, key: { file: b }, early: 5m, late: 1h30m }');
    expect(narrow.site?.checkIn).toMatchObject({ earlyMinutes: 5, lateMinutes: 90 });
    expect(load('', '').site?.checkIn).toBeUndefined();
  });

  it.each(['key: s3cret-and-long-enough', 'key: 123456789012345678', 'key: [s3cret-and-long-enough]'])(
    'refuse a key that stands in the file itself (%s), without repeating it',
    (key) => {
      const loaded = load(`bookings: { file: bookings.csv, ${key} }`);
      expect(loaded.site).toBeUndefined();
      expect(codes(loaded)).toEqual(['secret-in-file']);
      const told = formatProblems('site.yaml', loaded.problems, 'id');
      expect(told).toMatch(/bookings\.key: rahasia tidak boleh ditulis.*\{ file: NAMA \}/);
      expect(told).not.toMatch(/s3cret|1234567/);
    },
  );

  it('are told from those that are not finished', () => {
    expect(codes(load('bookings: { key: { file: booking.key } }'))).toEqual(['missing-setting']);
    expect(codes(load('bookings: { file: bookings.csv }'))).toEqual(['missing-setting']);
    expect(codes(load('bookings: { file: bookings.csv, key: { fil: a } }'))).toEqual(['unknown-setting']);
    expect(codes(load('bookings: { file: a, key: { file: b }, early: 30 }'))).toEqual(['bad-minutes']);
  });

  it('and a scanner without a counter need each other', () => {
    expect(codes(load(''))).toEqual(['scanner-without-bookings']);
    const elsewhere = scanner.replace('kind', 'counter: loket-1, kind');
    expect(codes(load('bookings: { file: a, key: { file: b } }', elsewhere))).toEqual([
      'bookings-without-scanner',
    ]);
  });
});
