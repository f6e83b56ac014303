import { z } from 'zod';
import { described } from '../described.ts';
import type { Opening } from '../kind.ts';
import type { Cancel, Clock, Millis } from '../ports.ts';
import type { ScanEvent } from '../roles.ts';
import { UNREADABLE } from './grammar.ts';

const SILENCE_LEAST_MS = 20;
const SILENCE_MOST_MS = 1_000;

/** One that ends its codes is waited for longer: what stood unfinished for this long is no beginning of the next one. */
const UNFINISHED_MS = 500;
/** So many codes without an end, one after the other, are no accident. */
const UNENDED_MOST = 2;
/** So many codes of one character, no more than so far apart, are the pieces of one. */
const PIECES_MOST = 3;
const PIECES_WITHIN_MS = 500;

/** The setting `silence_ms` of a scanner, with what such scanners usually need. */
export const silence = (usual: number) =>
  z
    .int()
    .min(SILENCE_LEAST_MS)
    .max(SILENCE_MOST_MS)
    .default(usual)
    .meta(
      described(
        'How long a scanner that sends nothing after a code must be silent for the code to end, in milliseconds',
        'Lama hening yang mengakhiri kode bila pemindai tidak mengirim penutup, dalam milidetik',
      ),
    );

/** Puts what a scanner sends together to codes. */
export interface Codes {
  add(piece: string, at: Millis): void;
  /** The scanner says that a code ends here. */
  end(at: Millis): void;
  /** The scanner says that a code begins here. */
  begin(at: Millis): void;
  /** Forgets what has come, and has no timer any more. */
  stop(): void;
}

/**
 * Codes end where the scanner says so, or at silence where it never does. One that has ended a code is waited for, so
 * that a code in pieces is not torn; when it then ends one no more, that one is told with a mark that makes it
 * unreadable, and silence counts again. At most `mostCharacters` and one more are kept, enough for the reader to see
 * that it is too long.
 */
export function codeReader(of: {
  readonly clock: Clock;
  readonly silenceMs: Millis;
  readonly mostCharacters: number;
  readonly tell: (text: string, at: Millis) => void;
  readonly warn: Opening<unknown, ScanEvent>['warn'];
}): Codes {
  const { clock, mostCharacters, tell, warn } = of;
  let { silenceMs } = of;
  let text = '';
  let lastAt = 0;
  let ends = false;
  let unended = 0;
  let pieces = { count: 0, lastAt: 0, apartMs: 0 };
  let cancel: Cancel | undefined;

  const complete = (mark: string, at: Millis) => {
    cancel?.();
    const whole = text;
    text = '';
    if (whole !== '') tell(whole + mark, at);
  };
  const wait = () => {
    cancel?.();
    const ms = ends ? Math.max(UNFINISHED_MS, silenceMs) : silenceMs;
    // When the process was held up, this timer runs before what came meanwhile is read: let that go first.
    cancel = clock.after(ms, () => {
      cancel = clock.after(0, fallSilent);
    });
  };
  const fallSilent = () => {
    const wasPiece = text.length === 1;
    const mark = ends ? UNREADABLE : '';
    ends = false;
    complete(mark, clock.now());
    if (wasPiece) notePiece();
    else if (mark === '') noteUnended();
  };
  const noteUnended = () => {
    unended++;
    if (unended === UNENDED_MOST)
      warn(
        'scan.no_end',
        `no line end: each scan waits ${silenceMs} ms; set the suffix of the scanner to CR`,
      );
  };
  /** Characters that come slower than the silence are waited for longer from then on, and somebody is told. */
  const notePiece = () => {
    const apartMs = lastAt - pieces.lastAt;
    const another = pieces.count > 0 && apartMs <= PIECES_WITHIN_MS;
    pieces = another
      ? { count: pieces.count + 1, lastAt, apartMs: Math.max(pieces.apartMs, apartMs) }
      : { count: 1, lastAt, apartMs: 0 };
    if (pieces.count < PIECES_MOST) return;
    silenceMs = Math.min(SILENCE_MOST_MS, Math.ceil(pieces.apartMs / 5) * 10);
    pieces = { count: 0, lastAt, apartMs: 0 };
    const apart = `characters come ${Math.round(apartMs)} ms apart, and codes were torn`;
    warn(
      'scan.slow',
      `${apart}: set silence_ms to ${silenceMs}, or the scanner to send Enter after each code`,
    );
  };

  // What an earlier opening said of the scanner need not hold for this one.
  for (const code of ['scan.no_end', 'scan.slow'] as const) warn(code, undefined);
  return {
    add(piece, at) {
      if (text.length <= mostCharacters) text = (text + piece).slice(0, mostCharacters + 1);
      lastAt = at;
      wait();
    },
    end(at) {
      ends = true;
      if (unended >= UNENDED_MOST) warn('scan.no_end', undefined);
      unended = 0;
      complete('', at);
    },
    begin: (at) => complete('', at),
    stop() {
      cancel?.();
      text = '';
    },
  };
}
