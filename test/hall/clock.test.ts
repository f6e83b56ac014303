import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryJournal } from '../../firmware-host/journal/memory.ts';
import { until } from '../real-clock.ts';
import { paperSite } from './paper-site.ts';
import { PlayedHall, siteOf } from './played-hall.ts';

const dayMs = 86_400_000;
const yearMs = 365.25 * dayMs;
const site = siteOf(paperSite().replace('services:', "hours: { mon-fri: '08:00-16:00' }\nservices:"));

let hall: PlayedHall;
afterEach(() => hall.stop());

/** Everything the hall says of waiting: no time below zero, nobody closed out. */
function nothingOdd(): void {
  for (const { topic, payload } of hall.messages) {
    expect(JSON.stringify(payload), topic).not.toMatch(/_s":-/);
  }
  for (const service of ['a', 'b']) expect(hall.host.service(service)).toMatchObject({ open: true });
}

const steps: readonly (readonly [string, number])[] = [
  ['50 years on', 50 * yearMs],
  ['50 years back', -50 * yearMs],
  ['an hour back', -3_600_000],
];

describe.each(steps)('a clock that steps %s', (_, step) => {
  describe.each([
    ['and is taken for right', true],
    ['and is not known to be right', false],
  ])('%s', (_, trusted) => {
    beforeEach(async () => {
      hall = new PlayedHall(site);
      await hall.start(openMemoryJournal());
      await hall.ticket('a');
      await hall.ticket('a');
      await hall.press('tombol-1', 'next');
      await hall.pass(60_000);
      hall.wallOffset += step;
      hall.trusted = trusted;
      await hall.pass(30_000);
    });

    it('changes no number, closes nothing and ends nobody', async () => {
      expect(hall.reads('papan-1')).toBe('A-001');
      expect(await hall.ticket('a')).toBe('A-003');
      await hall.press('tombol-1', 'next');
      expect(hall.reads('papan-1')).toBe('A-002');
      hall.wallOffset -= step;
      hall.trusted = true;
      await hall.pass(30_000);
      expect(await hall.ticket('a')).toBe('A-004');
      expect(hall.records.filter(({ event }) => event.type === 'day.opened')).toHaveLength(1);
      nothingOdd();
    });

    it('changes no wait: they are counted by another clock', async () => {
      await hall.press('tombol-1', 'next');
      const called = hall.events('ticket.called').at(-1)?.payload.data;
      expect(called).toMatchObject({ ticket: 'A-002' });
      expect(called.waited_s).toBeGreaterThan(85);
      expect(called.waited_s).toBeLessThan(100);
      nothingOdd();
    });

    it('makes no device seem gone, and every event is marked with what the clock was worth', async () => {
      for (const { id } of site.devices)
        expect(hall.state(`device/${id}/state`)).toMatchObject({ state: 'online' });
      expect(hall.records.filter(({ event }) => event.type === 'device.lost')).toEqual([]);
      await hall.ticket('a');
      expect(hall.records.at(-1)?.clock).toBe(trusted ? 'synced' : 'unsynced');
      await hall.pass(30_000);
      await until(() => hall.state('controller/health')?.clock_synced === trusted);
    });
  });
});

describe('midnight during boot', () => {
  /** Monday to Tuesday, a few seconds after the start. */
  const midnight = Date.parse('2026-11-23T17:00:00Z');

  beforeEach(() => {
    hall = new PlayedHall(site);
    hall.wallOffset = midnight - 6_000;
    hall.trusted = false;
  });

  it('by a clock that nobody has set right yet ends no ticket of those who are there', async () => {
    await hall.start(openMemoryJournal());
    expect(await hall.ticket('a')).toBe('A-001');
    await hall.pass(10_000);
    expect(hall.host.service('a')).toMatchObject({ waiting: 1 });
    expect(await hall.ticket('a')).toBe('A-002');
    // The time server is reached: it is eight in the morning.
    hall.wallOffset = midnight + 8 * 3_600_000;
    hall.trusted = true;
    await hall.pass(5_000);
    expect(await hall.ticket('a')).toBe('A-003');
    await hall.press('tombol-1', 'next');
    expect(hall.reads('papan-1')).toBe('A-001');
    nothingOdd();
  });

  it('goes on with the numbers of the day after a cut, and no number is given twice', async () => {
    const journal = openMemoryJournal();
    await hall.start(journal);
    await hall.ticket('a');
    await hall.ticket('a');
    const before = hall;
    hall = new PlayedHall(site);
    hall.wallOffset = midnight - 1_000;
    hall.trusted = false;
    await hall.start(journal, await journal.tail());
    expect(await hall.ticket('a')).toBe('A-003');
    await hall.press('tombol-1', 'next');
    expect(hall.reads('papan-1')).toBe('A-001');
    nothingOdd();
    await before.stop();
  });
});
