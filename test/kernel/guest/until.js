import { setTimeout as sleep } from 'node:timers/promises';

/** An emulated machine on a busy host may stand still for seconds; what takes longer than this is not coming. */
const LIMIT_MS = 180_000;
const LOOK_EVERY_MS = 25;

/** Waits until `found` gives something; fails with `what` otherwise. A function as `what` is asked at the end. */
export async function until(found, what) {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const it = await found();
    if (it) return it;
    if (Date.now() > end) throw new Error(`waited in vain: ${typeof what === 'function' ? what() : what}`);
    await sleep(LOOK_EVERY_MS);
  }
}
