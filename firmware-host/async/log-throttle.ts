import type { Clock, Millis } from '../../devices/ports.ts';

/** Lets one log line per `ms` through for each offender, with the number of lines held back since the last one. */
export function createLogThrottle(
  clock: Clock,
  ms: Millis,
): (offender: string, tell: (heldBack: number) => void) => void {
  /** The most offenders remembered; one more clears them all, so that the memory cannot be filled. */
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
