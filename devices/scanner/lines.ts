import type { Millis } from '../ports.ts';
import { UNREADABLE } from './grammar.ts';

/** A scanner sends a line without a pause, so what stood unfinished for longer is no beginning of the next one. */
const MOST_SILENCE_MS = 500;

const CR = 0x0d;
const LF = 0x0a;

/**
 * Cuts a byte stream into lines at CR or LF, one byte a character. At most `mostCharacters` and one more of a line are
 * kept, enough for the reader to see that it is too long. An unfinished line is told with a mark at its end that
 * makes it unreadable.
 */
export function lineReader(
  mostCharacters: number,
  tell: (line: string, at: Millis) => void,
): (bytes: Uint8Array, at: Millis) => void {
  let line = '';
  let lastAt = 0;
  return (bytes, at) => {
    if (line !== '' && at - lastAt > MOST_SILENCE_MS) {
      tell(line + UNREADABLE, at);
      line = '';
    }
    lastAt = at;
    for (const byte of bytes) {
      if (byte === CR || byte === LF) {
        const complete = line;
        line = '';
        if (complete !== '') tell(complete, at);
      } else if (line.length <= mostCharacters) {
        line += String.fromCharCode(byte);
      }
    }
  };
}
