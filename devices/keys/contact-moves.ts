import type { Level, Millis } from '../ports.ts';

export interface Contact {
  /** How long the contact may bounce after a move before the next move counts. */
  readonly lockoutMs: Millis;
  /** How long the contact must be closed without a break to count as pressed; 0: it counts at its first edge. */
  readonly pressMs: Millis;
  /** The level of a closed contact, and the level now. */
  readonly closed: Level;
  readonly start: Level;
  /** Called with each level that counts. `at` of a press is the first edge of its contact. */
  readonly moved: (level: Level, at: Millis) => void;
  /** A change that did not count. `sinceMs`: since the first edge of the last move, or since the opening. */
  readonly ignored?: (level: Level, at: Millis, sinceMs: Millis) => void;
  /** The contact closed at `at`: the first edge of a press or of a pulse. */
  readonly began?: (at: Millis) => void;
  /** It was a pulse: closed for less than a press, first at `at`. */
  readonly pulse?: (at: Millis) => void;
}

/** The moves of a contact, decided by the times it is given; it reads no clock. Times never run backwards. */
export interface ContactMoves {
  /**
   * A change of level, bounce included. A time earlier than that of the edge before it, as after a hold-up, is raised
   * to that time.
   */
  edge(level: Level, at: Millis): void;
  /** When the state next changes without an edge; undefined: only an edge changes it. */
  due(): Millis | undefined;
  /** Time has passed until `now`, and every edge before `now` has been given. */
  settleUntil(now: Millis): void;
  /** Whether a press has begun and is not decided yet. */
  weighing(): boolean;
}

interface Edge {
  readonly level: Level;
  readonly at: Millis;
}

/** A press that does not count yet. */
interface BegunPress {
  readonly at: Millis;
  /** The contact has since been open for `pressMs`, so others need not wait. */
  weighed: boolean;
  readonly bounce: Edge[];
}

/** What was read together with an edge has been given by then. */
const READ_TOGETHER_MS: Millis = 5;

/**
 * Turns the edges of a contact into its moves. A press counts once the contact has been closed for `pressMs` without a
 * break, so that bounce cannot hide it and noise on the wire is no press; its time is that of its first edge. A release
 * counts at its first edge. Changes during the lockout are only remembered. When the lockout ends, the level at which
 * the contact rests is compared, so that a short tap cannot leave a key stuck.
 *
 * Only the times of the edges matter, not when they are read: a batch that is read late gives the same moves. A contact
 * is locked out after the opening as well: somebody may just have let it go, and that bounce is no press.
 */
export function createContactMoves(of: Contact & { readonly openedAt: Millis }): ContactMoves {
  const { lockoutMs, pressMs, closed } = of;
  let counted = of.start;
  let latest = of.start;
  let countedAt = of.openedAt;
  let latestAt = countedAt;
  let lockedUntil: Millis | undefined = countedAt + lockoutMs;
  let press: BegunPress | undefined;

  const due = (): Millis | undefined => {
    if (lockedUntil !== undefined || press === undefined) return lockedUntil;
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
      // After a hold-up an opening has the latest time that it can have. A closing from before that time says that it
      // may have been earlier: its lockout must not swallow the next press.
      if (when < latestAt && level === closed && counted !== closed && lockedUntil !== undefined)
        lockedUntil = Math.min(lockedUntil, Math.max(when + lockoutMs, at + READ_TOGETHER_MS));
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
