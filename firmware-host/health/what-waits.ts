import type { Clock } from '../../devices/ports.ts';

/** The most timers that are named, those due first; a hall of twenty devices has about a hundred. */
const namedMax = 30;

/** For the log: `printer: answer in 80 ms`, `loop: tick late by 1200 ms`; empty when the clock keeps no list. */
export function whatWaits(clock: Clock): { readonly timers: readonly string[]; readonly more: number } {
  const all = clock.timers?.() ?? [];
  const timers = all.slice(0, namedMax).map(({ name, inMs }) => {
    const ms = Math.round(inMs);
    return ms < 0 ? `${name} late by ${-ms} ms` : `${name} in ${ms} ms`;
  });
  return { timers, more: all.length - timers.length };
}
