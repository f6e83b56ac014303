import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import type { Habits } from './habits.ts';

export type Send = (bytes: Uint8Array) => void;

/** One connection: where answers go, and how the printer ends it. */
export interface Line {
  readonly send: Send;
  readonly end: () => void;
}

/** How answers leave the printer: late, in pieces, on whichever line its habits say. */
export interface Voice {
  /** The connection there is, the newest if there are several. */
  readonly line: Line | undefined;
  /** Answers keep their order, but for one that is `apart`, which the others may overtake. */
  say(to: Line, bytes: readonly number[], apart?: Millis): void;
  opened(line: Line): void;
  /** Print data came on it. */
  heard(line: Line): void;
  closed(line: Line): void;
  /** The power is gone: what was not said yet never is. */
  fallSilent(): void;
}

export function createVoice(of: {
  readonly clock: Clock;
  readonly habits: () => Habits;
  readonly random: () => number;
}): Voice {
  const { clock, habits } = of;
  const open = new Map<Line, { idle: Cancel | undefined; nul: Cancel | undefined }>();
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

  function nulFrom(line: Line): void {
    const timers = open.get(line);
    const { nulEveryMs } = habits();
    timers?.nul?.();
    if (timers === undefined || nulEveryMs === 0) return;
    timers.nul = clock.after(nulEveryMs, () => {
      line.send(Uint8Array.of(0));
      nulFrom(line);
    });
  }

  function waitIdle(line: Line): void {
    const timers = open.get(line);
    const { closesIdleMs } = habits();
    timers?.idle?.();
    if (timers === undefined || closesIdleMs === 0) return;
    timers.idle = clock.after(closesIdleMs, () => line.end());
  }

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
    opened(line) {
      open.set(line, { idle: undefined, nul: undefined });
      waitIdle(line);
      nulFrom(line);
    },
    heard: waitIdle,
    closed(line) {
      const timers = open.get(line);
      timers?.idle?.();
      timers?.nul?.();
      open.delete(line);
    },
    fallSilent() {
      life++;
      lastAt = 0;
    },
  };
}
