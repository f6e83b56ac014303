import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../../devices/ports.ts';
import type { Now } from '../queue/hall.ts';

const quarterMs = 15 * 60_000;
/** Time the hall may have been off, as far as the clock's word is taken for it. */
const offMostMs = 12 * 3_600_000;

export interface HallTime {
  now(): Now;
}

/**
 * The hall's time. `hall` runs with the monotonic clock and goes on over restarts from `last`, so that no clock step
 * can make a wait negative; `wall` and the local calendar are what the clock says.
 */
export function hallTime(of: {
  readonly clock: Clock;
  /** Unix milliseconds, as the system says. */
  readonly wall: () => number;
  /** Whether that is known to be right. */
  readonly trusted: () => boolean;
  readonly zone: string;
  /** The last journalled moment. */
  readonly last?: { readonly hall: number; readonly wall: number } | undefined;
}): HallTime {
  const startedAt = of.clock.now();
  const off = of.last === undefined ? 0 : of.wall() - of.last.wall;
  const base = (of.last?.hall ?? 0) + (off > 0 && off <= offMostMs ? off : 0);
  let quarter = Number.NaN;
  let offsetMs = 0;
  return {
    now() {
      const wall = of.wall();
      // Zones change their offset on quarters of an hour at most, so the calendar library is asked once per quarter.
      if (Math.floor(wall / quarterMs) !== quarter) {
        quarter = Math.floor(wall / quarterMs);
        const zoned = Temporal.Instant.fromEpochMilliseconds(Math.round(wall)).toZonedDateTimeISO(of.zone);
        offsetMs = zoned.offsetNanoseconds / 1e6;
      }
      const local = new Date(wall + offsetMs);
      return {
        hall: base + (of.clock.now() - startedAt),
        wall,
        date: local.toISOString().slice(0, 10),
        weekday: local.getUTCDay() === 0 ? 7 : local.getUTCDay(),
        minute: local.getUTCHours() * 60 + local.getUTCMinutes(),
        trusted: of.trusted(),
      };
    },
  };
}
