/** The quality of a service in the words of PermenPANRB 14/2017, from the best. */
export type Band = 'A' | 'B' | 'C' | 'D';

/** The lowest index of each band, in hundredths; each ends where the one above begins. */
export const bands = [
  { band: 'A', fromHundredths: 88_31, id: 'Sangat baik', en: 'Very good' },
  { band: 'B', fromHundredths: 76_61, id: 'Baik', en: 'Good' },
  { band: 'C', fromHundredths: 65_00, id: 'Kurang baik', en: 'Less than good' },
  { band: 'D', fromHundredths: 25_00, id: 'Tidak baik', en: 'Not good' },
] as const satisfies readonly {
  readonly band: Band;
  readonly fromHundredths: number;
  readonly id: string;
  readonly en: string;
}[];

/**
 * The band of an index that was rounded to hundredths. The regulation's bands have two decimals and say nothing of what
 * lies between 76.60 and 76.61, so that the rounded index decides: 76.605 is 76.61, and B.
 */
export function bandOf(indexHundredths: number): Band {
  return bands.find(({ fromHundredths }) => indexHundredths >= fromHundredths)?.band ?? 'D';
}
