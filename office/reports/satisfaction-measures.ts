import {
  answersIn,
  type ScoreCounts,
  type SurveyElement,
  surveyElements,
} from '../../firmware-host/satisfaction/elements.ts';
import {
  type IndexInterval,
  intervalOf,
  surveyInterval,
} from '../../firmware-host/satisfaction/index-interval.ts';
import { answersNeeded, responseRate } from '../../firmware-host/satisfaction/sample-size.ts';
import {
  type Index,
  indexOf,
  type SurveyIndex,
  surveyIndex,
} from '../../firmware-host/satisfaction/satisfaction-index.ts';
import { withheldRows } from '../../firmware-host/satisfaction/withholding.ts';
import type { SatisfactionSums } from './satisfaction-sums.ts';

/** What is measured: the pulse, or the survey of the regulation. They are never added up. */
export type MeasureName = 'pulse' | 'survey';
export const measureNames: readonly MeasureName[] = ['pulse', 'survey'];

interface Answers {
  /** Counted answers. */
  readonly answers: number;
  /** Too few to be shown, or others could be reckoned from them: what they say stays unsaid. */
  readonly isWithheld: boolean;
}

/** One of the nine elements. */
export interface ElementMeasure extends Answers {
  readonly element: SurveyElement;
  /** Answers that as many visits need. */
  readonly needed: number;
  readonly index: Index | undefined;
  readonly interval: IndexInterval | undefined;
}

export interface Measure extends Answers {
  /** Visits that ended as served. */
  readonly visits: number;
  /** Answers of visits, in hundredths of a percent; undefined without visits. */
  readonly response: number | undefined;
  /** Undefined: withheld, not answered, or a survey that is not complete. */
  readonly index: Index | undefined;
  readonly interval: IndexInterval | undefined;
  /** Of a survey that is not complete: it has no index of the regulation. */
  readonly incomplete: Extract<SurveyIndex, { complete: false }> | undefined;
}

export const countedAnswers = ({ byElement }: SatisfactionSums, name: MeasureName): number =>
  name === 'pulse'
    ? answersIn(byElement.get('pulse') ?? none)
    : surveyElements.reduce((sum, element) => sum + answersIn(byElement.get(element) ?? none), 0);

/** `isWithheld`: as `withheldAmong` has it of the table in which the group stands. */
export function measureOf(sums: SatisfactionSums, name: MeasureName, isWithheld: boolean): Measure {
  const answers = countedAnswers(sums, name);
  const visits = sums.counts.served;
  const head = {
    answers,
    visits,
    response: responseRate(answers, visits),
    isWithheld: isWithheld && answers > 0,
  };
  if (isWithheld || answers === 0) return { ...head, ...unsaid };
  if (name === 'pulse') {
    const counts = sums.byElement.get('pulse') ?? none;
    return { ...head, index: indexOf(counts), interval: intervalOf(counts), incomplete: undefined };
  }
  const survey = ofSurvey(sums);
  const index = surveyIndex(survey);
  return index.complete
    ? { ...head, index, interval: surveyInterval(survey), incomplete: undefined }
    : { ...head, ...unsaid, incomplete: index };
}

/**
 * Which groups of a table are withheld; none is shown where the group that they are parts of is not.
 */
export function withheldAmong(
  groups: readonly SatisfactionSums[],
  name: MeasureName,
  isWholeWithheld = false,
): readonly boolean[] {
  if (isWholeWithheld) return groups.map(() => true);
  return withheldRows(groups.map((sums) => countedAnswers(sums, name)));
}

/** The nine, in the order of the regulation. */
export function elementMeasures(sums: SatisfactionSums, isWholeWithheld: boolean): readonly ElementMeasure[] {
  const counts = surveyElements.map((element) => sums.byElement.get(element) ?? none);
  const withheld = withheldRows(counts.map(answersIn));
  const needed = answersNeeded(sums.counts.served);
  return surveyElements.map((element, at) => {
    const scores = counts[at] ?? none;
    const answers = answersIn(scores);
    const isWithheld = answers > 0 && (isWholeWithheld || withheld[at] === true);
    const head = { element, answers, needed, isWithheld };
    if (isWithheld) return { ...head, index: undefined, interval: undefined };
    return { ...head, index: indexOf(scores), interval: intervalOf(scores) };
  });
}

const none: ScoreCounts = [0, 0, 0, 0];
const unsaid = { index: undefined, interval: undefined, incomplete: undefined } as const;

const ofSurvey = ({ byElement }: SatisfactionSums): ReadonlyMap<SurveyElement, ScoreCounts> =>
  new Map(surveyElements.map((element) => [element, byElement.get(element) ?? none]));
