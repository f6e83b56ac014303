import type { Clock, Millis } from '../../devices/ports.ts';

/** Lets one telling through in `ms` for each offender, and says how many were held back since the last one. */
export function createLogThrottle(
  clock: Clock,
  ms: Millis,
): (offender: string, tell: (heldBack: number) => void) => void {
  /** Offenders remembered; one more makes everything be forgotten, so that nobody can fill the memory. */
  const offendersMax = 256;
  const last = new Map<string, { at: Millis; heldBack: number }>();
  return (offender, tell) => {
    const now = clock.now();
    const before = last.get(offender);
    if (before !== undefined && now - before.at < ms) {
      before.heldBack++;
      return;
    }
    if (last.size >= offendersMax) last.clear();
    last.set(offender, { at: now, heldBack: 0 });
    tell(before?.heldBack ?? 0);
  };
}
