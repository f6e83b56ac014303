import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bookingsFile } from '../../firmware-host/bookings/bookings-file.ts';
import { bookingHash } from '../../firmware-host/bookings/hash.ts';
import { VirtualClock } from '../virtual-clock.ts';

const secret = 'a key for tests, 32 characters..';
let folder: string;
let path: string;
let keyPath: string;
let clock: VirtualClock;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-bookings-'));
  path = join(folder, 'bookings.csv');
  keyPath = join(folder, 'booking.key');
  writeFileSync(keyPath, `${secret}\n`, { mode: 0o600 });
  clock = new VirtualClock();
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const lines = (...codes: readonly string[]) =>
  codes.map((code) => `${bookingHash(code, Buffer.from(secret))},2026-11-24,paspor\n`).join('');
const open = () => bookingsFile({ path, keyPath, clock, report: ({ message }) => said.push(message) });
const aWhile = () => clock.advance(31_000);

it('finds a booking by its code, and says of others that they are unknown', () => {
  writeFileSync(path, lines('MP-1'));
  const bookings = open();
  expect(bookings.find('mp-1')).toMatchObject({ service: 'paspor', date: '2026-11-24' });
  expect(bookings.find('MP-2')).toBe('booking-unknown');
});

it('takes up a file that changes, also when another one is moved into its place', async () => {
  writeFileSync(path, lines('MP-1'));
  const bookings = open();
  writeFileSync(join(folder, 'new'), lines('MP-2'));
  renameSync(join(folder, 'new'), path);
  await aWhile();
  expect(bookings.find('MP-2')).toMatchObject({ service: 'paspor' });
  expect(bookings.find('MP-1')).toBe('booking-unknown');
  expect(said).toEqual([]);
});

it('does not say that a code is unknown before it could read the list', async () => {
  const bookings = open();
  expect(bookings.find('MP-1')).toBe('bookings-unavailable');
  await aWhile();
  await aWhile();
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(path);
  writeFileSync(path, lines('MP-1'));
  await aWhile();
  expect(bookings.find('MP-1')).toMatchObject({ service: 'paspor' });
});

it('keeps the bookings it has when the file goes away or turns into something else', async () => {
  writeFileSync(path, lines('MP-1'));
  const bookings = open();
  rmSync(path);
  await aWhile();
  writeFileSync(path, '<html>Error 502</html>\n');
  await aWhile();
  expect(bookings.find('MP-1')).toMatchObject({ service: 'paspor' });
  expect(said).toHaveLength(2);
  expect(said[1]).toContain(':1: column 1: not a hash');
});

it('leaves out a bad line, names it without repeating it, and takes the others', () => {
  writeFileSync(path, `${lines('MP-1')}MP-2,2026-11-24,paspor\nMP-3\n${lines('MP-4')}`);
  const bookings = open();
  expect(bookings.find('MP-4')).toMatchObject({ service: 'paspor' });
  expect(said[0]?.split('\n')).toEqual([
    expect.stringContaining(`${path}:2: column 1: not a hash`),
    expect.stringContaining(`${path}:3: column 1: not a hash`),
  ]);
});

it('takes no key that could be guessed, and goes on as soon as there is a good one', async () => {
  writeFileSync(path, lines('MP-1'));
  writeFileSync(keyPath, 'rahasia\n', { mode: 0o600 });
  const bookings = open();
  expect(bookings.find('MP-1')).toBe('bookings-unavailable');
  expect(said[0]).toContain('shorter than 16 bytes');
  writeFileSync(keyPath, secret, { mode: 0o600 });
  await aWhile();
  expect(bookings.find('MP-1')).toMatchObject({ service: 'paspor' });
});

it('looks at the file no more once it is closed', () => {
  open().close();
  expect(clock.waiting).toBe(0);
});
