import type { Level, Millis } from '../../devices/ports.ts';
import type { GpiodSyntax } from './gpiod-syntax.ts';

/** What a piece of `gpiomon`'s output says. */
export type GpiodOutput =
  | { readonly type: 'ready' }
  /** `stamp`: when it was, in ms of the kernel's clock, where `gpiomon` says so. */
  | { readonly type: 'edge'; readonly level: Level; readonly stamp: Millis | undefined }
  /** Nothing that `gpiomon` prints for this line. */
  | { readonly type: 'noise'; readonly text: string };

/** Far more than the longest line that is expected, `Monitoring line '27'...`. */
const LINE_MOST_CHARACTERS = 200;

/** Reads the output of `gpiomon` for line `pin`, in whatever pieces it comes. Returns what each piece completes. */
export function gpiodReader(syntax: GpiodSyntax, pin: number): (piece: string) => readonly GpiodOutput[] {
  let held = '';
  return (piece) => {
    const lines = (held + piece).split('\n');
    held = lines.pop() ?? '';
    const heard = lines.map((line) => hear(line, syntax, pin));
    if (held.length > LINE_MOST_CHARACTERS) {
      heard.push(noise(held));
      held = '';
    }
    return heard;
  };
}

function hear(line: string, { ready, edges }: GpiodSyntax, pin: number): GpiodOutput {
  if (ready?.test(line)) return { type: 'ready' };
  const [word, offset, edge = '', ...time] = line.split(' ');
  const level = edges.get(edge);
  const known = time.length === 0 || stampPattern.test(time.join(' '));
  if (word !== 'edge' || offset !== String(pin) || level === undefined || !known) return noise(line);
  return { type: 'edge', level, stamp: stampOf(time.join(' ')) };
}

/** Seconds and nanoseconds: `12 34567` as version 1 prints them, `12.000034567` as version 2 does. */
const stampPattern = /^(\d{1,12})(?:\.(\d{9})| (\d{1,9}))$/;

function stampOf(time: string): Millis | undefined {
  const [, seconds, fraction, nanoseconds] = stampPattern.exec(time) ?? [];
  return seconds === undefined ? undefined : Number(seconds) * 1_000 + Number(fraction ?? nanoseconds) / 1e6;
}

const noise = (text: string): GpiodOutput => ({ type: 'noise', text: text.slice(0, LINE_MOST_CHARACTERS) });

/**
 * The levels to tell for an edge to `level` on a line last known at `known`. An edge to where the line was already
 * means that the one in between went unseen, as between `gpioget` and the start of `gpiomon`: both are told, so that
 * no press is lost.
 */
export function movesTo(level: Level, known: Level): readonly Level[] {
  return level === known ? [level === 1 ? 0 : 1, level] : [level];
}
