import { createHash, randomBytes } from 'node:crypto';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { type Allowance, createBudget } from '../async/budget.ts';

const tokenBytes = 32;

export interface SessionLimits {
  readonly sessionsMax: number;
  readonly sessionsOfUserMax: number;
  /** A session ends when it was not used for this long. */
  readonly sessionIdleMs: number;
  /** A session ends after this, however much it is used; undefined: it does not. */
  readonly sessionMostMs?: number;
  /** Requests of one session, in all its tabs. */
  readonly requests: Allowance;
}

/** Who has logged in, as each server knows its users. */
export interface Holder {
  readonly name: string;
}

/** A user who has logged in, in one browser. */
export interface WebSession<Who extends Holder> {
  readonly holder: Who;
  /** Whether one more request is allowed now. */
  readonly mayAsk: () => boolean;
  /** It is in use. */
  used(): void;
  /** Called once when the session is over. */
  onEnd(listener: () => void): Cancel;
  end(): void;
}

/** A session as it may be kept over a restart: `key` is the hash of its token. */
export interface KeptSession<Who extends Holder> {
  readonly key: string;
  readonly holder: Who;
  readonly begunAt: Millis;
  readonly usedAt: Millis;
}

export interface WebSessions<Who extends Holder> {
  /** The token for the cookie. */
  begin(holder: Who): string;
  /** The session of a token, which is used by that. */
  use(token: string): WebSession<Who> | undefined;
  /** Ends those that are over. */
  sweep(): void;
  /** Those that stand, the one that was not used for longest first. */
  list(): readonly KeptSession<Who>[];
  /** Ends all, as a logout of everybody does. */
  endAll(): void;
}

interface Standing<Who extends Holder> extends WebSession<Who> {
  readonly begunAt: Millis;
  usedAt: Millis;
}

const keyOf = (token: string): string => createHash('sha256').update(token).digest('base64');

/**
 * Sessions in memory. Tokens are kept as their hash: looking one up takes a time that says nothing of the token. The
 * oldest session of a user, or of all, makes room for a new one. `kept` are those of before, in the order of `list`;
 * `changed` is called when one begins or ends.
 */
export function createWebSessions<Who extends Holder>(of: {
  readonly clock: Clock;
  readonly limits: SessionLimits;
  readonly kept?: readonly KeptSession<Who>[];
  readonly changed?: () => void;
}): WebSessions<Who> {
  const { clock, changed = () => undefined } = of;
  const { sessionsMax, sessionsOfUserMax, sessionIdleMs, sessionMostMs, requests } = of.limits;
  /** In the order in which they were used, the one that was not used for longest first. */
  const sessions = new Map<string, Standing<Who>>();

  function open({ key, ...kept }: KeptSession<Who>): void {
    const listeners = new Set<() => void>();
    const standing: Standing<Who> = {
      ...{ ...kept, mayAsk: createBudget(clock, requests) },
      used() {
        if (!sessions.delete(key)) return;
        sessions.set(key, standing);
        standing.usedAt = clock.now();
      },
      onEnd(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      end() {
        if (!sessions.delete(key)) return;
        for (const listener of [...listeners]) listener();
        listeners.clear();
        changed();
      },
    };
    sessions.set(key, standing);
  }

  const isOver = ({ begunAt, usedAt }: Standing<Who>): boolean =>
    clock.now() - usedAt > sessionIdleMs ||
    clock.now() - begunAt > (sessionMostMs ?? Number.POSITIVE_INFINITY);
  const sweep = (): void => {
    for (const session of [...sessions.values()]) if (isOver(session)) session.end();
  };

  for (const kept of (of.kept ?? []).slice(-sessionsMax)) open(kept);
  return {
    begin(holder) {
      const own = [...sessions.values()].filter((session) => session.holder.name === holder.name);
      if (own.length >= sessionsOfUserMax) own[0]?.end();
      if (sessions.size >= sessionsMax) sessions.values().next().value?.end();
      const token = randomBytes(tokenBytes).toString('base64url');
      open({ key: keyOf(token), holder, begunAt: clock.now(), usedAt: clock.now() });
      changed();
      return token;
    },
    use(token) {
      const session = sessions.get(keyOf(token));
      if (session === undefined) return undefined;
      if (isOver(session)) session.end();
      else session.used();
      return isOver(session) ? undefined : session;
    },
    sweep,
    list: () => [...sessions].map(([key, { holder, begunAt, usedAt }]) => ({ key, holder, begunAt, usedAt })),
    endAll() {
      for (const session of [...sessions.values()]) session.end();
    },
  };
}
