import type { Clock } from '../../devices/ports.ts';

/**
 * How much may come at once, and how much is given back per second; the unit is packets, bytes or whatever is counted.
 */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/** Returns a function that spends `cost` if the allowance covers it; otherwise it spends nothing and returns false. */
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
