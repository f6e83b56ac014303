import { Temporal } from 'temporal-polyfill';
import type { Clock, Millis } from '../../devices/ports.ts';
import type { Record } from '../journal/journal-port.ts';
import type { Now } from '../queue/hall.ts';
import {
  type BelievedTime,
  createBelievedTime,
  type Displaced,
  displaced,
  type Jump,
  recent,
} from './believed-time.ts';

const quarterMs = 15 * 60_000;
const dayMs = 24 * 3_600_000;
/** The longest time off for which the clock is believed. */
const offMaxMs = 12 * 3_600_000;

export interface HallTime extends BelievedTime {
  now(): Now;
}

/**
 * The hall's time. `hall` runs with the monotonic clock and continues over restarts from `last`, so that no clock step
 * can make a wait negative. `wall` and the local calendar follow the system's clock, as far as it is believed.
 */
export function createHallTime(of: {
  readonly clock: Pick<Clock, 'now'>;
  /** The system's clock, in Unix ms. */
  readonly wall: () => number;
  /** Whether the system's clock is trusted. */
  readonly trusted: () => boolean;
  readonly zone: string;
  /** The last journalled moment. */
  readonly last?: { readonly hall: number; readonly wall: number } | undefined;
  /** The accepted jumps of the previous run, from the journal. */
  readonly jumps?: readonly { readonly byMs: number; readonly hall: Millis }[];
  readonly patienceMs: () => Millis;
  readonly asleepMs?: (() => Millis) | undefined;
  /** Called when a jump was accepted. */
  readonly jumped?: (jump: Jump) => void;
}): HallTime {
  const startedAt = of.clock.now();
  const off = of.last === undefined ? 0 : of.wall() - of.last.wall;
  const base = (of.last?.hall ?? 0) + (off > 0 && off <= offMaxMs ? off : 0);
  const hallAt = (at: Millis) => base + (at - startedAt);
  const localOf = localTimes(of.zone);
  // After a night without power, all visitors of before have gone home.
  let moved: Displaced | undefined;
  for (const { byMs, hall } of off > offMaxMs ? [] : (of.jumps ?? [])) moved = displaced(moved, byMs, hall);
  const believed = createBelievedTime({
    ...of,
    jumped(jump) {
      moved = displaced(moved, jump.byMs, hallAt(jump.at));
      of.jumped?.(jump);
    },
  });

  return {
    ...believed,
    now() {
      const wall = believed.wall();
      const { date, weekday, minute } = localOf(wall);
      const hall = hallAt(of.clock.now());
      const now: Now = { hall, wall, date, weekday, minute, trusted: of.trusted() };
      const jump = recent(moved, hall);
      if (jump === undefined || localOf(wall - jump.byMs).date === date) return now;
      return { ...now, jumpedMs: Math.abs(jump.byMs) };
    },
  };
}

/**
 * The jumps in journalled records, without those before a run that began more than half a day after its predecessor:
 * that run, and so all later ones, took the clock as it was.
 */
export function jumpsIn(
  records: readonly Record[],
): readonly { readonly byMs: number; readonly hall: Millis }[] {
  let found: { readonly byMs: number; readonly hall: Millis }[] = [];
  let before: Record | undefined;
  for (const record of records) {
    const { boot, wall, hall, event } = record;
    if (before !== undefined && boot !== before.boot && wall - before.wall > offMaxMs) found = [];
    if (event.type === 'clock.jumped') found.push({ byMs: event.by_s * 1_000, hall });
    before = record;
  }
  return found;
}

/** A moment in the calendar of the site. */
type LocalTime = Pick<Now, 'date' | 'weekday' | 'minute'>;

/**
 * Gives the site's local date and time of day. The calendar library is called once per quarter of an hour, since time
 * zones change their offset only then, and the date is made once a day: every press asks for both.
 */
function localTimes(zone: string): (wall: number) => LocalTime {
  let quarter = Number.NaN;
  let offsetMs = 0;
  let day = Number.NaN;
  let ofDay = { date: '', weekday: 0 };
  return (wall) => {
    if (Math.floor(wall / quarterMs) !== quarter) {
      quarter = Math.floor(wall / quarterMs);
      const zoned = Temporal.Instant.fromEpochMilliseconds(Math.round(wall)).toZonedDateTimeISO(zone);
      offsetMs = zoned.offsetNanoseconds / 1e6;
    }
    const local = Math.trunc(wall + offsetMs);
    if (Math.floor(local / dayMs) !== day) {
      day = Math.floor(local / dayMs);
      ofDay = dayOf(new Date(local));
    }
    return { ...ofDay, minute: Math.floor((local - day * dayMs) / 60_000) };
  };
}

/** `local`: the site's local time, as a Date in UTC. */
const dayOf = (local: Date): Pick<LocalTime, 'date' | 'weekday'> => ({
  date: local.toISOString().slice(0, 10),
  weekday: local.getUTCDay() === 0 ? 7 : local.getUTCDay(),
});
