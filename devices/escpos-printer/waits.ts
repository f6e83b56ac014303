import type { Fault } from '../fault.ts';
import type { Clock, Millis } from '../ports.ts';

/** What waits for a printer: each within a limit, and all until somebody gives them up. */
export interface Waits {
  /** Settles with `exchange`, unless it is `over` already, or the limit or an end comes first. */
  limited<T>(exchange: Promise<T>, limitMs: Millis, late: () => Fault, over: Fault | undefined): Promise<T>;
  /** Rejects all that wait now. What is begun later waits all the same, unless it is told that it is over. */
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
