import { hoursAhead, type Zone } from './provinces.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const dayMinutes = 24 * 60;

/** By what time of day the halls live. */
export interface HallHours {
  /** Visitors at any hour, as many as in a usual one: for measuring. Default: the hours of an office. */
  readonly isAlways?: boolean | undefined;
  /** The hour of day in western Indonesia with which the fleet begins, such as 9.5. Default: as it is. */
  readonly startHour?: number | undefined;
}

const opensHour = 8;
const closesHour = 16;

/** How many visitors come in each hour from the opening on, against a usual one: a rush, a lull at noon. */
const shape = [1.7, 1.9, 1.5, 1, 0.4, 1.2, 0.9, 0.4];
/** The most that `crowd` ever is. */
export const crowdMax = 2;

/** The time of day in a hall, which may be another than that of the clock on the wall: see `startHour`. */
export class HallTime {
  readonly #isAlways: boolean;
  readonly #offsetMs: number;
  /** How far the hall is ahead of the clock on the wall there. */
  readonly #aheadMs: number;

  /** `wallStart`: Unix ms with which the fleet begins. */
  constructor(zone: Zone, { isAlways = false, startHour }: HallHours, wallStart: number) {
    this.#isAlways = isAlways;
    const there = wallStart + hoursAhead('Asia/Jakarta') * hourMs;
    const shiftMs = startHour === undefined ? 0 : startHour * hourMs - (there % dayMs);
    // The shorter way round, so that the date stays near that of the clock.
    const shorterMs =
      shiftMs > dayMs / 2 ? shiftMs - dayMs : shiftMs < -dayMs / 2 ? shiftMs + dayMs : shiftMs;
    this.#aheadMs = shorterMs;
    this.#offsetMs = hoursAhead(zone) * hourMs + shorterMs;
  }

  /** Hours since midnight. */
  hour(wall: number): number {
    return ((wall + this.#offsetMs) % dayMs) / hourMs;
  }

  /** `2026-09-20`. */
  date(wall: number): string {
    return new Date(wall + this.#offsetMs).toISOString().slice(0, 10);
  }

  isOpen(wall: number): boolean {
    const hour = this.hour(wall);
    return this.#isAlways || (hour >= opensHour && hour < closesHour);
  }

  /** The opening hours of any day by the clock on the wall, as `HH:MM`: two spans where midnight is between. */
  get opening(): 'always' | readonly { readonly from: string; readonly to: string }[] {
    if (this.#isAlways) return 'always';
    const minuteOf = (hour: number): number =>
      Math.round((((hour * hourMs - this.#aheadMs) % dayMs) + dayMs) / minuteMs) % dayMinutes;
    const [from, to] = [minuteOf(opensHour), minuteOf(closesHour)];
    const spans =
      from < to
        ? [[from, to]]
        : [
            [0, to],
            [from, dayMinutes],
          ];
    return spans
      .filter(([begin = 0, end = 0]) => begin < end)
      .map(([begin = 0, end = 0]) => ({ from: clockTime(begin), to: clockTime(end) }));
  }

  /** How many visitors come, against a usual hour; 0 while the hall is closed. */
  crowd(wall: number): number {
    if (this.#isAlways) return 1;
    return this.isOpen(wall) ? (shape[Math.floor(this.hour(wall)) - opensHour] ?? 1) : 0;
  }
}

const clockTime = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
