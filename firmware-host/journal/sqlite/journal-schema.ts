import { Fault } from '../../../devices/fault.ts';
import type { Database } from '../../database/database.ts';

/** `LOKT`: it marks our database for `file` and for us. */
const APPLICATION_ID = 0x4c4f4b54;

/**
 * One entry per schema version: entry n migrates a database from version n to n + 1. Entries that were shipped never
 * change.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE record (
    sequence INTEGER PRIMARY KEY,
    boot TEXT NOT NULL,
    wall REAL NOT NULL,
    synced INTEGER NOT NULL,
    hall REAL NOT NULL,
    event TEXT NOT NULL,
    sum BLOB NOT NULL
  ) STRICT;

  -- Where the business days begin, so that a restart need not search for today.
  CREATE TABLE day (
    sequence INTEGER PRIMARY KEY REFERENCES record (sequence) ON DELETE CASCADE,
    date TEXT NOT NULL
  ) STRICT;

  -- The record before the first one kept: retention moves it, and the chain of sums begins here.
  CREATE TABLE base (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    sequence INTEGER NOT NULL,
    sum BLOB NOT NULL
  ) STRICT;
  INSERT INTO base VALUES (1, 0, x'0000000000000000');
  `,
  `
  -- Whose journal this is; empty until a host has opened it for a site.
  CREATE TABLE site (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL
  ) STRICT;
  `,
];

/** Brings an empty or older database to the schema of this version. Throws `journal.newer` or `journal.replaced`. */
export function migrate(database: Database): void {
  const version = schemaOf(database);
  migrations.slice(version).forEach((sql, index) => {
    database.transaction(() => {
      database.exec(sql);
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.pragma(`user_version = ${version + index + 1}`);
    })();
  });
}

/** For readers: throws what `migrate` throws, and `journal.older` if the database needs a migration. */
export function refuseOtherSchema(database: Database): void {
  const version = schemaOf(database);
  if (version === migrations.length) return;
  throw new Fault(
    'journal.older',
    `the journal has schema ${version}, this program reads ${migrations.length}`,
  );
}

function schemaOf(database: Database): number {
  const version = Number(database.pragma('user_version'));
  const application = Number(database.pragma('application_id'));
  if (version > 0 && application !== APPLICATION_ID) {
    throw new Fault('journal.replaced', 'the database in the data folder is not a Loket journal');
  }
  if (version > migrations.length) {
    throw new Fault(
      'journal.newer',
      `the journal has schema ${version}, this program knows ${migrations.length}`,
    );
  }
  return version;
}
