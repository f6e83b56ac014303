import type { Millis } from '../ports.ts';
import type { Condition } from './printer-status.ts';

/** An answer of a printer of any language; `noise` is no answer of its protocol, `automatic` the state it is in. */
export interface AnyAnswer {
  readonly type: string;
  readonly conditions?: readonly Condition[];
}

/** Splits the bytes of a printer into answers. */
export interface AnswerReader<Answer extends AnyAnswer> {
  /** Takes the next bytes, in chunks of any size, and returns the answers they complete. `at`: when they came. */
  push(bytes: Uint8Array, at: Millis): readonly Answer[];
}
