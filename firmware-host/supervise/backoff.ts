import { limits } from './device-limits.ts';

/**
 * How long to wait before attempt `attempt` (1 is the first retry): doubling, capped, with jitter from `random` in
 * 0..1.
 */
export function backoffMs(attempt: number, random: number): number {
  const { firstMs, mostMs, jitter } = limits.backoff;
  const base = Math.min(mostMs, firstMs * 2 ** Math.min(20, Math.max(0, attempt - 1)));
  return Math.min(mostMs, Math.round(base * (1 - jitter + 2 * jitter * random)));
}
