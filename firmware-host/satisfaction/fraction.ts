/** An exact number: `over` divided by `under`, which is above 0. It need not be in lowest terms. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

export const fraction = (over: number | bigint, under: number | bigint = 1): Fraction => ({
  over: BigInt(over),
  under: BigInt(under),
});

export function sumOf(fractions: readonly Fraction[]): Fraction {
  return fractions.reduce(
    (sum, one) => ({ over: sum.over * one.under + one.over * sum.under, under: sum.under * one.under }),
    fraction(0),
  );
}

export const times = (one: Fraction, other: Fraction): Fraction => ({
  over: one.over * other.over,
  under: one.under * other.under,
});

/** The nearest whole number, half up; `one` is 0 or more. */
export function rounded({ over, under }: Fraction): number {
  return Number((2n * over + under) / (2n * under));
}

/** A number with two decimals, as a whole number of hundredths: 81.25 is 8125. Half up; `one` is 0 or more. */
export const inHundredths = (one: Fraction): number => rounded(times(one, fraction(100)));

/** `8125` as `81.25`, or with another mark between: Indonesian writes `81,25`. */
export function hundredthsText(hundredths: number, mark = '.'): string {
  const digits = String(hundredths).padStart(3, '0');
  return `${digits.slice(0, -2)}${mark}${digits.slice(-2)}`;
}
