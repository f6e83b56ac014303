import { storable, wholeMs } from '../storable.ts';
import type { HistoryStore, KnownSite } from '../store-port.ts';
import type { DatabaseLine } from './database-line.ts';
import { columns } from './pg-events.ts';

/** Sites that are known, and what people noted, in PostgreSQL: a part of the store. */
export type PgPeople = Pick<
  HistoryStore,
  'knownSites' | 'saveSites' | 'forgetSite' | 'note' | 'windows' | 'saveWindow' | 'endWindow'
>;

export function createPgPeople(line: DatabaseLine): PgPeople {
  const write = (sql: string, values: readonly unknown[]): Promise<void> =>
    line.transaction(async (query) => void (await query(sql, values)));
  return {
    async knownSites() {
      const rows = await line.read<{
        id: string;
        region: string | null;
        title: string | null;
        heard_at: number;
      }>('SELECT id, region, title, heard_at FROM site WHERE is_known ORDER BY id COLLATE "C"');
      return rows.map(({ id, region, title, heard_at }) => ({
        ...{ id, region: region ?? undefined, title: title ?? undefined, heardAt: heard_at },
      }));
    },
    saveSites: (sites) =>
      write(
        `INSERT INTO site SELECT *, true FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
         ON CONFLICT (id) DO UPDATE SET is_known = true, region = coalesce(excluded.region, site.region),
           title = coalesce(excluded.title, site.title), heard_at = greatest(site.heard_at, excluded.heard_at)`,
        columns(onceEach(sites), ['id', 'region', 'title', 'heardAt']),
      ),
    forgetSite: (id) => write('UPDATE site SET is_known = false WHERE id = $1', [id]),
    note: ({ incident, by, at, what, text }) =>
      write(
        `INSERT INTO note VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (incident, at, author, what) DO UPDATE SET text = excluded.text`,
        [storable(incident), wholeMs(at), storable(by), what, storable(text)],
      ),
    async windows() {
      const rows = await line.read<{ upto: number; what: string }>(
        'SELECT upto, what FROM maintenance ORDER BY since, id COLLATE "C"',
      );
      return rows.map(({ upto, what }) => ({ ...JSON.parse(what), to: upto }));
    },
    saveWindow: (window) =>
      write(
        `INSERT INTO maintenance VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET since = excluded.since, upto = excluded.upto, what = excluded.what`,
        [storable(window.id), wholeMs(window.from), wholeMs(window.to), JSON.stringify(window)],
      ),
    endWindow: (id, now) =>
      line.transaction(async (query) => {
        const values = [storable(id), wholeMs(now)];
        await query('DELETE FROM maintenance WHERE id = $1 AND since >= $2', values);
        await query('UPDATE maintenance SET upto = least(upto, $2) WHERE id = $1', values);
      }),
  };
}

/** A statement writes a row once, so a site that is given twice is put together. */
function onceEach(sites: readonly KnownSite[]): readonly KnownSite[] {
  const all = new Map<string, KnownSite>();
  for (const { id, region, title, heardAt } of sites) {
    const before = all.get(id);
    all.set(id, {
      ...{ id, region: kept(region) ?? before?.region, title: kept(title) ?? before?.title },
      heardAt: Math.max(wholeMs(heardAt), before?.heardAt ?? Number.NEGATIVE_INFINITY),
    });
  }
  return [...all.values()];
}

function kept(text: string | undefined): string | undefined {
  return text === undefined ? undefined : storable(text);
}
