import type { Database } from '../../../firmware-host/database/database.ts';
import { storable, wholeMs } from '../storable.ts';
import type { IncidentNote, KeptWindow, KnownSite } from '../store-port.ts';

/** Sites that are known, and what people noted, in SQLite. Every call blocks on the disk. */
export interface PeopleTables {
  knownSites(): readonly KnownSite[];
  saveSites(sites: readonly KnownSite[]): void;
  forgetSite(id: string): void;
  note(note: IncidentNote): void;
  windows(): readonly KeptWindow[];
  saveWindow(window: KeptWindow): void;
  endWindow(id: string, now: number): void;
}

export function createPeopleTables(database: Database): PeopleTables {
  const known = database.prepare<
    [],
    { id: string; region: string | null; title: string | null; heard_at: number }
  >('SELECT id, region, title, heard_at FROM site WHERE is_known = 1 ORDER BY id');
  const saveSite = database.prepare<[string, string | null, string | null, number]>(`
    INSERT INTO site VALUES (?, ?, ?, ?, 1) ON CONFLICT (id) DO UPDATE SET is_known = 1,
      region = coalesce(excluded.region, region), title = coalesce(excluded.title, title),
      heard_at = max(heard_at, excluded.heard_at)`);
  const forget = database.prepare<[string]>('UPDATE site SET is_known = 0 WHERE id = ?');
  const note = database.prepare<[string, number, string, string, string]>(`
    INSERT INTO note VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (incident, at, author, what) DO UPDATE SET text = excluded.text`);
  const windows = database.prepare<[], { upto: number; what: string }>(
    'SELECT upto, what FROM maintenance ORDER BY since, id',
  );
  const saveWindow = database.prepare<[string, number, number, string]>(`
    INSERT INTO maintenance VALUES (?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET since = excluded.since, upto = excluded.upto, what = excluded.what`);
  const dropWindow = database.prepare<[string, number]>(
    'DELETE FROM maintenance WHERE id = ? AND since >= ?',
  );
  const endWindow = database.prepare<[number, string]>(
    'UPDATE maintenance SET upto = min(upto, ?) WHERE id = ?',
  );
  const saveSites = database.transaction((sites: readonly KnownSite[]) => {
    for (const { id, region, title, heardAt } of sites)
      saveSite.run(id, textOrNull(region), textOrNull(title), wholeMs(heardAt));
  });
  const end = database.transaction((id: string, now: number) => {
    dropWindow.run(id, now);
    endWindow.run(now, id);
  });
  return {
    knownSites: () =>
      known.all().map(({ id, region, title, heard_at }) => ({
        ...{ id, region: region ?? undefined, title: title ?? undefined, heardAt: heard_at },
      })),
    saveSites: (sites) => saveSites.immediate(sites),
    forgetSite: (id) => void forget.run(id),
    note({ incident, by, at, what, text }) {
      note.run(storable(incident), wholeMs(at), storable(by), what, storable(text));
    },
    windows: () => windows.all().map(({ upto, what }) => ({ ...JSON.parse(what), to: upto })),
    saveWindow: (window) =>
      void saveWindow.run(window.id, wholeMs(window.from), wholeMs(window.to), JSON.stringify(window)),
    endWindow: (id, now) => end.immediate(id, wholeMs(now)),
  };
}

function textOrNull(text: string | undefined): string | null {
  return text === undefined ? null : storable(text);
}
