import type { AppliedRun } from '../store/store-port.ts';

/** What identifies an event of a site: its number, and the run (`boot`) of the site's process. */
export interface Numbered {
  readonly sequence: number;
  readonly boot: string;
}

/** Runs kept for each site. Numbers from older runs count as repetitions. */
const runsMax = 1_000;

/**
 * Knows from which run of a site's process each event came. A site whose journal was replaced by an older copy
 * continues from that copy and gives later numbers again: the run tells its new events from repetitions.
 */
export interface Runs {
  /** Whether another event was noted under this number: the site gives its numbers again. */
  isAnother(event: Numbered): boolean;
  /** Notes the next event. If its number goes back, what was noted from that number on is forgotten. */
  note(event: Numbered): void;
  /** By `first`, ascending. */
  list(): readonly AppliedRun[];
}

export function createRuns(before: readonly AppliedRun[]): Runs {
  const runs = before.map((run) => ({ ...run }));

  function goBackTo(sequence: number): void {
    let last = runs.at(-1);
    for (; last !== undefined && last.first >= sequence; last = runs.at(-1)) runs.pop();
    if (last !== undefined) last.last = Math.min(last.last, sequence - 1);
  }

  return {
    isAnother({ sequence, boot }) {
      const run = runs.findLast(({ first }) => first <= sequence);
      return run !== undefined && sequence <= run.last && run.boot !== boot;
    },
    note({ sequence, boot }) {
      if (sequence <= (runs.at(-1)?.last ?? 0)) goBackTo(sequence);
      const last = runs.at(-1);
      if (last?.boot === boot) last.last = sequence;
      else runs.push({ boot, first: sequence, last: sequence });
      if (runs.length > runsMax) runs.shift();
    },
    list: () => runs.map((run) => ({ ...run })),
  };
}
