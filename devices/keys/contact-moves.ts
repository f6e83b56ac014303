import type { Level, Millis } from '../ports.ts';

export interface Contact {
  /** After a move, how long the contact may bounce before the next one counts. */
  readonly lockoutMs: Millis;
  /** How long it must be closed without a break to be pressed; 0: it is at its first edge. */
  readonly pressMs: Millis;
  /** The level of a closed contact, and the level now. */
  readonly closed: Level;
  readonly start: Level;
  /** Called with each level that counts. `at` of a press is the first edge of its contact. */
  readonly moved: (level: Level, at: Millis) => void;
  /** A change that did not count, and how long after the first edge of the move, or after the beginning. */
  readonly ignored?: (level: Level, at: Millis, sinceMs: Millis) => void;
  /** It closed at `at`: the first edge of a press, or of what is none. */
  readonly began?: (at: Millis) => void;
  /** It was closed for less than a press, at `at` for the first time. */
  readonly pulse?: (at: Millis) => void;
}

/** What a contact does, judged by the times it is told and by no clock. Times never run backwards. */
export interface ContactMoves {
  /** A change of level, bounce included. One that is told to be older than the one before it is as old as that. */
  edge(level: Level, at: Millis): void;
  /** When time alone changes something next; undefined: only an edge does. */
  due(): Millis | undefined;
  /** So much time has passed, and no edge came until then but those that were told. */
  settleUntil(now: Millis): void;
  /** Whether a press has begun that may still turn out to be one. */
  weighing(): boolean;
}

interface Edge {
  readonly level: Level;
  readonly at: Millis;
}

/**
 * Turns the edges of a contact into its moves. A press counts once the contact has been closed for `pressMs` without a
 * break, so that its bounce cannot lose it and noise on its wire is none; it counts from its first edge. A release
 * counts at its first edge. What the contact does during the lockout is only remembered; when it ends the level the
 * contact rests at is compared, so that a short tap cannot leave a key stuck.
 *
 * All is judged by the times of the edges, not by when they are read: a batch that is read late gives the same moves.
 * A contact is locked out at first as well: somebody may just have let it go, and its bounce is no press.
 */
export function createContactMoves(of: Contact & { readonly openedAt: Millis }): ContactMoves {
  const { lockoutMs, pressMs, closed } = of;
  let counted = of.start;
  let latest = of.start;
  let countedAt = of.openedAt;
  let latestAt = countedAt;
  let lockedUntil: Millis | undefined = countedAt + lockoutMs;
  /** A press that is not known to be one; `weighed`: its contact has been open again for as long as a press takes. */
  let press: { readonly at: Millis; weighed: boolean; readonly bounce: Edge[] } | undefined;

  const due = (): Millis | undefined => {
    if (lockedUntil !== undefined) return lockedUntil;
    if (press === undefined) return undefined;
    const rests = latestAt + pressMs;
    const over = Math.max(press.at + lockoutMs, latestAt);
    if (latest === closed) return Math.max(rests, press.at);
    return press.weighed ? over : Math.min(rests, over);
  };
  const settle = (at: Millis) => {
    if (lockedUntil !== undefined) {
      lockedUntil = undefined;
      if (latest !== counted) begin(at);
    } else if (press !== undefined && latest === closed) count(press.at);
    else if (press !== undefined && at >= press.at + lockoutMs) {
      const { at: began } = press;
      press = undefined;
      of.pulse?.(began);
    } else if (press !== undefined) press.weighed = true;
  };
  const begin = (at: Millis) => {
    if (latest !== closed || pressMs === 0) return count(at);
    press = { at, weighed: false, bounce: [] };
    of.began?.(at);
  };
  const count = (at: Millis) => {
    for (const edge of press?.bounce ?? []) of.ignored?.(edge.level, edge.at, edge.at - at);
    press = undefined;
    counted = latest;
    countedAt = at;
    lockedUntil = at + lockoutMs;
    of.moved(counted, at);
  };
  const settleUntil = (now: Millis) => {
    for (let next = due(); next !== undefined && next <= now; next = due()) settle(next);
  };

  return {
    edge(level, when) {
      const at = Math.max(when, latestAt);
      settleUntil(at);
      if (level === latest) return;
      latest = level;
      latestAt = at;
      if (lockedUntil !== undefined) of.ignored?.(level, at, at - countedAt);
      else if (press !== undefined) {
        press.weighed = false;
        press.bounce.push({ level, at });
      } else begin(at);
    },
    due,
    settleUntil,
    weighing: () => press?.weighed === false,
  };
}
