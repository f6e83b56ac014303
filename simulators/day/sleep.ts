import type { Cancel, Clock, Millis } from '../../devices/ports.ts';

/** The sleeping of all visitors and officers of a played day. */
export interface Sleep {
  /** Never rejects, and never resolves once the day was stopped. */
  sleep(ms: Millis): Promise<void>;
  stop(): void;
}

export function openSleep(clock: Clock): Sleep {
  const sleeping = new Set<Cancel>();
  let stopped = false;
  return {
    sleep: (ms) =>
      new Promise((resolve) => {
        if (stopped) return;
        const cancel = clock.after(ms, () => {
          sleeping.delete(cancel);
          resolve();
        });
        sleeping.add(cancel);
      }),
    stop() {
      stopped = true;
      for (const cancel of sleeping) cancel();
      sleeping.clear();
    },
  };
}
