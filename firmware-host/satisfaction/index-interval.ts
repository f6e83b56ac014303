import { answersIn, type ScoreCounts, surveyElements } from './elements.ts';
import type { CountsByElement } from './satisfaction-index.ts';

/** Where the index of all visitors lies, at 95 %, in hundredths: both ends belong to it. */
export interface IndexInterval {
  readonly lowHundredths: number;
  readonly highHundredths: number;
}

const normal95 = 1.959963984540054;
/** Half an answer of each score is added to those given. */
const addedToEach = 0.5;
const lowest = 1;
const highest = 4;

/**
 * The interval of one element or of the pulse, at 95 %. Undefined without answers.
 *
 * The usual interval (mean ± 1.96 standard errors) has no width where all answers are equal, which ten visitors who
 * press the same key do not prove. So half an answer of each score is added to those given (the prior of Jeffreys for
 * the shares of four scores), and the interval is taken from the mean and the variance that the shares then have. With
 * ten answers it holds the truth in 89 to 99 of 100 surveys, and with more it comes closer to 95; the interval of
 * Wilson, made for yes and no, would be twice as wide as answers on four scores need. It is bounded to 25..100 and
 * rounded outwards.
 */
export function intervalOf(counts: ScoreCounts): IndexInterval | undefined {
  const interval = meanInterval(counts);
  return interval === undefined ? undefined : inIndex(interval.low, interval.high);
}

/**
 * The interval of the index of the whole survey, at 95 %: the mean of the ends of the nine. The nine answers of one
 * person on paper resemble each other, and the standard error of a sum is at most the sum of the standard errors,
 * whatever they have to do with each other. So this may be wider than needed, and is never too narrow for that reason.
 * Undefined unless all nine are answered.
 */
export function surveyInterval(byElement: CountsByElement): IndexInterval | undefined {
  let [low, high] = [0, 0];
  for (const element of surveyElements) {
    const counts = byElement.get(element);
    const interval = counts === undefined ? undefined : meanInterval(counts);
    if (interval === undefined) return undefined;
    low += interval.low / surveyElements.length;
    high += interval.high / surveyElements.length;
  }
  return inIndex(low, high);
}

/** Whether two intervals have a value in common: then neither index is to be placed above the other. */
export function overlap(one: IndexInterval, other: IndexInterval): boolean {
  return one.lowHundredths <= other.highHundredths && other.lowHundredths <= one.highHundredths;
}

function meanInterval(counts: ScoreCounts): { readonly low: number; readonly high: number } | undefined {
  if (answersIn(counts) === 0) return undefined;
  const all = answersIn(counts) + addedToEach * counts.length;
  const shares = counts.map((count) => (count + addedToEach) / all);
  const mean = shares.reduce((sum, share, at) => sum + share * (at + 1), 0);
  // By the distances from the mean: the difference of two squares would lose what a million equal answers leave.
  const variance = shares.reduce((sum, share, at) => sum + share * (at + 1 - mean) ** 2, 0);
  const half = normal95 * Math.sqrt(variance / (all + 1));
  return { low: Math.max(lowest, mean - half), high: Math.min(highest, mean + half) };
}

/** Outwards to hundredths of the index, and never beyond its ends. */
function inIndex(low: number, high: number): IndexInterval {
  return {
    lowHundredths: Math.max(25_00, Math.floor(low * 2_500)),
    highHundredths: Math.min(100_00, Math.ceil(high * 2_500)),
  };
}
