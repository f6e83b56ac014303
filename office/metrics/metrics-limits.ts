/** What `/metrics` costs at most, in one place. */
export const metricsLimits = {
  /** A render holds the process up for about this long, then lets the event loop turn once. */
  sliceMs: 2,
  /** Text is handed on in pieces of about so many characters: each of them is encoded in one go. */
  pieceCharsMax: 64 * 1024,
  /** A longer value of a label is cut, and ends with a digest of the whole. */
  labelCharsMax: 160,
  /** Series: what is beyond is left out, and `loket_office_series_left_out` counts it. */
  sitesMax: 10_000,
  unwellDevicesOfSiteMax: 50,
  incidentsMax: 5_000,
} as const satisfies Readonly<Record<string, number>>;
