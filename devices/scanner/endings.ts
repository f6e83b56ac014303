import type { Opening } from '../kind.ts';
import type { Millis } from '../ports.ts';
import type { ScanEvent } from '../roles.ts';

/** The longest silence, set in the site file or learned. */
export const SILENCE_MOST_MS = 1_000;

/**
 * The silence for a scanner that ends its codes is longer. A code left unfinished for this long is not continued by the
 * next one.
 */
const UNFINISHED_MS = 500;
/** After this many codes without an end character, in a row, the scanner counts as one that sends none. */
const UNENDED_MAX = 2;
/** This many codes of one character, at most `PIECES_WITHIN_MS` apart, are the pieces of one code. */
const PIECES_MAX = 3;
const PIECES_WITHIN_MS = 500;

/** What has been learned about how a scanner ends its codes; raises and clears the warnings about it. */
export interface Endings {
  /** How long the scanner must be silent now for a code to end. */
  silenceMs(): Millis;
  /** The scanner sent an end character. */
  ended(): void;
  /**
   * The scanner fell silent within a code. Returns whether it had ended the code before; from now on silence ends
   * codes.
   */
  fellSilent(): boolean;
  /** Silence ended a whole code. */
  noteUnended(): void;
  /** Silence ended a code of one character, which came at `at`. */
  notePiece(at: Millis): void;
}

/** `setMs`: the silence from the site file. */
export function createScannerEndings(setMs: Millis, warn: Opening<unknown, ScanEvent>['warn']): Endings {
  let silenceMs = setMs;
  let ends = false;
  let unended = 0;
  let pieces = { count: 0, lastAt: 0, apartMs: 0 };

  // Clear the warnings of an earlier opening: they may not hold any more.
  for (const code of ['scan.no_end', 'scan.slow'] as const) warn(code, undefined);
  return {
    silenceMs: () => (ends ? Math.max(UNFINISHED_MS, silenceMs) : silenceMs),
    ended() {
      ends = true;
      if (unended >= UNENDED_MAX) warn('scan.no_end', undefined);
      unended = 0;
    },
    fellSilent() {
      const did = ends;
      ends = false;
      return did;
    },
    noteUnended() {
      unended++;
      if (unended === UNENDED_MAX)
        warn(
          'scan.no_end',
          `no line end: each scan waits ${silenceMs} ms; set the suffix of the scanner to CR`,
        );
    },
    /** When characters come slower than the silence, the silence is raised and a warning says so. */
    notePiece(at) {
      const apartMs = at - pieces.lastAt;
      const another = pieces.count > 0 && apartMs <= PIECES_WITHIN_MS;
      pieces = another
        ? { count: pieces.count + 1, lastAt: at, apartMs: Math.max(pieces.apartMs, apartMs) }
        : { count: 1, lastAt: at, apartMs: 0 };
      if (pieces.count < PIECES_MAX) return;
      silenceMs = Math.min(SILENCE_MOST_MS, Math.ceil(pieces.apartMs / 5) * 10);
      pieces = { count: 0, lastAt: at, apartMs: 0 };
      warn(
        'scan.slow',
        `characters come ${Math.round(apartMs)} ms apart, and codes were torn: set silence_ms to ${silenceMs}, or the scanner to send Enter after each code`,
      );
    },
  };
}
