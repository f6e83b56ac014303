import { createHash, randomBytes } from 'node:crypto';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { createBudget } from '../../firmware-host/async/budget.ts';
import type { OfficeUser } from './office-users.ts';
import { officeWebLimits } from './office-web-limits.ts';
import type { UserScope } from './user-scope.ts';

/** A user who has logged in, in one browser. */
export interface WebSession {
  readonly user: OfficeUser;
  readonly scope: UserScope;
  /** Whether one more request is allowed now. */
  readonly mayAsk: () => boolean;
  /** Called once when the session is over. */
  onEnd(listener: () => void): Cancel;
  end(): void;
}

export interface WebSessions {
  /** The token for the cookie. */
  begin(user: OfficeUser): string;
  /** The session of a token, which is used by that: it ends when it is not used for `sessionIdleMs`. */
  use(token: string): WebSession | undefined;
  /** Ends those that are idle. */
  sweep(): void;
  endAll(): void;
}

interface Kept extends WebSession {
  usedAt: Millis;
}

/**
 * Sessions in memory. Tokens are kept as their hash: looking one up takes a time that says nothing of the token. The
 * oldest session of a user, or of all, makes room for a new one.
 */
export function createWebSessions(clock: Clock, scopeOf: (user: OfficeUser) => UserScope): WebSessions {
  const { sessionsMax, sessionsOfUserMax, sessionIdleMs, tokenBytes, requests } = officeWebLimits;
  /** In the order in which they were used, the one that was not used for longest first. */
  const sessions = new Map<string, Kept>();
  const keyOf = (token: string): string => createHash('sha256').update(token).digest('base64');

  function open(user: OfficeUser, key: string): Kept {
    const listeners = new Set<() => void>();
    return {
      ...{ user, scope: scopeOf(user), mayAsk: createBudget(clock, requests), usedAt: clock.now() },
      onEnd(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      end() {
        sessions.delete(key);
        for (const listener of [...listeners]) listener();
        listeners.clear();
      },
    };
  }

  const sweep = (): void => {
    for (const session of sessions.values()) {
      if (clock.now() - session.usedAt <= sessionIdleMs) return;
      session.end();
    }
  };

  return {
    begin(user) {
      const own = [...sessions.values()].filter((session) => session.user === user);
      if (own.length >= sessionsOfUserMax) own[0]?.end();
      if (sessions.size >= sessionsMax) sessions.values().next().value?.end();
      const token = randomBytes(tokenBytes).toString('base64url');
      const key = keyOf(token);
      sessions.set(key, open(user, key));
      return token;
    },
    use(token) {
      sweep();
      const key = keyOf(token);
      const session = sessions.get(key);
      if (session === undefined) return undefined;
      sessions.delete(key);
      sessions.set(key, session);
      session.usedAt = clock.now();
      return session;
    },
    sweep,
    endAll() {
      for (const session of [...sessions.values()]) session.end();
    },
  };
}
