import type { Cancel, Clock, Millis } from '../../devices/ports.ts';

/** The waiting of everybody who plays in a day. */
export interface Sleep {
  /** Rejects never; does not come back once the day was stopped. */
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
