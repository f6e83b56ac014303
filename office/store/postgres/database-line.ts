import { Fault } from '../../../devices/fault.ts';
import type { Clock, Millis } from '../../../devices/ports.ts';
import { type PostgresPlace, placeOf } from './connect-options.ts';
import { pgFault, sqlState } from './pg-fault.ts';
import { createPgPool, type PgClient, type PgPool } from './pg-library.ts';

/** Runs one statement, `$1` and so on being the values. Resolves with its rows. */
export type Query = <Row>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/** Connections to a PostgreSQL server. Every call rejects with a Fault of the store. */
export interface DatabaseLine {
  /** One transaction: all of it, or nothing. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** One statement that reads. It has connections of its own, so that a report does not hold up what is written. */
  read: Query;
  close(): Promise<void>;
}

/** All of the store is in a schema of its own, whatever else the database holds. */
export const schemaName = 'loket_office';

/** What is written: well below the length of a lease, so that a server that hangs does not look like one that works. */
const writeMs: Millis = 8_000;
const readMs: Millis = 30_000;
/** A worker that stops in the middle of a transaction holds its shares locked for so long. */
const idleInTransactionMs: Millis = 4_000;
/** How much longer than the server this side waits. */
const graceMs: Millis = 2_000;
const connectMs: Millis = 5_000;
const writersMax = 4;
const readersMax = 3;
/** After a failed attempt to connect the next one is made this much later, twice as late each time. */
const retryMinMs: Millis = 100;
const retryMaxMs: Millis = 2_000;

export function openLine(place: PostgresPlace, clock: Clock): DatabaseLine {
  const options = {
    ...placeOf(place),
    ...{ application_name: 'loket office', options: `-c search_path=${schemaName}`, keepAlive: true },
    ...{ connectionTimeoutMillis: connectMs, idle_in_transaction_session_timeout: idleInTransactionMs },
  };
  const pool = (max: number, ms: Millis): PgPool =>
    listened(createPgPool({ ...options, max, statement_timeout: ms, query_timeout: ms + graceMs }));
  const [writers, readers] = [pool(writersMax, writeMs), pool(readersMax, readMs)];
  const take = withBackoff(clock);
  let closing: Promise<void> | undefined;
  return {
    transaction: (work) =>
      used(take(writers), async (query) => {
        await query('BEGIN');
        const result = await work(query);
        await query('COMMIT');
        return result;
      }),
    read: (sql, values) => used(take(readers), (query) => query(sql, values)),
    close() {
      closing ??= Promise.all([writers.end(), readers.end()]).then(() => undefined);
      return closing;
    },
  };
}

/** A connection that is lost between two queries is made anew when it is needed; the next query on it says so. */
function listened(pool: PgPool): PgPool {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

async function used<T>(taken: Promise<PgClient>, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await taken;
  const query: Query = async (sql, values) => (await client.query<never>(sql, values)).rows;
  try {
    const result = await work(query);
    client.release(false);
    return result;
  } catch (thrown) {
    client.release(!(await isRolledBack(client, thrown)));
    throw pgFault(thrown);
  }
}

/** Whether the connection can be used again after an error: only where the server has answered. */
async function isRolledBack(client: PgClient, thrown: unknown): Promise<boolean> {
  if (!(thrown instanceof Fault) && sqlState(thrown) === undefined) return false;
  try {
    await client.query('ROLLBACK');
    return true;
  } catch {
    return false;
  }
}

/** Takes a connection. Where none can be made, those who ask next are refused at once until the next attempt is due. */
function withBackoff(clock: Clock): (pool: PgPool) => Promise<PgClient> {
  let waitMs = 0;
  let notBefore = Number.NEGATIVE_INFINITY;
  let why: Fault | undefined;
  return async (pool) => {
    if (why !== undefined && clock.now() < notBefore) throw why;
    try {
      const client = await pool.connect();
      [waitMs, why] = [0, undefined];
      return client;
    } catch (thrown) {
      why = pgFault(thrown);
      waitMs = Math.min(Math.max(retryMinMs, waitMs * 2), retryMaxMs);
      notBefore = clock.now() + waitMs;
      throw why;
    }
  };
}
