import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Band, bandOf } from '../../firmware-host/satisfaction/bands.ts';
import {
  addedCounts,
  noAnswers,
  type ScoreCounts,
  type SurveyElement,
  surveyElements,
} from '../../firmware-host/satisfaction/elements.ts';
import { fraction, hundredthsText, inHundredths } from '../../firmware-host/satisfaction/fraction.ts';
import { indexOf, surveyIndex } from '../../firmware-host/satisfaction/satisfaction-index.ts';
import { seed } from './seed.ts';

/** From "Sangat Puas" down, as tables are printed. */
const fromBest = (best: number, good: number, poor: number, worst: number): ScoreCounts => [
  worst,
  poor,
  good,
  best,
];
const shown = (counts: ScoreCounts) => {
  const index = indexOf(counts);
  return index === undefined ? undefined : `${hundredthsText(index.indexHundredths)} ${index.band}`;
};
const survey = (of: (element: SurveyElement, at: number) => ScoreCounts) =>
  surveyIndex(new Map(surveyElements.map((element, at) => [element, of(element, at)])));
const some = fc.tuple(
  ...[fc.nat(5_000), fc.nat(5_000), fc.nat(5_000), fc.nat(5_000)],
) as fc.Arbitrary<ScoreCounts>;

describe('the index of an element', () => {
  it('gives Table 2 of the founding paper', () => {
    const table = {
      speed: fromBest(9, 7, 3, 1),
      location: fromBest(12, 6, 2, 0),
      officers: fromBest(10, 6, 3, 1),
      information: fromBest(7, 8, 4, 1),
    };
    expect(Object.values(table).map(shown)).toEqual(['80.00 B', '87.50 B', '81.25 B', '76.25 C']);
    expect(shown(Object.values(table).reduce(addedCounts))).toBe('81.25 B');
  });

  it('goes from 25 to 100, and without answers there is none', () => {
    expect([shown([8, 0, 0, 0]), shown([0, 0, 0, 8]), shown(noAnswers)]).toEqual([
      '25.00 D',
      '100.00 A',
      undefined,
    ]);
  });

  it('is rounded half up: an exact 66.625 is 66.63', () => {
    // 800 answers: 2132 points are a mean of 2.665, and an index of 66.625, which no binary fraction is.
    const counts: ScoreCounts = [0, 268, 532, 0];
    expect(shown(counts)).toBe('66.63 C');
  });

  it('is that of a reckoning with whole numbers of its own, for any counts', () => {
    fc.assert(
      fc.property(some, (counts) => {
        const [one, two, three, four] = counts;
        const answers = one + two + three + four;
        fc.pre(answers > 0);
        const points = (one + 2 * two + 3 * three + 4 * four) * 2_500;
        const down = Math.floor(points / answers);
        const expected = (points % answers) * 2 >= answers ? down + 1 : down;
        expect(indexOf(counts)?.indexHundredths).toBe(expected);
      }),
      { seed, numRuns: 500 },
    );
  });
});

describe('the bands of the regulation', () => {
  it.each<[exact: readonly [number, number], text: string, band: Band]>([
    [[2500, 100], '25.00', 'D'],
    [[6499, 100], '64.99', 'D'],
    [[649949, 10000], '64.99', 'D'],
    [[64995, 1000], '65.00', 'C'],
    [[6500, 100], '65.00', 'C'],
    [[7660, 100], '76.60', 'C'],
    [[766049, 10000], '76.60', 'C'],
    [[76605, 1000], '76.61', 'B'],
    [[7661, 100], '76.61', 'B'],
    [[8830, 100], '88.30', 'B'],
    [[883049999, 10000000], '88.30', 'B'],
    [[88305, 1000], '88.31', 'A'],
    [[8831, 100], '88.31', 'A'],
    [[10000, 100], '100.00', 'A'],
  ])('of exactly %j, which is %s, is %s', ([over, under], text, band) => {
    const hundredths = inHundredths(fraction(over, under));
    expect([hundredthsText(hundredths), bandOf(hundredths)]).toEqual([text, band]);
  });

  it('meet where answers do: one better answer in 10,000 lifts a service from C to B', () => {
    // 10,000 answers of 2 and 4: a mean of 3.0642 is an index of 76.605, which is rounded to 76.61.
    expect(shown([0, 4679, 0, 5321])).toBe('76.61 B');
    expect(shown([0, 4680, 0, 5320])).toBe('76.60 C');
  });
});

describe('the index of a survey', () => {
  it('is 100 where all nine elements are: their weights are ninths, and not 0.11', () => {
    expect(survey(() => [0, 0, 0, 12])).toMatchObject({ complete: true, indexHundredths: 100_00, band: 'A' });
    expect(survey(() => [12, 0, 0, 0])).toMatchObject({ indexHundredths: 25_00, band: 'D' });
  });

  it('gives each element the same weight, however many answers it has', () => {
    const index = survey((_, at) => (at === 0 ? [0, 0, 0, 9_000] : [1, 0, 0, 0]));
    // Nine means: 4 and eight times 1 are 12/9; times 25 is 33.33.
    expect(index).toMatchObject({ indexHundredths: 33_33, meanHundredths: 1_33 });
  });

  it('is rounded once, at its end: indexes of elements that were rounded before would give another one', () => {
    // Eight times 66.666... and once 50.00 are 64.8148...; with 66.67 it would be 64.8178, which is 64.82.
    expect(survey((_, at) => (at === 0 ? [0, 5, 0, 0] : [0, 1, 2, 0]))).toMatchObject({
      indexHundredths: 64_81,
    });
    // A mean rounded to 2.67 would give 66.75.
    expect(survey(() => [0, 1, 2, 0])).toMatchObject({ indexHundredths: 66_67, meanHundredths: 2_67 });
  });

  it('is none of the regulation unless all nine are answered: it says which are missing', () => {
    const asked = surveyIndex(
      new Map<SurveyElement, ScoreCounts>([
        ['waktu', [0, 0, 0, 20]],
        ['sarana', [0, 0, 20, 0]],
        ['biaya', noAnswers],
      ]),
    );
    expect(asked).toEqual({
      complete: false,
      missing: ['persyaratan', 'prosedur', 'biaya', 'produk', 'kompetensi', 'perilaku', 'pengaduan'],
      partial: { meanHundredths: 3_50, indexHundredths: 87_50 },
    });
    expect(surveyIndex(new Map())).toEqual({ complete: false, missing: [...surveyElements] });
  });

  it('is the mean of nine fractions, for any counts', () => {
    const nine = fc.array(some, { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(nine, (all) => {
        fc.pre(all.every((counts) => counts.some((count) => count > 0)));
        const index = survey((_, at) => all[at] ?? noAnswers);
        const floating =
          all.reduce((sum, [one, two, three, four]) => {
            return sum + (one + 2 * two + 3 * three + 4 * four) / (one + two + three + four);
          }, 0) *
          (25 / 9);
        const said = index.complete ? index.indexHundredths / 100 : 0;
        expect(Math.abs(said - floating)).toBeLessThan(0.005_000_001);
      }),
      { seed, numRuns: 500 },
    );
  });
});
