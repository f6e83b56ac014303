import { type DatabaseLine, type Query, schemaName } from './database-line.ts';
import { schemaLock } from './pg-schema.ts';

/** The day of the server's clock, in days since 1970. */
export const today = 'floor(extract(epoch FROM clock_timestamp()) / 86400)::integer';

/** How long the removal of a day waits for those who read it: what is written waits behind it for as long. */
const dropWaitMs = 1_000;

const nameOf = (day: number): string => `event_${day}`;

/** Makes the partitions of today and tomorrow where they are missing. */
export function createDays(line: DatabaseLine): Promise<void> {
  return line.transaction(async (query) => {
    await query('SELECT pg_advisory_xact_lock($1)', [schemaLock]);
    const [row] = await query<{ day: number }>(`SELECT ${today} AS day`);
    const day = row?.day ?? 0;
    const there = new Set(await daysOf(query));
    for (const one of [day, day + 1]) if (!there.has(one)) await createDay(query, one);
  });
}

/** Attached, and not made as a partition: that would wait for a running backup, and all that is written behind it. */
async function createDay(query: Query, day: number): Promise<void> {
  await query(`CREATE TABLE ${nameOf(day)} (LIKE event)`);
  await query(`ALTER TABLE event ATTACH PARTITION ${nameOf(day)} FOR VALUES FROM (${day}) TO (${day + 1})`);
}

/**
 * Removes the days before `beforeDay`, each in a transaction of its own. Rejects with `store.away` when somebody reads
 * one for longer than a moment, such as a backup; it is then removed the next time.
 */
export async function dropDays(line: DatabaseLine, beforeDay: number): Promise<number> {
  const days = await line.transaction(daysOf);
  const old = days.filter((day) => day < beforeDay);
  for (const day of old)
    await line.transaction(async (query) => {
      await query(`SET LOCAL lock_timeout = ${dropWaitMs}`);
      await query(`DROP TABLE IF EXISTS ${nameOf(day)}`);
    });
  return old.length;
}

async function daysOf(query: Query): Promise<readonly number[]> {
  const rows = await query<{ day: number }>(
    `SELECT substr(child.relname, length('event_') + 1)::integer AS day
     FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
     WHERE inhparent = '${schemaName}.event'::regclass ORDER BY day`,
  );
  return rows.map(({ day }) => day);
}
