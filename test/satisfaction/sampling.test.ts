import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noAnswers, type ScoreCounts, surveyElements } from '../../firmware-host/satisfaction/elements.ts';
import { intervalOf, overlap, surveyInterval } from '../../firmware-host/satisfaction/index-interval.ts';
import { answersNeeded, responseRate } from '../../firmware-host/satisfaction/sample-size.ts';
import { indexOf } from '../../firmware-host/satisfaction/satisfaction-index.ts';
import { withheldRows } from '../../firmware-host/satisfaction/withholding.ts';
import { seed } from './seed.ts';

const some = fc.tuple(...[fc.nat(400), fc.nat(400), fc.nat(400), fc.nat(400)]) as fc.Arbitrary<ScoreCounts>;

describe('how many answers are needed', () => {
  it.each([
    [0, 0],
    [1, 1],
    [10, 10],
    [15, 14],
    [100, 80],
    [500, 217],
    [1_000, 278],
    [2_000, 322],
    [5_000, 357],
    [10_000, 370],
    [75_000, 382],
    [1_000_000, 384],
  ])('of %i visits, by the table of Krejcie and Morgan, is %i', (visits, needed) => {
    expect(answersNeeded(visits)).toBe(needed);
  });

  it('never falls when there are more visits, and is never more than the visits', () => {
    let before = 0;
    for (let visits = 0; visits < 3_000; visits++) {
      const needed = answersNeeded(visits);
      expect(needed).toBeGreaterThanOrEqual(before);
      expect(needed).toBeLessThanOrEqual(visits);
      before = needed;
    }
  });
});

describe('the response rate', () => {
  it('is a percentage of two decimals, and there is none without visits', () => {
    expect([responseRate(1, 3), responseRate(85, 200), responseRate(4, 0)]).toEqual([
      33_33,
      42_50,
      undefined,
    ]);
  });
});

describe('the interval of an index', () => {
  it('has a width when all answers are equal, which ten visitors do not prove', () => {
    expect(intervalOf([0, 0, 0, 10])).toEqual({ lowHundredths: 83_94, highHundredths: 100_00 });
    expect(intervalOf([10, 0, 0, 0])).toEqual({ lowHundredths: 25_00, highHundredths: 41_06 });
    const many = intervalOf([0, 0, 1_000_000, 0]);
    expect(many?.lowHundredths).toBeLessThan(75_00);
    expect(many?.highHundredths).toBeGreaterThan(75_00);
  });

  it('lies within 25 and 100, holds the index, and there is none without answers', () => {
    expect(intervalOf(noAnswers)).toBeUndefined();
    fc.assert(
      fc.property(some, (counts) => {
        const index = indexOf(counts)?.indexHundredths;
        fc.pre(index !== undefined);
        const { lowHundredths = -1, highHundredths = -1 } = intervalOf(counts) ?? {};
        expect(lowHundredths).toBeGreaterThanOrEqual(25_00);
        expect(highHundredths).toBeLessThanOrEqual(100_00);
        expect(lowHundredths).toBeLessThan(highHundredths);
        expect(index).toBeGreaterThanOrEqual(lowHundredths);
        expect(index).toBeLessThanOrEqual(highHundredths);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('holds the index of all visitors in some 95 of 100 surveys, whatever they think', () => {
    // Shares that halls have, and awkward ones. Each survey of 30 answers is reckoned with its probability.
    const opinions = [
      [0.02, 0.08, 0.6, 0.3],
      [0.25, 0.25, 0.25, 0.25],
      [0, 0, 0.1, 0.9],
      [0.05, 0, 0, 0.95],
      [0.5, 0, 0, 0.5],
      [0, 0.05, 0.9, 0.05],
    ] as const;
    const held = opinions.map((shares) => coverage(30, shares));
    expect(Math.min(...held)).toBeGreaterThan(0.92);
    expect(Math.min(...opinions.map((shares) => coverage(10, shares)))).toBeGreaterThan(0.88);
  });

  it('of a whole survey is as wide as its elements are together, since one person answers all of them', () => {
    const all = new Map(surveyElements.map((element) => [element, [0, 2, 30, 18] as ScoreCounts]));
    expect(surveyInterval(all)).toEqual(intervalOf([0, 2, 30, 18]));
    all.delete('biaya');
    expect(surveyInterval(all)).toBeUndefined();
  });

  it('overlaps another one that it touches', () => {
    const of = (lowHundredths: number, highHundredths: number) => ({ lowHundredths, highHundredths });
    expect(overlap(of(70_00, 80_00), of(80_00, 90_00))).toBe(true);
    expect(overlap(of(80_00, 90_00), of(70_00, 80_00))).toBe(true);
    expect(overlap(of(70_00, 80_00), of(80_01, 90_00))).toBe(false);
    expect(overlap(of(70_00, 90_00), of(75_00, 76_00))).toBe(true);
  });
});

/** The probability of all surveys of `answers` whose interval holds the true index. */
function coverage(answers: number, shares: readonly [number, number, number, number]): number {
  const truth = shares.reduce((sum, share, at) => sum + share * (at + 1), 0) * 25_00;
  const logFactorial = [0];
  for (let n = 1; n <= answers; n++) logFactorial.push((logFactorial[n - 1] ?? 0) + Math.log(n));
  let held = 0;
  for (let one = 0; one <= answers; one++)
    for (let two = 0; two <= answers - one; two++)
      for (let three = 0; three <= answers - one - two; three++) {
        const counts: ScoreCounts = [one, two, three, answers - one - two - three];
        if (counts.some((count, at) => count > 0 && shares[at] === 0)) continue;
        const log = counts.reduce(
          (sum, count, at) =>
            sum + (count === 0 ? 0 : count * Math.log(shares[at] ?? 1)) - (logFactorial[count] ?? 0),
          logFactorial[answers] ?? 0,
        );
        const { lowHundredths = 0, highHundredths = 0 } = intervalOf(counts) ?? {};
        if (lowHundredths <= truth && truth <= highHundredths) held += Math.exp(log);
      }
  return held;
}

describe('what is withheld', () => {
  it('is each row with fewer than 10 answers', () => {
    expect(withheldRows([9, 10, 0, 40, 4])).toEqual([true, false, true, false, true]);
  });

  it('is the smallest other row too where the total would tell what the withheld rows say', () => {
    expect(withheldRows([4, 60, 25, 30])).toEqual([true, false, true, false]);
    expect(withheldRows([4, 6, 25, 30])).toEqual([true, true, false, false]);
    expect(withheldRows([4, 60])).toEqual([true, true]);
    expect(withheldRows([4])).toEqual([true]);
    expect(withheldRows([12, 60])).toEqual([false, false]);
  });

  it('never leaves fewer than 10 answers to be found by taking the shown rows from the total', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(25), { maxLength: 12 }), (answers) => {
        const withheld = withheldRows(answers);
        const hidden = answers.filter((_, at) => withheld[at]);
        const left = hidden.reduce((sum, count) => sum + count, 0);
        for (const [at, count] of answers.entries()) if (count < 10) expect(withheld[at]).toBe(true);
        if (hidden.length < answers.length) expect(left === 0 || left >= 10).toBe(true);
      }),
      { seed, numRuns: 1_000 },
    );
  });
});
