import type { Planted } from './planted.ts';

const sqlite = 'office/store/sqlite';
const postgres = 'office/store/postgres';
const tests = 'test/office/store';

/** Mistakes in what the office keeps; each one is found by the tests of the stores. */
export const plantedStores: readonly Planted[] = [
  {
    name: 'a worker writes events of sites that another one has taken over',
    file: `${postgres}/pg-leases.ts`,
    from: 'if (held.length === wanted.length) return;',
    to: 'if (held.length <= wanted.length) return;',
    test: `${tests}/leases.test.ts`,
  },
  {
    name: 'the history is written by a worker that another one has replaced',
    file: `${postgres}/pg-history.ts`,
    from: 'await leases.proveHistory(query);',
    to: '',
    test: `${tests}/leases.test.ts`,
  },
  {
    name: 'a share that was lost for a while is held as if nothing had happened',
    file: `${postgres}/pg-leases.ts`,
    from: '(terms.get(share) ?? term) === term',
    to: 'term > 0 && share >= 0',
    test: `${tests}/leases.test.ts`,
  },
  {
    name: 'events and their cursor are not one transaction, in PostgreSQL',
    file: `${postgres}/database-line.ts`,
    from: "await query('BEGIN');",
    to: '',
    test: `${tests}/events.test.ts`,
  },
  {
    name: 'events and their cursor are not one transaction, in SQLite',
    file: `${sqlite}/event-tables.ts`,
    from: 'apply.immediate(JSON.parse(batches))',
    to: 'write(planApply(JSON.parse(batches), (site) => cursor.get(site)))',
    test: `${tests}/events.test.ts`,
  },
  {
    name: 'a batch of events that comes again is kept twice',
    file: 'office/store/plan-apply.ts',
    from: 'if (event.sequence <= last) continue;',
    to: '',
    test: `${tests}/events.test.ts`,
  },
  {
    name: 'the clock of one site stops the events of all',
    file: 'office/store/storable.ts',
    from: 'return Number.isSafeInteger(whole) ? whole : 0;',
    to: 'return whole;',
    test: `${tests}/events.test.ts`,
  },
  {
    name: 'a regional user gets the sites of all regions, from PostgreSQL',
    file: `${postgres}/pg-history.ts`,
    from: "const ofRegions = 'site IN (SELECT id FROM site WHERE region = ANY ($2))';",
    to: "const ofRegions = 'site IN (SELECT id FROM site WHERE region = ANY ($2) OR true)';",
    test: `${tests}/history.test.ts`,
  },
  {
    name: 'a regional user gets the incidents of other regions, from PostgreSQL',
    file: `${postgres}/pg-history.ts`,
    from: "THEN key = 'fleet' OR region = ANY ($2) ELSE",
    to: 'THEN true ELSE',
    test: `${tests}/history.test.ts`,
  },
  {
    name: 'a regional user gets the sites of all regions, from SQLite',
    file: `${sqlite}/history-tables.ts`,
    from: 'AND (@regions IS NULL\n  OR site IN',
    to: 'AND (@regions IS NOT NULL OR @regions IS NULL\n  OR site IN',
    test: `${tests}/history.test.ts`,
  },
  {
    name: 'what stood when the office stopped stands on, in PostgreSQL',
    file: `${postgres}/pg-history.ts`,
    from: 'await endStanding(query, row?.at ?? 0);',
    to: '',
    test: `${tests}/history.test.ts`,
  },
  {
    name: 'what stood when the office stopped stands on, in SQLite',
    file: `${sqlite}/history-tables.ts`,
    from: 'endStanding(database, at ?? 0);',
    to: '',
    test: `${tests}/history.test.ts`,
  },
  {
    name: 'a correction that was said earlier and came later counts',
    file: 'office/store/corrected-spans.ts',
    from: 'a.said - b.said || a.since - b.since',
    to: 'b.said - a.said || a.since - b.since',
    test: `${tests}/history.test.ts`,
  },
];
