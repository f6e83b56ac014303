import type { Clock } from '../../devices/ports.ts';

/** A click and a tap may be over sooner than any finger leaves a key, and to the hall that is noise on a wire. */
const leastMs = 50;

/** The finger of a page's visitor. Each resolves when it may happen. */
export interface Finger {
  down(key: string): Promise<void>;
  up(key: string): Promise<void>;
}

/** Stays on a key for as long as a finger does, however late the page's lines are read. */
export function openFinger(clock: Clock): Finger {
  const since = new Map<string, number>();
  const lifting = new Map<string, Promise<void>>();
  return {
    async down(key) {
      await lifting.get(key);
      since.set(key, clock.now());
    },
    async up(key) {
      const leftMs = (since.get(key) ?? 0) + leastMs - clock.now();
      since.delete(key);
      if (leftMs <= 0) return;
      const lifted = new Promise<void>((resolve) => clock.after(leftMs, resolve));
      lifting.set(key, lifted);
      await lifted;
      lifting.delete(key);
    },
  };
}
