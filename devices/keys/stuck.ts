import type { Cancel, Clock, Millis } from '../ports.ts';

/** No officer holds a key that long. */
export const stuckAfterMs: Millis = 10_000;

/** Watches how long each key of a device is down. `warn` gets the names of those that are stuck, or undefined. */
export function watchStuck(clock: Clock, warn: (keys: string | undefined) => void) {
  const timers = new Map<string, Cancel>();
  const stuck = new Set<string>();
  const tell = () => warn(stuck.size === 0 ? undefined : [...stuck].join(', '));
  return {
    down(key: string): void {
      const overdue = () => {
        stuck.add(key);
        tell();
      };
      timers.set(key, clock.after(stuckAfterMs, overdue));
    },
    up(key: string): void {
      timers.get(key)?.();
      timers.delete(key);
      if (stuck.delete(key)) tell();
    },
    close(): void {
      for (const cancel of timers.values()) cancel();
    },
  };
}
