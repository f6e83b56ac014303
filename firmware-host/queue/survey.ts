/** What a pad can ask: the pulse, and the nine elements of PermenPANRB 14/2017 in its order. */
export const elementIds = [
  'pulse',
  'persyaratan',
  'prosedur',
  'waktu',
  'biaya',
  'produk',
  'kompetensi',
  'perilaku',
  'pengaduan',
  'sarana',
] as const;
export type ElementId = (typeof elementIds)[number];

/** From worst to best. */
export const scores = [1, 2, 3, 4] as const;
export type Score = (typeof scores)[number];
