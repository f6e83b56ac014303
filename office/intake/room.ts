import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { intakeLimits } from './intake-limits.ts';

const { waitingMaxBytes, readingHeldMaxMs } = intakeLimits;

/** The room for events that wait for the store. */
export interface Room {
  add(bytes: number): void;
  remove(bytes: number): void;
  /** False: a new event is to be dropped, and asked for later. */
  readonly admits: boolean;
  /** Whether so much room is left that more events may be asked for. */
  readonly isWide: boolean;
  readonly bytes: number;
  /** For how long events have waited and none was stored; 0 when none waits. */
  stillMs(): Millis;
  readonly isHeld: boolean;
  stop(): void;
}

/**
 * Holds reading when there is no more room: the messages wait at the broker. When that does not help for long, the
 * store is away: reading goes on, or the queue at the broker would be full and states be lost, and what does not fit
 * is dropped.
 */
export function createRoom(of: {
  readonly clock: Clock;
  readonly holdReading: (isHeld: boolean) => void;
  /** Called when there is room again. */
  readonly isWide: () => void;
}): Room {
  const { clock, holdReading } = of;
  let bytes = 0;
  /** Since when nothing was stored, while something waits. */
  let stillSince: Millis | undefined;
  let state: 'open' | 'held' | 'dropping' = 'open';
  let cancel: Cancel = () => undefined;

  function change(to: typeof state): void {
    cancel();
    if ((state === 'held') !== (to === 'held')) holdReading(to === 'held');
    state = to;
    if (to === 'held')
      cancel = clock.after(readingHeldMaxMs, () => change('dropping'), 'office: reading held');
    if (to === 'open') of.isWide();
  }

  return {
    get bytes() {
      return bytes;
    },
    get isHeld() {
      return state === 'held';
    },
    get admits() {
      return state !== 'dropping' || bytes < waitingMaxBytes;
    },
    get isWide() {
      return bytes < waitingMaxBytes / 2;
    },
    stillMs: () => (stillSince === undefined ? 0 : clock.now() - stillSince),
    add(more) {
      stillSince ??= clock.now();
      bytes += more;
      if (state === 'open' && bytes >= waitingMaxBytes) change('held');
    },
    remove(less) {
      const was = bytes;
      bytes -= less;
      stillSince = bytes > 0 ? clock.now() : undefined;
      const half = waitingMaxBytes / 2;
      if (bytes < half && was >= half) change('open');
    },
    stop() {
      cancel();
      if (state === 'held') holdReading(false);
    },
  };
}
