import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import type { Habits } from './habits.ts';

/** Habits of the line, whatever language is spoken on it. */
export type VoiceHabits = Pick<
  Habits,
  'answerMs' | 'jitterMs' | 'splitMs' | 'closesIdleMs' | 'nulEveryMs' | 'oneLine'
>;

export type Send = (bytes: Uint8Array) => void;

/** One connection: where answers go, and how the printer ends it. */
export interface Line {
  readonly send: Send;
  readonly end: () => void;
}

/** Sends the printer's answers by its habits: late, in pieces, on another connection. */
export interface Voice {
  /** The open connection, the newest if there are several. */
  readonly line: Line | undefined;
  /** Sends an answer. Answers keep their order; one with `apart` is delayed by it, and others may overtake it. */
  say(to: Line, bytes: readonly number[], apart?: Millis): void;
  opened(line: Line): void;
  /** Print data came on `line`. */
  heard(line: Line): void;
  closed(line: Line): void;
  /** The power is gone: pending answers are dropped. */
  fallSilent(): void;
}

/** An open connection, with what it does by itself. */
interface OpenLine {
  /** Print data came: the idle time starts again. */
  heard(): void;
  close(): void;
}

/** Sends NULs and closes the connection after an idle time, if the printer has these habits. */
function openLine(line: Line, clock: Clock, habits: () => VoiceHabits): OpenLine {
  let closed = false;
  let idle: Cancel | undefined;
  let nul: Cancel | undefined;

  function nulAgain(): void {
    const { nulEveryMs } = habits();
    if (closed || nulEveryMs === 0) return;
    nul = clock.after(nulEveryMs, () => {
      line.send(Uint8Array.of(0));
      nulAgain();
    });
  }

  function waitIdle(): void {
    const { closesIdleMs } = habits();
    idle?.();
    if (closed || closesIdleMs === 0) return;
    idle = clock.after(closesIdleMs, () => line.end());
  }

  waitIdle();
  nulAgain();
  return {
    heard: waitIdle,
    close() {
      closed = true;
      idle?.();
      nul?.();
    },
  };
}

export function createVoice(of: {
  readonly clock: Clock;
  readonly habits: () => VoiceHabits;
  readonly random: () => number;
}): Voice {
  const { clock, habits } = of;
  const open = new Map<Line, OpenLine>();
  let lastAt: Millis = 0;
  let life = 0;

  function later(ms: Millis, run: () => void): void {
    const born = life;
    if (ms <= 0) run();
    else clock.after(ms, () => born === life && run());
  }

  const newest = (): Line | undefined => [...open.keys()].at(-1);

  const deliver = (to: Line, bytes: readonly number[]): void => {
    const line = habits().oneLine ? newest() : to;
    if (line !== undefined && open.has(line)) line.send(Uint8Array.from(bytes));
  };

  return {
    get line() {
      return newest();
    },
    say(to, bytes, apart) {
      const { answerMs, jitterMs, splitMs } = habits();
      const now = clock.now();
      const wanted = now + answerMs + (jitterMs > 0 ? of.random() * jitterMs : 0) + (apart ?? 0);
      const at = apart === undefined ? Math.max(lastAt, wanted) : wanted;
      const pieces = splitMs > 0 ? bytes.map((byte) => [byte]) : [bytes];
      for (const [place, piece] of pieces.entries())
        later(at + place * splitMs - now, () => deliver(to, piece));
      if (apart === undefined) lastAt = at + (pieces.length - 1) * splitMs;
    },
    opened: (line) => void open.set(line, openLine(line, clock, habits)),
    heard: (line) => open.get(line)?.heard(),
    closed(line) {
      open.get(line)?.close();
      open.delete(line);
    },
    fallSilent() {
      life++;
      lastAt = 0;
    },
  };
}
