import type { Fault } from '../fault.ts';
import type { Clock, Millis } from '../ports.ts';

/** Pending exchanges with a printer: each has a time limit, and all can be given up at once. */
export interface Waits {
  /** Settles as `exchange` does. Rejects with `over` if given, with `late()` after `limitMs`, and on `giveUp`. */
  limited<T>(exchange: Promise<T>, limitMs: Millis, late: () => Fault, over: Fault | undefined): Promise<T>;
  /** Rejects all exchanges that are pending now. One that begins later waits as usual, unless it is given `over`. */
  giveUp(why: Fault): void;
}

export function createWaits(clock: Clock): Waits {
  const waiting = new Set<(why: Fault) => void>();
  return {
    async limited(exchange, limitMs, late, over) {
      let cancel = (): void => {};
      let giveUp = (_why: Fault): void => {};
      const end = new Promise<never>((_, reject) => {
        cancel = clock.after(limitMs, () => reject(late()), 'printer: exchange');
        giveUp = reject;
        if (over !== undefined) reject(over);
      });
      waiting.add(giveUp);
      try {
        return await Promise.race([exchange, end]);
      } finally {
        cancel();
        waiting.delete(giveUp);
      }
    },
    giveUp(why) {
      for (const giveUp of waiting) giveUp(why);
    },
  };
}
