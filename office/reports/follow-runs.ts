import type { ReckoningState, RunRecord } from '../store/report-store.ts';
import type { ReportedEvent } from './reported-event.ts';

/** A controller follows a correction of its clock by less than this at once; a larger one is a step. */
const clockStepMs = 60_000;
/** No run is silent for so long: a business day begins each day. Its clock was set. */
const silentMaxMs = 32 * 86_400_000;

/** What an event says of its run. */
export interface RunStep {
  /** The run that it has ended, if any. */
  readonly ended: RunRecord | undefined;
  /** Another process runs from this event on. */
  readonly isRestart: boolean;
  /** Times before and after this event cannot be compared. */
  readonly isClockStep: boolean;
}

/** The runs of a site, while its events are read in order. */
export interface FollowedRuns {
  readonly run: RunRecord | undefined;
  readonly behindUntil: number | undefined;
  note(event: ReportedEvent): RunStep;
}

const goesOn: RunStep = { ended: undefined, isRestart: false, isClockStep: false };

/** `sequence`: the event before the first one that will be noted. */
export function followRuns(sequence: number, state: ReckoningState | undefined): FollowedRuns {
  let last = sequence;
  let run = state?.run;
  let behindUntil = state?.behindUntil;
  return {
    get run() {
      return run;
    },
    get behindUntil() {
      return behindUntil;
    },
    note(event) {
      const { boot, time } = event;
      const before = run;
      const isLost = event.sequence > last + 1;
      last = event.sequence;
      const end = event.type === 'host/stopped' ? 'stopped' : 'going-on';
      run = { boot, from: time, last: time, end };
      if (before === undefined) return goesOn;
      const isRestart = boot !== before.boot;
      const isBack = time < before.last - clockStepMs;
      const hasPassed = behindUntil !== undefined && time >= behindUntil;
      const isClockStep = isBack || (!isRestart && (hasPassed || time > before.last + silentMaxMs));
      if (!isLost && !isRestart && !isClockStep) {
        run = { boot, from: before.from, last: Math.max(before.last, time), end };
        return goesOn;
      }
      if (isRestart || hasPassed) behindUntil = behindOf(isRestart && isBack, before, time, behindUntil);
      return { ended: { ...before, end: endOf(before, isLost || !isRestart) }, isRestart, isClockStep };
    },
  };
}

/** Until when a run that begins at `time` is behind. What the run before was behind stays. */
function behindOf(
  isBack: boolean,
  { last }: RunRecord,
  time: number,
  before: number | undefined,
): number | undefined {
  const stays = before !== undefined && before > time && before < time + silentMaxMs ? before : undefined;
  return isBack ? Math.max(last, stays ?? last) : stays;
}

function endOf({ end }: RunRecord, isGap: boolean): RunRecord['end'] {
  if (isGap) return 'gap';
  return end === 'stopped' ? 'stopped' : 'broken';
}
