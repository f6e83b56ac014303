import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashCodes } from '../../firmware-host/bookings/booking-lines.ts';
import { bookingsFile } from '../../firmware-host/bookings/bookings-file.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { PlayedHall } from './played-hall.ts';

const site = (rules = '') => `
version: 1
site: { id: pendaftaran, title: MPP Contoh, zone: WIB, language: id }
hours: { mon-fri: 08.00-15.00 }
bookings: { file: bookings.csv, key: { file: booking.key }, early: 30m, late: 60m }
services:
  paspor: { title: Paspor, prefix: A, printer: printer-2${rules} }
counters:
  loket-1: { number: 1, serves: paspor }
devices:
  tombol: { kind: call-button, counter: loket-1, layout: one-key, pin: 17 }
  papan: { kind: serial-display, counter: loket-1, address: /dev/papan, bus_address: 1, digits: 5 }
  pemindai-loket: { kind: serial-scanner, counter: loket-1, address: /dev/pemindai-1 }
  pemindai-mesin: { kind: serial-scanner, printer: printer-1, address: /dev/pemindai-2 }
  printer-1: { kind: escpos-printer, address: "tcp://192.168.10.50:9100", columns: 48 }
  printer-2: { kind: escpos-printer, address: "tcp://192.168.10.51:9100", columns: 48 }
`;

const codes = `
MP-7Q4471,2026-11-24,paspor
MP-7Q4472,2026-11-24,paspor,priority,09.00-09.30
MP-7Q4473,2026-11-25,paspor
`;

const secret = 'a key for tests, 32 characters..';
let folder: string;
let hall: PlayedHall;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-check-in-'));
  writeFileSync(join(folder, 'key'), secret, { mode: 0o600 });
  writeFileSync(join(folder, 'bookings.csv'), hashCodes(codes, Buffer.from(secret)).lines.join('\n'));
});
afterEach(async () => {
  await hall.stop();
  rmSync(folder, { recursive: true });
});

async function open(at: string, rules?: string): Promise<void> {
  const bookings = bookingsFile({
    path: join(folder, 'bookings.csv'),
    keyPath: join(folder, 'key'),
    clock: new VirtualClock(),
    report: (fault) => {
      throw fault;
    },
  });
  hall = await PlayedHall.open(site(rules), { at, bookings });
}

const printed = () => hall.printed.map(({ printer, ticket }) => [printer, ticket.code]);

describe('a booking code at the ticket machine', () => {
  it('gives a ticket once, on the printer of that machine', async () => {
    await open('2026-11-24T08:30+07:00');
    await hall.scan('pemindai-mesin', 'mp-7q4471');
    expect(printed()).toEqual([['printer-1', 'A-001']]);
    expect(hall.state('service/paspor/state')).toMatchObject({ waiting: 1 });
    await hall.scan('pemindai-mesin', 'MP-7Q4471');
    expect(printed()).toHaveLength(1);
    expect(hall.refused).toEqual(['booking-used']);
    await hall.press('tombol', 'next');
    expect(hall.reads('papan')).toBe('A-001');
  });

  it('gives none twice after a power cut either', async () => {
    await open('2026-11-24T08:30+07:00');
    await hall.scan('pemindai-mesin', 'MP-7Q4471');
    hall = await hall.powerCut();
    await hall.scan('pemindai-mesin', 'MP-7Q4471');
    expect(printed()).toEqual([]);
    expect(hall.refused).toEqual(['booking-used']);
  });

  it('counts within its window, in the class it was booked in', async () => {
    await open('2026-11-24T08:29+07:00');
    await hall.scan('pemindai-mesin', 'MP-7Q4472');
    hall.clockSays('2026-11-24T08:30+07:00');
    await hall.scan('pemindai-mesin', 'MP-7Q4472');
    expect(hall.state('service/paspor/state')).toMatchObject({ waiting: 1, waiting_priority: 1 });
    await hall.scan('pemindai-mesin', 'MP-7Q4473');
    await hall.scan('pemindai-mesin', 'MP-000000');
    expect(hall.refused).toEqual(['booking-too-early', 'booking-other-day', 'booking-unknown']);
  });

  it('is refused when it is late, after the cut-off, and when the quota is used up', async () => {
    await open('2026-11-24T10:31+07:00', ', quota: { priority: 0, total: 1 }');
    await hall.scan('pemindai-mesin', 'MP-7Q4472');
    hall.clockSays('2026-11-24T10:30+07:00');
    await hall.scan('pemindai-mesin', 'MP-7Q4472');
    hall.clockSays('2026-11-24T14:30+07:00');
    await hall.scan('pemindai-mesin', 'MP-7Q4471');
    expect(hall.refused).toEqual(['booking-too-late', 'quota-used-up', 'past-cutoff']);
    expect(printed()).toEqual([]);
  });

  it('is told why it was refused by the state of the scanner, until the next scan', async () => {
    await open('2026-11-24T08:30+07:00');
    await hall.scan('pemindai-mesin', 'MP-7Q4473');
    expect(hall.state('device/pemindai-mesin/state')).toMatchObject({
      usable: true,
      reason: 'scan.rejected',
      text: 'Kode pendaftaran ini bukan untuk hari ini.',
    });
    await hall.scan('pemindai-mesin', 'MP-7Q4471');
    expect(hall.state('device/pemindai-mesin/state')).toMatchObject({ state: 'online', reason: null });
  });

  it('spends no number while the printer has no paper, and may be scanned again', async () => {
    await open('2026-11-24T08:30+07:00');
    hall.device('printer-1').paper?.('out');
    await hall.pass(5_000);
    await hall.scan('pemindai-mesin', 'MP-7Q4471');
    expect(hall.refused).toEqual(['printer-not-ready']);
    hall.device('printer-1').paper?.('ok');
    await hall.pass(5_000);
    await hall.scan('pemindai-mesin', 'MP-7Q4471');
    expect(printed()).toEqual([['printer-1', 'A-001']]);
  });
});

it('identity numbers and passport lines are refused and kept nowhere', async () => {
  await open('2026-11-24T08:30+07:00');
  await hall.scan('pemindai-mesin', '3171234567890001');
  await hall.scan('pemindai-mesin', 'P<IDNCONTOH<<ORANG<<<<<<<<<<<<<<<<<<<<<<<<<<');
  expect(hall.state('device/pemindai-mesin/state')).toMatchObject({ reason: 'scan.rejected' });
  expect(printed()).toEqual([]);
  expect(everythingWritten()).not.toMatch(/3171234567890001|IDNCONTOH/);
});

it('no booking code goes further than the scanner: not to the journal, a topic, a log, a listener or paper', async () => {
  await open('2026-11-24T08:30+07:00');
  for (const scanner of ['pemindai-mesin', 'pemindai-loket'])
    for (const code of ['MP-7Q4471', 'mp-7q4471', 'MP-7Q4472', 'MP-7Q4473', 'MP-7Q0000'])
      await hall.scan(scanner, code);
  expect(printed()).toHaveLength(2);
  expect(hall.refused.length).toBeGreaterThanOrEqual(8);
  expect(everythingWritten()).not.toMatch(/7q\d{4}/i);
  // The journal alone has the hash.
  const hash = hall.records
    .map(({ event }) => ('booking' in event ? event.booking : undefined))
    .find(Boolean);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify([hall.messages, hall.logged])).not.toContain(hash);
});

/** All that has left the host in any way. */
function everythingWritten(): string {
  const paper = hall.printed.map(({ ticket }) => [ticket.code, ticket.text]);
  return JSON.stringify([hall.messages, hall.records, hall.logged, hall.sights, paper]);
}
