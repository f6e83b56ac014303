import * as z from 'zod';
import { described } from '../described.ts';
import type { Opening } from '../kind.ts';
import type { Cancel, Clock, Millis } from '../ports.ts';
import type { ScanEvent } from '../roles.ts';
import { createScannerEndings, SILENCE_MOST_MS } from './endings.ts';
import { UNREADABLE } from './grammar.ts';

const SILENCE_LEAST_MS = 20;

/** The setting `silence_ms` of a scanner; `usual` is its default. */
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

/** Joins what a scanner sends to codes. */
export interface Codes {
  add(piece: string, at: Millis): void;
  /** The scanner sent an end character. */
  end(at: Millis): void;
  /** The scanner sent a start character. */
  begin(at: Millis): void;
  /** Drops the unfinished code and cancels the timer. */
  stop(): void;
}

/**
 * A code ends at an end character or, for a scanner that sends none, at silence. After a scanner has sent an end
 * character the reader waits longer, so that a code in pieces is not torn. If the next code then has no end character,
 * it is emitted with a mark that makes it unreadable, and silence ends codes again. At most `mostCharacters` + 1
 * characters are kept, enough to see that a code is too long.
 */
export function createCodeReader(of: {
  readonly clock: Clock;
  readonly silenceMs: Millis;
  readonly mostCharacters: number;
  readonly tell: (text: string, at: Millis) => void;
  readonly warn: Opening<unknown, ScanEvent>['warn'];
}): Codes {
  const { clock, mostCharacters, tell } = of;
  const endings = createScannerEndings(of.silenceMs, of.warn);
  let text = '';
  let lastAt = 0;
  let cancel: Cancel | undefined;

  const complete = (mark: string, at: Millis) => {
    cancel?.();
    const whole = text;
    text = '';
    if (whole !== '') tell(whole + mark, at);
  };
  const wait = () => {
    cancel?.();
    // After a hold-up of the process this timer may run before pending input is read: read that first.
    cancel = clock.after(
      endings.silenceMs(),
      () => {
        cancel = clock.after(0, fallSilent, 'scanner: after silence');
      },
      'scanner: silence',
    );
  };
  const fallSilent = () => {
    const wasPiece = text.length === 1;
    const mark = endings.fellSilent() ? UNREADABLE : '';
    complete(mark, clock.now());
    if (wasPiece) endings.notePiece(lastAt);
    else if (mark === '') endings.noteUnended();
  };

  return {
    add(piece, at) {
      if (text.length <= mostCharacters) text = (text + piece).slice(0, mostCharacters + 1);
      lastAt = at;
      wait();
    },
    end(at) {
      endings.ended();
      complete('', at);
    },
    begin: (at) => complete('', at),
    stop() {
      cancel?.();
      text = '';
    },
  };
}
