import type { Millis } from '../../devices/ports.ts';

/** Behaviour of printers that their manuals do not mention. All of it was seen in the field; the default has none. */
export interface Habits {
  /** How long every answer takes, plus a random time of up to `jitterMs`. Answers keep their order. */
  readonly answerMs: Millis;
  readonly jitterMs: Millis;
  /** The delay before the buffer is cleared, and the further delay before that is answered. */
  readonly clearMs: Millis;
  readonly clearAnswerMs: Millis;
  /** Ignores DLE DC4 8 and ESC @: nothing makes it forget a job. */
  readonly deafToClear: boolean;
  /** The `DLE EOT n` it answers. */
  readonly statuses: readonly number[];
  /**
   * How it answers `GS ( H` 48. `right`: when everything before it is printed; `constant`: with the same bytes to every
   * question; `at-once`: on reception.
   */
  readonly processIds: 'none' | 'right' | 'constant' | 'at-once';
  /** Answers `GS I` with the name of another maker's model. */
  readonly fakesName: boolean;
  /**
   * What it makes of a picture (GS v 0): `right`; `text`: it does not know the command, and prints the bytes of the
   * picture as letters, with the commands that happen to be among them.
   */
  readonly pictures: 'right' | 'text';
  /** A command that is longer than its buffer is lost; 0: none is. */
  readonly bufferBytes: number;
  /** Closes a connection after this long without print data; status requests do not count. 0: never. */
  readonly closesIdleMs: Millis;
  /** Sends the bytes of an answer one by one, this far apart; 0: in one piece. */
  readonly splitMs: Millis;
  /** Sends an unrequested NUL at this interval; 0: none. */
  readonly nulEveryMs: Millis;
  /** Answers on the newest connection instead of the one that asked, as a serial line does. */
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
  pictures: 'right',
  bufferBytes: 0,
  closesIdleMs: 0,
  splitMs: 0,
  nulEveryMs: 0,
  oneLine: false,
};

/** A longer piece of data counts as a job, which `loseNextJob` can lose. */
export const jobBytesMin = 64;
