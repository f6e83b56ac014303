/**
 * What is taken in of one site at most. Whatever a site says, judging it stays cheap, and what is said of it fits the
 * stores: PostgreSQL refuses a key of an index beyond 2,704 bytes, and with it all that is written beside it.
 */
export const heardLimits = {
  /** A hall has some dozens. */
  devicesMax: 300,
  reasonsOfDeviceMax: 8,
  reasonsOfControllerMax: 32,
  /** Of a code, the name of a run, of a region or of a parent; real ones have 40. */
  wordMaxCharacters: 200,
} as const;
