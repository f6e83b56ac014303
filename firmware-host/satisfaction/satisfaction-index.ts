import { type Band, bandOf } from './bands.ts';
import { answersIn, type ScoreCounts, type SurveyElement, surveyElements } from './elements.ts';
import { type Fraction, fraction, inHundredths, sumOf, times } from './fraction.ts';

/**
 * A mean and its index, reckoned exactly and rounded once, half up. Both are whole numbers of hundredths: a mean of
 * 3.25 is 325, an index of 81.25 is 8125.
 */
export interface Index {
  readonly meanHundredths: number;
  readonly indexHundredths: number;
  readonly band: Band;
}

/** The index is the mean of scores from 1 to 4, times this: from 25 to 100 (PermenPANRB 14/2017). */
const indexOfMean = fraction(25);

/** The mean of the scores, exactly. Undefined without answers. */
function meanOf(counts: ScoreCounts): Fraction | undefined {
  const answers = answersIn(counts);
  if (answers === 0) return undefined;
  return fraction(
    counts.reduce((sum, count, at) => sum + BigInt(count) * BigInt(at + 1), 0n),
    answers,
  );
}

function indexOfExact(mean: Fraction): Index {
  const indexHundredths = inHundredths(times(mean, indexOfMean));
  return { meanHundredths: inHundredths(mean), indexHundredths, band: bandOf(indexHundredths) };
}

/** The index of one element, or of the pulse. Undefined without answers. */
export function indexOf(counts: ScoreCounts): Index | undefined {
  const mean = meanOf(counts);
  return mean === undefined ? undefined : indexOfExact(mean);
}

export type CountsByElement = ReadonlyMap<SurveyElement, ScoreCounts>;

/**
 * What a survey says as a whole. Only one with answers to all nine elements has the index of the regulation; another
 * one has the `partial` mean of the elements that were asked, which must never be called that.
 */
export type SurveyIndex =
  | ({ readonly complete: true } & Index)
  | {
      readonly complete: false;
      readonly missing: readonly SurveyElement[];
      /** Absent where nothing was answered. */
      readonly partial?: Omit<Index, 'band'>;
    };

/**
 * The mean of the means of the elements, each with the same exact weight, however many answers it has. The weight of
 * the regulation's table, 0.11, is 1/9 rounded: nine times 0.11 is 0.99, and the best index would be 99.
 */
export function surveyIndex(byElement: CountsByElement): SurveyIndex {
  const means: Fraction[] = [];
  const missing: SurveyElement[] = [];
  for (const element of surveyElements) {
    const counts = byElement.get(element);
    const mean = counts === undefined ? undefined : meanOf(counts);
    if (mean === undefined) missing.push(element);
    else means.push(mean);
  }
  if (means.length === 0) return { complete: false, missing };
  const index = indexOfExact(times(sumOf(means), fraction(1, means.length)));
  if (missing.length === 0) return { complete: true, ...index };
  const { band: _, ...partial } = index;
  return { complete: false, missing, partial };
}
