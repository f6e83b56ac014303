import { describe, expect, it } from 'vitest';
import { hallTime } from '../../firmware-host/loop/hall-time.ts';
import { VirtualClock } from '../virtual-clock.ts';

const at = (text: string) => Date.parse(text);

function timeOf(zone: string, iso: string, last?: { hall: number; wall: number }) {
  const clock = new VirtualClock();
  const wall = { now: at(iso) };
  const time = hallTime({
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
