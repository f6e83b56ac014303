import type { Opening } from '../kind.ts';
import type { Millis } from '../ports.ts';
import type { ScanEvent } from '../roles.ts';

/** The longest silence that a scanner may be set to, or found to need. */
export const SILENCE_MOST_MS = 1_000;

/**
 * One that ends its codes is waited for longer: what stood unfinished for this long is no beginning of the next one.
 */
const UNFINISHED_MS = 500;
/** So many codes without an end, one after the other, are no accident. */
const UNENDED_MAX = 2;
/** So many codes of one character, no more than so far apart, are the pieces of one. */
const PIECES_MAX = 3;
const PIECES_WITHIN_MS = 500;

/** How a scanner ends its codes, as far as it has shown it, and what somebody is told of that. */
export interface Endings {
  /** How long it must be silent now for a code to end. */
  silenceMs(): Millis;
  /** It has ended a code. */
  ended(): void;
  /** It fell silent within a code. Whether it had ended the one before: it is not waited for from now on. */
  fellSilent(): boolean;
  /** Silence ended a whole code. */
  noteUnended(): void;
  /** Silence ended a code of one character, which came at `at`. */
  notePiece(at: Millis): void;
}

/** Learns it, beginning with the silence that is set. */
export function createScannerEndings(setMs: Millis, warn: Opening<unknown, ScanEvent>['warn']): Endings {
  let silenceMs = setMs;
  let ends = false;
  let unended = 0;
  let pieces = { count: 0, lastAt: 0, apartMs: 0 };

  // What an earlier opening said of the scanner need not hold for this one.
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
    /** Characters that come slower than the silence are waited for longer from then on, and somebody is told. */
    notePiece(at) {
      const apartMs = at - pieces.lastAt;
      const another = pieces.count > 0 && apartMs <= PIECES_WITHIN_MS;
      pieces = another
        ? { count: pieces.count + 1, lastAt: at, apartMs: Math.max(pieces.apartMs, apartMs) }
        : { count: 1, lastAt: at, apartMs: 0 };
      if (pieces.count < PIECES_MAX) return;
      silenceMs = Math.min(SILENCE_MOST_MS, Math.ceil(pieces.apartMs / 5) * 10);
      pieces = { count: 0, lastAt: at, apartMs: 0 };
      const apart = `characters come ${Math.round(apartMs)} ms apart, and codes were torn`;
      warn(
        'scan.slow',
        `${apart}: set silence_ms to ${silenceMs}, or the scanner to send Enter after each code`,
      );
    },
  };
}
