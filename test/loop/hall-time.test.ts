import { describe, expect, it } from 'vitest';
import type { Record } from '../../firmware-host/journal/journal-port.ts';
import { createHallTime, jumpsIn } from '../../firmware-host/loop/hall-time.ts';
import { VirtualClock } from '../virtual-clock.ts';

const at = (text: string) => Date.parse(text);

function timeOf(zone: string, iso: string, last?: { hall: number; wall: number }) {
  const clock = new VirtualClock();
  const wall = { now: at(iso) };
  const time = createHallTime({
    clock,
    wall: () => wall.now,
    trusted: () => true,
    zone,
    last,
    patienceMs: () => 0,
  });
  return { clock, wall, time };
}

describe("the hall's time", () => {
  it('knows the local day in each of the three zones of Indonesia', () => {
    const noon = '2026-11-24T17:30:00Z';
    expect(timeOf('Asia/Jakarta', noon).time.now()).toMatchObject({
      date: '2026-11-25',
      weekday: 3,
      minute: 30,
    });
    expect(timeOf('Asia/Makassar', noon).time.now()).toMatchObject({ date: '2026-11-25', minute: 90 });
    expect(timeOf('Asia/Jayapura', noon).time.now()).toMatchObject({ date: '2026-11-25', minute: 150 });
    expect(timeOf('Asia/Jakarta', '2026-11-29T16:59:59Z').time.now()).toMatchObject({
      date: '2026-11-29',
      weekday: 7,
    });
  });

  it('counts durations on, whatever the wall clock does', async () => {
    const { clock, wall, time } = timeOf('Asia/Jakarta', '2026-11-24T02:00:00Z');
    const before = time.now().hall;
    wall.now = at('1976-01-01T00:00:00Z');
    await clock.advance(5_000);
    expect(time.now().hall - before).toBe(5_000);
    wall.now = at('2076-01-01T00:00:00Z');
    await clock.advance(5_000);
    expect(time.now().hall - before).toBe(10_000);
    expect(time.now().date).toBe('2076-01-01');
  });

  it('goes on after a restart, with the time it was off when the clock can tell it', () => {
    const last = { hall: 1_000_000, wall: at('2026-11-24T02:00:00Z') };
    expect(timeOf('Asia/Jakarta', '2026-11-24T02:10:00Z', last).time.now().hall).toBe(1_000_000 + 600_000);
    expect(timeOf('Asia/Jakarta', '2026-11-23T02:00:00Z', last).time.now().hall).toBe(1_000_000);
    expect(timeOf('Asia/Jakarta', '2076-11-24T02:00:00Z', last).time.now().hall).toBe(1_000_000);
  });
});

describe('the jumps that a journal tells of', () => {
  const hour = 3_600_000;
  const record = (boot: string, wall: number, event: Record['event']): Record => ({
    ...{ sequence: 1, boot, wall, clock: 'synced', hall: 0 },
    event,
  });
  const jump = { type: 'clock.jumped', by_s: -16 * 3_600, why: 'stood' } as const;
  const start = { type: 'host.started', version: '1', clean: false } as const;

  it('are kept in mind over a restart, and over the next', () => {
    const records = [record('a', 0, jump), record('b', hour, start), record('c', 2 * hour, start)];
    expect(jumpsIn(records)).toEqual([{ byMs: -16 * hour, hall: 0 }]);
  });

  it('are over when a run began more than half a day after the one before, also for the runs that follow', () => {
    const records = [record('a', 0, jump), record('b', 16 * hour, start), record('c', 17 * hour, start)];
    expect(jumpsIn(records)).toEqual([]);
  });
});
