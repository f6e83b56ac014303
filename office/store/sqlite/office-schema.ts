import { Fault } from '../../../devices/fault.ts';
import type { Database } from '../../../firmware-host/database/database.ts';
import { refuseNewer } from '../schema-version.ts';

/** `LOKO`: it marks the database of an office for `file` and for us. */
const applicationId = 0x4c4f4b4f;

/**
 * One entry for each version: entry n takes a database from version n to n + 1. Entries that were shipped never change.
 * The tables are those of postgres/pg-schema.ts, where each is explained, but for `received`.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE cursor (
    site TEXT PRIMARY KEY, sequence INTEGER NOT NULL, runs TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE event (
    site TEXT NOT NULL, sequence INTEGER NOT NULL, boot TEXT NOT NULL, type TEXT NOT NULL,
    time INTEGER NOT NULL, subject TEXT, data TEXT NOT NULL,
    PRIMARY KEY (site, sequence)
  ) STRICT, WITHOUT ROWID;

  -- Which events came on which day of this machine's clock: by it the old ones are removed.
  CREATE TABLE received (
    day INTEGER NOT NULL, site TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (day, site)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX received_site ON received (site);

  CREATE TABLE hour (
    site TEXT NOT NULL, hour INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    day INTEGER NOT NULL, is_changed INTEGER NOT NULL,
    PRIMARY KEY (site, hour)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX hour_changed ON hour (hour) WHERE is_changed = 1;
  CREATE INDEX hour_day ON hour (day);

  CREATE TABLE span (
    site TEXT NOT NULL, device TEXT NOT NULL, since INTEGER NOT NULL, upto INTEGER NOT NULL,
    verdict TEXT, reasons TEXT NOT NULL,
    PRIMARY KEY (site, device, since)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX span_upto ON span (upto);

  CREATE TABLE correction (
    site TEXT NOT NULL, said INTEGER NOT NULL, since INTEGER NOT NULL, upto INTEGER NOT NULL,
    was TEXT NOT NULL, reasons TEXT NOT NULL, told TEXT NOT NULL,
    PRIMARY KEY (site, said, since)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX correction_upto ON correction (upto);

  CREATE TABLE incident (
    id TEXT PRIMARY KEY, key TEXT NOT NULL, site TEXT, region TEXT,
    opened INTEGER NOT NULL, closed INTEGER NOT NULL, said INTEGER NOT NULL, incident TEXT NOT NULL
  ) STRICT;
  CREATE INDEX incident_closed ON incident (closed);
  CREATE INDEX incident_opened ON incident (opened);
  CREATE INDEX incident_site ON incident (site);

  CREATE TABLE note (
    incident TEXT NOT NULL, at INTEGER NOT NULL, author TEXT NOT NULL, what TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (incident, at, author, what)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE maintenance (
    id TEXT PRIMARY KEY, since INTEGER NOT NULL, upto INTEGER NOT NULL, what TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE site (
    id TEXT PRIMARY KEY, region TEXT, title TEXT, heard_at INTEGER NOT NULL, is_known INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE alive (one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER NOT NULL) STRICT;
  `,
  `
  DROP TABLE hour;

  CREATE TABLE reckoned (
    site TEXT PRIMARY KEY, sequence INTEGER NOT NULL, backs INTEGER NOT NULL, at INTEGER NOT NULL, state TEXT
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE run (
    id INTEGER PRIMARY KEY, site TEXT NOT NULL, boot TEXT NOT NULL,
    since INTEGER NOT NULL, last INTEGER NOT NULL, ending TEXT NOT NULL, day INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX run_place ON run (site, last);
  CREATE INDEX run_day ON run (day);

  CREATE TABLE outage (
    id INTEGER PRIMARY KEY, site TEXT NOT NULL, device TEXT NOT NULL, code TEXT NOT NULL,
    since INTEGER NOT NULL, upto INTEGER NOT NULL, day INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX outage_place ON outage (site, upto);
  CREATE INDEX outage_day ON outage (day);

  CREATE TABLE queue_hour (
    site TEXT NOT NULL, hour INTEGER NOT NULL, service TEXT NOT NULL,
    issued INTEGER NOT NULL, called INTEGER NOT NULL, served INTEGER NOT NULL,
    no_show INTEGER NOT NULL, cancelled INTEGER NOT NULL, voided INTEGER NOT NULL,
    wait TEXT NOT NULL, service_time TEXT NOT NULL, day INTEGER NOT NULL,
    PRIMARY KEY (site, hour, service)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX queue_hour_day ON queue_hour (day);

  CREATE TABLE daily (
    site TEXT NOT NULL, date TEXT NOT NULL, what TEXT NOT NULL, subject TEXT NOT NULL,
    value REAL NOT NULL, day INTEGER NOT NULL,
    PRIMARY KEY (site, date, what, subject)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX daily_day ON daily (day);
  `,
  `
  CREATE TABLE rating_day (
    site TEXT NOT NULL, date TEXT NOT NULL, service TEXT NOT NULL, element TEXT NOT NULL,
    score_1 INTEGER NOT NULL, score_2 INTEGER NOT NULL, score_3 INTEGER NOT NULL, score_4 INTEGER NOT NULL,
    repeated INTEGER NOT NULL, no_visit INTEGER NOT NULL, hall INTEGER NOT NULL,
    served INTEGER NOT NULL, complaints INTEGER NOT NULL, day INTEGER NOT NULL,
    PRIMARY KEY (site, date, service, element)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX rating_day_day ON rating_day (day);
  `,
];

/** Brings an empty or older database to the schema of this version. Throws `store.error` for a newer or another one. */
export function migrateOffice(database: Database): void {
  const migrate = database.transaction(() => {
    const version = Number(database.pragma('user_version'));
    const application = Number(database.pragma('application_id'));
    if (version > 0 && application !== applicationId)
      throw new Fault('store.error', 'the database in the data folder is not that of a Loket office', {
        hint: 'Give the office a data folder of its own.',
      });
    refuseNewer(version, migrations.length);
    for (const sql of migrations.slice(version)) database.exec(sql);
    database.pragma(`application_id = ${applicationId}`);
    database.pragma(`user_version = ${migrations.length}`);
  });
  migrate.immediate();
}
