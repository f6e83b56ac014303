import type { ElementId, Score } from '../queue/survey.ts';

/** The nine elements, in the order of PermenPANRB 14/2017. */
export const surveyElements = [
  'persyaratan',
  'prosedur',
  'waktu',
  'biaya',
  'produk',
  'kompetensi',
  'perilaku',
  'pengaduan',
  'sarana',
] as const satisfies readonly ElementId[];

/**
 * What can be asked but the pulse: one question about the visit as a whole, which is no part of the regulation's
 * survey.
 */
export type SurveyElement = (typeof surveyElements)[number];

/** All that can be asked. */
export type Element = ElementId;

/** In the regulation's order, then the pulse. */
export const elements: readonly Element[] = [...surveyElements, 'pulse'];

interface BothLanguages {
  readonly id: string;
  readonly en: string;
}

/** What the regulation calls each element; `pulse` is ours. */
export const elementTitles: Readonly<Record<Element, BothLanguages>> = {
  persyaratan: { id: 'Persyaratan', en: 'Requirements' },
  prosedur: { id: 'Sistem, mekanisme, dan prosedur', en: 'System, mechanism and procedure' },
  waktu: { id: 'Waktu penyelesaian', en: 'Time to completion' },
  biaya: { id: 'Biaya/tarif', en: 'Costs and fees' },
  produk: { id: 'Produk spesifikasi jenis pelayanan', en: 'What the service delivers' },
  kompetensi: { id: 'Kompetensi pelaksana', en: 'Competence of the staff' },
  perilaku: { id: 'Perilaku pelaksana', en: 'Conduct of the staff' },
  pengaduan: {
    id: 'Penanganan pengaduan, saran dan masukan',
    en: 'Handling of complaints, suggestions and comments',
  },
  sarana: { id: 'Sarana dan prasarana', en: 'Facilities' },
  pulse: { id: 'Denyut', en: 'Pulse' },
};

/** The labels of the four keys, by score. */
export const scoreLabels: Readonly<Record<Score, string>> = {
  1: 'tidak-puas',
  2: 'kurang',
  3: 'puas',
  4: 'sangat-puas',
};

/** How many answers gave each score, from 1 to 4. */
export type ScoreCounts = readonly [number, number, number, number];

export const noAnswers: ScoreCounts = [0, 0, 0, 0];

/** How many answers there are in all. */
export const answersIn = ([one, two, three, four]: ScoreCounts): number => one + two + three + four;

export function addedCounts(one: ScoreCounts, other: ScoreCounts): ScoreCounts {
  return [one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3]];
}
