import type { Clock } from '../../devices/ports.ts';

/** What may come in one go, and what a second gives back; of packets, bytes or whatever is counted. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/** Says of what comes whether the allowance covers it. What it does not cover takes nothing from it. */
export function createBudget(clock: Clock, { burst, perSecond }: Allowance): (cost?: number) => boolean {
  let left = burst;
  let at = clock.now();
  return (cost = 1) => {
    const now = clock.now();
    left = Math.min(burst, left + ((now - at) / 1_000) * perSecond);
    at = now;
    if (left < cost) return false;
    left -= cost;
    return true;
  };
}
