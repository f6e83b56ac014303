import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import type { LineLoss } from '../verdict/broker-line.ts';
import type { Heard } from '../verdict/heard-message.ts';
import { verdictLimits } from '../verdict/verdict-limits.ts';
import type { MaintenanceWindow, Moment } from '../verdict/verdict-types.ts';
import type { Judged, Verdicts } from '../verdict/verdicts.ts';

/** A turn takes in all that was heard since the last one; figures on the pages are never older than the longest. */
const turnMs = { least: 100, most: 1_000 } as const;

/** Gives what is heard to the verdicts, and has them judge when it is time. */
export interface Judging {
  hear(heard: Heard): void;
  lineUp(): void;
  lineDown(why: LineLoss): void;
  setWindows(windows: readonly MaintenanceWindow[]): void;
  stop(): void;
}

/** Starts the turns. `judged` is called once in each, also when nothing has changed. */
export function startJudging(of: {
  readonly verdicts: Verdicts;
  readonly clock: Clock;
  /** Unix ms. */
  readonly wall: () => number;
  readonly judged: (judged: Judged, now: Moment) => void;
  /** The process did not run for a while: it has not listened. */
  readonly heldUp: () => void;
}): Judging {
  const { verdicts, clock } = of;
  const moment = (): Moment => ({ at: clock.now(), wall: of.wall() });
  let turnedAt = clock.now();
  let next: { readonly at: Millis; readonly cancel: Cancel } | undefined;
  let stopped = false;

  function turn(): void {
    next = undefined;
    const now = moment();
    if (now.at - turnedAt > verdictLimits.heldUpMs) of.heldUp();
    turnedAt = now.at;
    of.judged(verdicts.judge(now), now);
    plan();
  }

  /** Not before a while after the last turn, so that a storm of messages is judged together. */
  function plan(): void {
    // Called for every message, and most come while the next turn is as near as it may be.
    const soonest = turnedAt + turnMs.least;
    if (stopped || (next !== undefined && next.at <= soonest)) return;
    const due = Math.min(verdicts.nextDeadline(), turnedAt + turnMs.most);
    const at = Math.max(due, soonest);
    if (next !== undefined && next.at <= at) return;
    next?.cancel();
    next = { at, cancel: clock.after(Math.max(0, at - clock.now()), turn, 'office: judge') };
  }

  plan();
  return {
    hear(heard) {
      verdicts.hear(heard);
      plan();
    },
    lineUp() {
      verdicts.lineUp(moment());
      plan();
    },
    lineDown(why) {
      verdicts.lineDown(why, moment());
      plan();
    },
    setWindows(windows) {
      verdicts.setWindows(windows);
      plan();
    },
    stop() {
      stopped = true;
      next?.cancel();
    },
  };
}
