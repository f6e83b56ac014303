import type { Millis } from '../../devices/ports.ts';

/** What a printer does that its manual does not say. All of these have been met; the polite printer has none. */
export interface Habits {
  /** How long every answer takes, and by how much more some take, at random. Answers keep their order. */
  readonly answerMs: Millis;
  readonly jitterMs: Millis;
  /** How much later than asked the buffer is cleared, and how much later than that it is answered. */
  readonly clearMs: Millis;
  readonly clearAnswerMs: Millis;
  /** Ignores DLE DC4 8 and ESC @: nothing makes it forget what it has. */
  readonly deafToClear: boolean;
  /** The `DLE EOT n` it answers. */
  readonly statuses: readonly number[];
  /**
   * How it answers `GS ( H` 48: when everything before it is printed; with the same bytes whatever it is asked; or as
   * soon as it has received it.
   */
  readonly processIds: 'none' | 'right' | 'constant' | 'at-once';
  /** Answers `GS I` with somebody else's name. */
  readonly fakesName: boolean;
  /** Closes a connection on which no print data came for so long, whatever its status is asked; 0: never. */
  readonly closesIdleMs: Millis;
  /** Every byte of an answer comes by itself, so much later than the one before; 0: whole. */
  readonly splitMs: Millis;
  /** A NUL nobody asked for, every so often; 0: none. */
  readonly nulEveryMs: Millis;
  /** Answers on the connection there is, not on the one it was asked on, as a serial line does. */
  readonly oneLine: boolean;
}

export const polite: Habits = {
  answerMs: 0,
  jitterMs: 0,
  clearMs: 0,
  clearAnswerMs: 0,
  deafToClear: false,
  statuses: [1, 2, 3, 4],
  processIds: 'none',
  fakesName: false,
  closesIdleMs: 0,
  splitMs: 0,
  nulEveryMs: 0,
  oneLine: false,
};

/** What arrives in one piece and is longer is a job, which a printer may lose. */
export const jobBytesMin = 64;
