/** How much of a hall a status remembers and tells. */
export const statusLimits = {
  /** A site of a hundred counters has about a thousand topics. */
  topics: 5_000,
  /** The last events that are told in words. */
  events: 20,
  /** A hall that has not told its health for so many times its interval is silent. */
  missedHealths: 3,
} as const;
