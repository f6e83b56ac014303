import { type Fraction, fraction, inHundredths, rounded } from './fraction.ts';

/** Krejcie and Morgan's constants: chi-square of one degree of freedom at 95 %, and P (1 - P) at P = 0.5. */
const chiSquareThousandths = 3_841n;
const spreadThousandths = 250n;
/** d squared, where the error is d = 0.05. */
const errorSquaredMillionths = 2_500n;

/**
 * How many answers a population needs, by Krejcie and Morgan (1970), which PermenPANRB 14/2017 prescribes:
 * `X² N P (1-P) / (d² (N-1) + X² P (1-P))`, rounded to the nearest person. Their table is this formula.
 */
export function answersNeeded(population: number): number {
  if (population <= 0) return 0;
  const spread = chiSquareThousandths * spreadThousandths;
  const people = BigInt(population);
  return rounded({ over: spread * people, under: errorSquaredMillionths * (people - 1n) + spread });
}

/**
 * Which part of the visits has an answer, in hundredths of a percent: 4,250 is 42.50 %. Undefined without visits. It
 * may be above 10,000, where a visit was answered that did not end within the days looked at.
 */
export function responseRate(answers: number, visits: number): number | undefined {
  if (visits <= 0) return undefined;
  const percent: Fraction = fraction(BigInt(answers) * 100n, visits);
  return inHundredths(percent);
}
