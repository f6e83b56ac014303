import type { Clock, Millis } from '../../devices/ports.ts';

/** Does `work` again and again while `going`, each time `ms` after it ended the last time, well or not. */
export function again(clock: Clock, ms: Millis, going: () => boolean, work: () => Promise<unknown>): void {
  clock.after(ms, async () => {
    if (!going()) return;
    await work().catch(() => undefined); // The work's own business.
    again(clock, ms, going, work);
  });
}
