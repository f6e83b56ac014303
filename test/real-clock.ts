import type { Clock } from '../devices/ports.ts';

/** The machine's own clock, for tests against real sockets and programs. */
export const realClock: Clock = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
