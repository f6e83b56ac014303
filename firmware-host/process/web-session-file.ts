import { createHash } from 'node:crypto';
import * as z from 'zod';
import { wordsOf } from '../../devices/fault.ts';
import type { Cancel, Clock } from '../../devices/ports.ts';
import { createTurns } from '../../devices/serial-execution.ts';
import { replaceFile } from '../async/replace-file.ts';
import { readOwn, sizeOfOwn } from '../journal/sqlite/own-file.ts';
import type { Log } from '../log.ts';
import type { BrokerUser } from '../mqtt/embedded/users.ts';
import type { PageHolder } from '../web/page-feed.ts';
import type { KeptSession } from '../web/web-sessions.ts';

/** A session takes some 200 bytes. */
const fileMaxBytes = 256 * 1024;
const version = 1;
const onlyOwner = 0o600;
/** Changes are gathered for this long: a morning's logins come together. */
const gatherMs = 500;

const kept = z.strictObject({
  /** SHA-256 of the token, in base64. */
  key: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  user: z.string(),
  /** What the user was when the session began: see `proofOf`. */
  proof: z.string(),
  /** Unix ms. */
  begun: z.number(),
  used: z.number(),
});

const file = z.strictObject({
  loket: z.literal('web-sessions'),
  version: z.literal(version),
  site: z.string(),
  sessions: z.array(kept),
});

/** The times of this machine and of the hall. */
interface Times {
  readonly clock: Clock;
  /** Unix ms. */
  readonly wall: () => number;
}

/**
 * The sessions of before that still stand: of users who are there, with the role and the password of then. Whatever
 * else the file holds is no session: everybody logs in again. Never throws.
 */
export function readSessions(
  path: string,
  of: Times & {
    readonly site: string;
    readonly users: readonly BrokerUser[];
    readonly log: Pick<Log, 'warn'>;
  },
): readonly KeptSession<PageHolder>[] {
  try {
    if (sizeOfOwn(path) > fileMaxBytes) throw new Error('it is far too large');
    const text = readOwn(path);
    if (text === undefined) return [];
    const read = file.safeParse(JSON.parse(text));
    if (!read.success) throw new Error('it is no file of sessions');
    if (read.data.site !== of.site) throw new Error('it is of another site');
    return standing(read.data.sessions, of);
  } catch (thrown) {
    of.log.warn({ cause: wordsOf(thrown) }, `${path} was not used: everybody logs in again`);
    return [];
  }
}

function standing(
  sessions: readonly z.output<typeof kept>[],
  { clock, wall, users }: Times & { readonly users: readonly BrokerUser[] },
): readonly KeptSession<PageHolder>[] {
  const byName = new Map(users.map((user) => [user.name, user]));
  const now = wall();
  // A clock that is behind must not make a session younger than it is here.
  const at = (time: number) => clock.now() - Math.max(0, now - time);
  return sessions.flatMap(({ key, user, proof, begun, used }) => {
    const known = byName.get(user);
    if (known === undefined || proofOf(known) !== proof) return [];
    const { name, role } = known;
    if (role === 'device') return [];
    return [{ key, holder: { name, role }, begunAt: at(begun), usedAt: at(used) }];
  });
}

/** A digest of all that a session rests on; a changed role or password gives another one. */
function proofOf({ role, hash: { salt, key } }: BrokerUser): string {
  const whole = [role, salt.toString('base64'), key.toString('base64')].join(' ');
  return createHash('sha256').update(whole).digest('base64');
}

/** Keeps sessions in a file that only its owner may read; what is in it lets nobody in. */
export function createSessionFile(
  path: string,
  of: Times & {
    readonly site: string;
    readonly users: readonly BrokerUser[];
    readonly list: () => readonly KeptSession<PageHolder>[];
    readonly log: Pick<Log, 'warn'>;
  },
): { changed(): void; close(): Promise<void> } {
  const { clock, wall, site, log } = of;
  const proofs = new Map(of.users.map((user) => [user.name, proofOf(user)]));
  const inTurn = createTurns();
  let waiting: Cancel | undefined;

  async function save(): Promise<void> {
    waiting?.();
    waiting = undefined;
    const wallAt = (at: number) => wall() - (clock.now() - at);
    const sessions = of.list().map(({ key, holder: { name }, begunAt, usedAt }) => ({
      ...{ key, user: name, proof: proofs.get(name) ?? '' },
      ...{ begun: wallAt(begunAt), used: wallAt(usedAt) },
    }));
    try {
      const text = JSON.stringify({ loket: 'web-sessions', version, site, sessions });
      await replaceFile(path, `${text}\n`, onlyOwner);
    } catch (thrown) {
      log.warn({ cause: wordsOf(thrown) }, `${path} was not written: a restart logs everybody out`);
    }
  }

  return {
    changed() {
      waiting ??= clock.after(gatherMs, () => void inTurn(save), 'pages: save sessions');
    },
    close: () => inTurn(save),
  };
}
