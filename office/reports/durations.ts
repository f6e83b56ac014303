import type { Durations } from '../store/report-store.ts';

const shortestSeconds = 10;
/** How much longer each step is than the one before: a percentile is right to within this. */
const growth = 1.15;
const stepCount = 57;
/** What is longer is no duration of a queue: a ticket that is carried over waits for some days at most. */
const longestSeconds = 31 * 86_400;

/** The upper end of each step of a histogram, in seconds, up to 7 hours. What is longer has one more step. */
const durationSteps: readonly number[] = Array.from({ length: stepCount }, (_, step) =>
  Math.round(shortestSeconds * growth ** step),
);

export const noDurations: Durations = { count: 0, sumSeconds: 0, steps: [] };

/** A duration as a site tells it; undefined for what is none. */
export function durationOf(told: unknown): Durations | undefined {
  if (typeof told !== 'number' || !(told >= 0 && told <= longestSeconds)) return undefined;
  const seconds = Math.round(told);
  const found = durationSteps.findIndex((end) => seconds <= end);
  const step = found === -1 ? stepCount : found;
  return { count: 1, sumSeconds: seconds, steps: [...Array<number>(step).fill(0), 1] };
}

export function addedDurations(one: Durations, other: Durations): Durations {
  const [long, short] =
    one.steps.length >= other.steps.length ? [one.steps, other.steps] : [other.steps, one.steps];
  return {
    count: one.count + other.count,
    sumSeconds: one.sumSeconds + other.sumSeconds,
    steps: long.map((count, step) => count + (short[step] ?? 0)),
  };
}

/**
 * What a share of the durations (0 to 1, nearest rank) did not exceed, in seconds: within the step in which it is, and
 * for the last step, which has no end, where that begins. Undefined without durations.
 */
export function percentile({ count, steps }: Durations, share: number): number | undefined {
  if (count === 0) return undefined;
  let rank = Math.max(1, Math.ceil(count * share));
  const step = steps.findIndex((inStep) => {
    if (rank <= inStep) return true;
    rank -= inStep;
    return false;
  });
  const from = durationSteps[step - 1] ?? 0;
  const to = durationSteps[step] ?? from;
  return from + ((to - from) * (rank - 0.5)) / (steps[step] ?? 1);
}
