import type { Database } from '../../../firmware-host/database/database.ts';

/** Rows removed in one transaction: few, since an `apply` waits behind it. */
const stepMax = 5_000;

export interface Pruned {
  /** Whole days that are gone with this step. */
  readonly days: number;
  readonly isDone: boolean;
}

/** Removes a few events that came before the day. */
export function createPruneStep(database: Database): (beforeDay: number) => Pruned {
  const oldest = database.prepare<[number], { day: number; site: string; first: number; last: number }>(
    'SELECT * FROM received WHERE day < ? ORDER BY day, site LIMIT 1',
  );
  const remove = database.prepare<[string, number, number]>(
    'DELETE FROM event WHERE site = ? AND sequence BETWEEN ? AND ?',
  );
  const shorten = database.prepare<[number, number, string]>(
    'UPDATE received SET first = ? WHERE day = ? AND site = ?',
  );
  const forget = database.prepare<[number, string]>('DELETE FROM received WHERE day = ? AND site = ?');
  const rest = database.prepare<[number], unknown>('SELECT 1 FROM received WHERE day = ? LIMIT 1');

  const step = database.transaction((beforeDay: number): Pruned => {
    const old = oldest.get(beforeDay);
    if (old === undefined) return { days: 0, isDone: true };
    const { day, site, first, last } = old;
    remove.run(site, first, Math.min(last, first + stepMax - 1));
    if (first + stepMax <= last) {
      shorten.run(first + stepMax, day, site);
      return { days: 0, isDone: false };
    }
    forget.run(day, site);
    return { days: rest.get(day) === undefined ? 1 : 0, isDone: false };
  });
  return (beforeDay) => step.immediate(beforeDay);
}

const reckonedKeys = {
  run: 'id',
  outage: 'id',
  queue_hour: 'site, hour, service',
  daily: 'site, date, what, subject',
  rating_day: 'site, date, service, element',
} as const;

/** Removes a few rows that were reckoned before the day; returns how many. */
export function createReckonedStep(database: Database): (beforeDay: number) => number {
  const removals = Object.entries(reckonedKeys).map(([table, key]) =>
    database.prepare<[number, number]>(
      `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE day < ? LIMIT ?)`,
    ),
  );
  return (beforeDay) => {
    for (const removal of removals) {
      const { changes } = removal.run(beforeDay, stepMax);
      if (changes > 0) return Number(changes);
    }
    return 0;
  };
}
