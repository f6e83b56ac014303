import type { Clock, Millis } from '../../devices/ports.ts';

/** Over how much of the machine's time the pace is measured, and from how much on it is said. */
const windowMs: Millis = 3_000;
const leastMs: Millis = 750;

/** Measures how fast the hall's time passes: a busy machine does not reach the speed it was asked for. */
export interface PaceMeter {
  /**
   * Takes the two clocks at this moment. Returns how many times faster the hall's time has passed of late; undefined:
   * not measured for long enough since the speed was changed.
   */
  read(asked: number): number | undefined;
}

export function createPaceMeter(hall: Pick<Clock, 'now'>, machine: Pick<Clock, 'now'>): PaceMeter {
  let since: number | undefined;
  let seen: { readonly hall: Millis; readonly machine: Millis }[] = [];
  return {
    read(asked) {
      if (asked !== since) seen = [];
      since = asked;
      const now = { hall: hall.now(), machine: machine.now() };
      seen = [...seen.filter((one) => now.machine - one.machine <= windowMs), now];
      const [first = now] = seen;
      const passedMs = now.machine - first.machine;
      return passedMs < leastMs ? undefined : (now.hall - first.hall) / passedMs;
    },
  };
}
