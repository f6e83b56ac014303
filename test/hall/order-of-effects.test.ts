import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../devices/fault.ts';
import { openMemoryJournal } from '../../firmware-host/journal/memory.ts';
import { type SlowDisk, slowDisk } from '../../simulators/slow-disk.ts';
import { until } from '../real-clock.ts';
import { paperSite } from './paper-site.ts';
import { PlayedHall, siteOf } from './played-hall.ts';

let hall: PlayedHall;
let disk: SlowDisk;
beforeEach(async () => {
  hall = new PlayedHall(siteOf(paperSite()));
  disk = slowDisk(hall.clock, openMemoryJournal());
  await hall.start(disk);
});
afterEach(() => {
  disk.fail(undefined);
  disk.flow();
  return hall.stop();
});

const published = () =>
  hall.messages
    .filter(({ topic }) => topic.includes('/event/'))
    .map(({ payload }) => Number(payload.sequence));
const lastKept = async (count: number) =>
  (await hall.journal.tail()).slice(-count).map(({ event }) => event.type);
const next = { type: 'next', counter: 'loket-1' } as const;

describe('while the disk hangs', () => {
  beforeEach(async () => {
    for (let visitor = 0; visitor < 3; visitor++) await hall.ticket('a');
    disk.stall();
  });

  it('a key is seen on the display and in the retained state at once, and no event of it goes out', async () => {
    const before = published().length;
    await hall.press('tombol-1', 'next');
    expect(hall.reads('papan-1')).toBe('A-001');
    expect(hall.state('counter/loket-1/state')).toMatchObject({ state: 'called', ticket: 'A-001' });
    expect(published()).toHaveLength(before);
  });

  it('a number is not printed, however long it takes', async () => {
    void hall.host.issue('a', 'regular');
    await hall.pass(600_000);
    expect(hall.printed).toHaveLength(3);
  });

  it('no more numbers are given after two seconds, and calling goes on', async () => {
    void hall.host.issue('a', 'regular');
    await hall.pass(2_500);
    expect(await hall.host.issue('a', 'regular')).toMatchObject({ ok: false, refused: 'journal-slow' });
    for (const ticket of ['A-001', 'A-002', 'A-003']) {
      void hall.host.ask(next, 'console');
      await hall.pass(5_000);
      expect(hall.reads('papan-1')).toBe(ticket);
    }
  });

  it('a refusal that is asked for ten times a second is written down once a second, with their number', async () => {
    void hall.host.issue('a', 'regular');
    await hall.pass(2_500);
    const slow = () => hall.logged.filter((line) => line.includes('journal-slow'));
    const before = slow().length;
    for (let time = 0; time < 60; time++) {
      void hall.host.issue('a', 'regular');
      await hall.pass(100);
    }
    expect(slow().length - before).toBeGreaterThan(4);
    expect(slow().length - before).toBeLessThan(8);
    expect(slow().at(-1)).toContain('"more":9');
  });

  it('everything goes out in order when it is back, and the numbers held up are printed', async () => {
    void hall.host.issue('a', 'regular');
    await hall.press('tombol-1', 'next');
    await hall.pass(10_000);
    await hall.press('tombol-1', 'next');
    disk.flow();
    await hall.pass(3_000);
    expect(hall.printed.map(({ ticket }) => ticket.code)).toEqual(['A-001', 'A-002', 'A-003', 'A-004']);
    const sequences = published();
    expect(sequences).toEqual(sequences.map((_, index) => (sequences[0] ?? 0) + index));
    expect(hall.events('ticket.called').map(({ payload }) => payload.subject)).toEqual(['A-001', 'A-002']);
    expect(await hall.ticket('a')).toBe('A-005');
  });

  it('a person cannot void a number that waits for its paper', async () => {
    void hall.host.issue('a', 'regular');
    await hall.pass(0);
    const voided = hall.host.ask({ type: 'void', ticket: 'A-004', reason: 'console' }, 'console');
    await hall.pass(0);
    disk.flow();
    await hall.pass(3_000);
    expect(await voided).toMatchObject({ refused: 'not-printed-yet' });
    expect(hall.host.tickets().at(-1)).toMatchObject({ ticket: 'A-004', state: 'waiting' });
  });

  it('a stop does not wait for it: the displays are dark and the last word is offline', async () => {
    await hall.press('tombol-1', 'next');
    const stopping = hall.host.stop().then(() => 'stopped');
    await hall.pass(20_000);
    expect(await Promise.race([stopping, Promise.resolve('still stopping')])).toBe('stopped');
    expect(hall.reads('papan-1')).toBe('');
    expect(hall.messages.at(-1)?.payload).toMatchObject({ state: 'offline', reason: 'stopped' });
  });

  it('a stop waits for the number that was just asked for, and the printer finishes that ticket', async () => {
    void hall.host.issue('a', 'regular');
    const stopping = hall.host.stop().then(() => 'stopped');
    await hall.pass(1_000);
    disk.flow();
    await hall.pass(20_000);
    expect(await Promise.race([stopping, Promise.resolve('still stopping')])).toBe('stopped');
    expect(hall.printed.map(({ ticket }) => ticket.code)).toEqual(['A-001', 'A-002', 'A-003', 'A-004']);
    expect(await lastKept(2)).toEqual(['ticket.issued', 'host.stopped']);
  });

  it('a stop does not wait long for that: the number is unconfirmed at the next start, and nothing follows the end', async () => {
    void hall.host.issue('a', 'regular');
    await hall.pass(0);
    const stopping = hall.host.stop().then(() => 'stopped');
    await hall.pass(7_000);
    disk.flow();
    await hall.pass(20_000);
    expect(await Promise.race([stopping, Promise.resolve('still stopping')])).toBe('stopped');
    expect(hall.logged.filter((line) => line.includes('journal'))).toEqual([]);
    expect(hall.printed).toHaveLength(3);
    expect(await lastKept(2)).toEqual(['ticket.reserved', 'host.stopped']);
    const again = await hall.powerCut();
    expect(again.host.tickets().at(-1)).toMatchObject({ ticket: 'A-004', state: 'unconfirmed' });
    await again.stop();
  });

  it('whoever asks for something after the end is told so', async () => {
    const stopping = hall.host.stop();
    await hall.pass(4_500);
    const asked = hall.host.ask(next, 'console');
    disk.flow();
    await hall.pass(20_000);
    await stopping;
    expect(await asked).toMatchObject({ ok: false, failed: { code: 'journal.stopped' } });
    expect(hall.logged.filter((line) => line.includes('journal'))).toEqual([]);
    expect(await lastKept(1)).toEqual(['host.stopped']);
  });
});

it('a day that ends while the disk hangs: the number of the day before is not printed for the visitor of the next', async () => {
  disk.stall();
  void hall.host.issue('a', 'regular');
  await hall.pass(500);
  hall.clockSays('2026-11-26T03:00:00Z');
  void hall.host.issue('a', 'regular');
  await hall.pass(500);
  disk.flow();
  await hall.pass(5_000);
  expect(hall.events('ticket.reserved').map(({ payload }) => payload.data.ticket)).toEqual([
    'A-001',
    'A-001',
  ]);
  expect(hall.printed.map(({ ticket }) => ticket.code)).toEqual(['A-001']);
  expect(hall.printed[0]?.ticket.text.join(' ')).toContain('26 Nov 2026');
  expect(hall.host.tickets().at(-1)).toMatchObject({ ticket: 'A-001', state: 'waiting' });
});

describe('when the disk has failed', () => {
  beforeEach(async () => {
    await hall.ticket('a');
    await hall.ticket('a');
    disk.fail(new Fault('disk.io_error', 'the disk failed to write'));
  });

  it('who asked is told, no number is given any more, and calling goes on', async () => {
    const asked = hall.host.ask(next, 'console');
    await hall.pass(100);
    expect(await asked).toMatchObject({ ok: false, failed: { code: 'disk.io_error' } });
    expect(hall.reads('papan-1')).toBe('A-001');
    expect(await hall.host.issue('a', 'regular')).toMatchObject({ refused: 'journal-failed' });
    const walkIn = hall.host.ask({ type: 'walk-in', counter: 'loket-2', service: 'a' }, 'console');
    await hall.pass(10);
    expect(await walkIn).toMatchObject({ refused: 'journal-failed' });
    await hall.pass(5_000);
    void hall.host.ask(next, 'console');
    await hall.pass(1_000);
    expect(hall.reads('papan-1')).toBe('A-002');
    expect(hall.printed).toHaveLength(2);
  });

  it('nothing is published any more, even if it takes records again: the stream has no gap', async () => {
    const before = published();
    await hall.press('tombol-1', 'next');
    disk.fail(undefined);
    await hall.press('tombol-1', 'next');
    await hall.pass(30_000);
    expect(published()).toEqual(before);
    expect(await hall.host.issue('a', 'regular')).toMatchObject({ refused: 'journal-failed' });
  });

  it('what was handed over before still goes out when it is durable, and nothing behind it', async () => {
    const before = published();
    disk.fail(undefined);
    disk.stall();
    void hall.host.ask(next, 'console');
    await hall.pass(10);
    disk.fail(new Fault('disk.fsync_slow', 'too many records are waiting'));
    void hall.host.ask({ type: 'open', counter: 'loket-2' }, 'console');
    await hall.pass(10);
    disk.fail(undefined);
    void hall.host.ask({ type: 'close', counter: 'loket-2' }, 'console');
    await hall.pass(10);
    disk.flow();
    await hall.pass(1_000);
    expect(published()).toEqual([...before, before.length + 1, before.length + 2]);
    expect(hall.events('ticket.called')).toHaveLength(1);
  });

  it('health says so within a moment, and it is said once', async () => {
    await hall.press('tombol-1', 'next');
    await hall.press('tombol-1', 'next');
    await hall.pass(5_000);
    // The machine's own figures are read from real files, in real time.
    await until(() => hall.state('controller/health')?.journal_ok === false);
    expect(hall.logged.filter((line) => line.startsWith('the journal has failed'))).toHaveLength(1);
  });
});

it('a disk that is nearly full is no failed journal', async () => {
  const journal = { ...openMemoryJournal() };
  const full = new PlayedHall(siteOf(paperSite()));
  const pressure = { ...journal.pressure(), fault: 'disk.low' as const };
  await full.start({ ...journal, pressure: () => pressure });
  await until(() => full.state('controller/health')?.journal_ok === true);
  expect(await full.ticket('a')).toBe('A-001');
  await full.stop();
});

it('measures how long a record took, and not the ticks that had none', async () => {
  await hall.pass(60_000);
  const quiet = hall.host.latency('durable').count;
  await hall.pass(60_000);
  expect(hall.host.latency('durable').count).toBe(quiet);
});
