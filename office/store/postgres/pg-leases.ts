import { Fault } from '../../../devices/fault.ts';
import { type Held, type Leases, sharesOfSites } from '../store-port.ts';
import type { DatabaseLine, Query } from './database-line.ts';

/** The right to write the history is one more share. */
const historyShare = sharesOfSites;
/** How long a worker holds what it has, by the server's clock; it renews three times in that time. */
const leaseSeconds = 10;
/** Workers that were not heard of for so long are forgotten. */
const forgottenSeconds = 600;

/** The leases of one worker, and the proof within a transaction that it still has them. */
export interface WorkerLeases extends Leases {
  /**
   * Throws `store.not-ours` where one of the shares is not this worker's. What is its own is then locked: nobody takes
   * it over before the transaction ends.
   */
  prove(query: Query, shares: Iterable<number>): Promise<void>;
  proveHistory(query: Query): Promise<void>;
}

export function createLeases(line: DatabaseLine): WorkerLeases {
  let me: string | undefined;
  /** The terms of what was held after the last renewal. */
  let terms = new Map<number, number>();

  async function prove(query: Query, shares: Iterable<number>): Promise<void> {
    const wanted = [...new Set(shares)];
    const held = await query<{ share: number }>(
      `SELECT share FROM lease WHERE share = ANY ($1) AND worker = $2 AND until > clock_timestamp()
       ORDER BY share FOR SHARE`,
      [wanted, me ?? ''],
    );
    if (held.length === wanted.length) return;
    const own = new Set(held.map(({ share }) => share));
    const lost = wanted.filter((share) => !own.has(share));
    throw new Fault('store.not-ours', `another worker may hold share ${lost.join(', ')}`, {
      context: { shares: lost.join() },
    });
  }

  return {
    prove,
    proveHistory: (query) => prove(query, [historyShare]),
    async renew(worker) {
      const now = await line.transaction(async (query) => {
        const alive = await register(query, worker);
        await keepPart(query, worker, Math.ceil(sharesOfSites / alive));
        return held(query, worker);
      });
      me = worker;
      const shares = [...now].filter(([share, term]) => (terms.get(share) ?? term) === term);
      terms = now;
      return heldOf(new Set(shares.map(([share]) => share)));
    },
    async release(worker) {
      terms = new Map();
      await line.transaction(async (query) => {
        await query(
          `UPDATE lease SET worker = NULL, until = '-infinity'
           WHERE share IN (SELECT share FROM lease WHERE worker = $1 ORDER BY share FOR UPDATE)`,
          [worker],
        );
        await query('DELETE FROM worker WHERE name = $1', [worker]);
      });
    },
  };
}

function heldOf(all: Set<number>): Held {
  const writesHistory = all.delete(historyShare);
  return { shares: all, writesHistory };
}

/** Resolves with the number of workers that live, this one with them. */
async function register(query: Query, worker: string): Promise<number> {
  await query(
    `INSERT INTO worker VALUES ($1, clock_timestamp() + make_interval(secs => $2))
     ON CONFLICT (name) DO UPDATE SET until = excluded.until`,
    [worker, leaseSeconds],
  );
  await query('DELETE FROM worker WHERE until < clock_timestamp() - make_interval(secs => $1)', [
    forgottenSeconds,
  ]);
  const [row] = await query<{ alive: number }>(
    'SELECT count(*)::integer AS alive FROM worker WHERE until > clock_timestamp()',
  );
  return row?.alive ?? 1;
}

/** Renews what is held, up to `part` shares, gives back the rest, and takes what is free where there are fewer. */
async function keepPart(query: Query, worker: string, part: number): Promise<void> {
  const mine = await query<{ share: number }>(
    'SELECT share FROM lease WHERE worker = $1 AND until > clock_timestamp() ORDER BY share FOR UPDATE',
    [worker],
  );
  const shares = mine.map(({ share }) => share).filter((share) => share !== historyShare);
  const surplus = shares.slice(part);
  await query(`UPDATE lease SET worker = NULL, until = '-infinity' WHERE share = ANY ($1)`, [surplus]);
  await take(query, worker, `share < ${historyShare}`, Math.max(0, part - shares.length));
  await take(query, worker, `share = ${historyShare}`, 1);
  await query(
    `UPDATE lease SET until = clock_timestamp() + make_interval(secs => $2)
     WHERE worker = $1 AND until > clock_timestamp()`,
    [worker, leaseSeconds],
  );
}

/** Takes what is free or expired. What another worker just takes, or writes with, is passed over. */
async function take(query: Query, worker: string, which: string, most: number): Promise<void> {
  await query(
    `UPDATE lease SET worker = $1, term = term + 1, until = clock_timestamp() + make_interval(secs => $2)
     WHERE share IN (
       SELECT share FROM lease WHERE ${which} AND (worker IS NULL OR until <= clock_timestamp())
       ORDER BY share LIMIT $3 FOR UPDATE SKIP LOCKED)`,
    [worker, leaseSeconds, most],
  );
}

async function held(query: Query, worker: string): Promise<Map<number, number>> {
  const rows = await query<{ share: number; term: number }>(
    'SELECT share, term FROM lease WHERE worker = $1 AND until > clock_timestamp()',
    [worker],
  );
  return new Map(rows.map(({ share, term }) => [share, term]));
}
