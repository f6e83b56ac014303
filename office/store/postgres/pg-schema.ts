import { refuseNewer } from '../schema-version.ts';
import { type DatabaseLine, schemaName } from './database-line.ts';

/**
 * One entry for each version: entry n takes the store from version n to n + 1. Entries that were shipped never change.
 * Times are Unix ms; `upto` and `closed` are 2^53 - 1 for what has no end yet; a `device` is empty for the site itself.
 */
const migrations: readonly string[] = [
  `
  -- How far the events of a site were applied, and of which runs they are (JSON).
  CREATE TABLE cursor (site text PRIMARY KEY, sequence bigint NOT NULL, runs text NOT NULL);

  -- A partition for each day on which events came, by the server's clock: the clock of a site may be wrong by years.
  CREATE TABLE event (
    day integer NOT NULL, site text NOT NULL, sequence bigint NOT NULL, boot text NOT NULL, type text NOT NULL,
    time bigint NOT NULL, subject text, data text NOT NULL
  ) PARTITION BY RANGE (day);
  CREATE INDEX event_place ON event (site, sequence);

  -- Between which numbers the events of an hour of a site's clock are, on which day the last of them came, and whether
  -- it is to be reckoned again.
  CREATE TABLE hour (
    site text NOT NULL, hour bigint NOT NULL, first bigint NOT NULL, last bigint NOT NULL,
    day integer NOT NULL, is_changed boolean NOT NULL,
    PRIMARY KEY (site, hour)
  );
  CREATE INDEX hour_changed ON hour (hour) WHERE is_changed;
  CREATE INDEX hour_day ON hour (day);

  -- What was said of a site or a device from when to when. Without a verdict: from then on nothing was said.
  CREATE TABLE span (
    site text NOT NULL, device text NOT NULL, since bigint NOT NULL, upto bigint NOT NULL,
    verdict text, reasons text NOT NULL,
    PRIMARY KEY (site, device, since)
  );
  CREATE INDEX span_upto ON span (upto);

  -- What an absence of a site turned out to be, as it was said. A later one counts for what it covers.
  CREATE TABLE correction (
    site text NOT NULL, said bigint NOT NULL, since bigint NOT NULL, upto bigint NOT NULL,
    was text NOT NULL, reasons text NOT NULL, told text NOT NULL,
    PRIMARY KEY (site, said, since)
  );
  CREATE INDEX correction_upto ON correction (upto);

  -- Incidents (JSON), with what they are looked for by.
  CREATE TABLE incident (
    id text PRIMARY KEY, key text NOT NULL, site text, region text,
    opened bigint NOT NULL, closed bigint NOT NULL, said bigint NOT NULL, incident text NOT NULL
  );
  CREATE INDEX incident_closed ON incident (closed);
  CREATE INDEX incident_opened ON incident (opened);
  CREATE INDEX incident_site ON incident (site);

  -- What people did about an incident.
  CREATE TABLE note (
    incident text NOT NULL, at bigint NOT NULL, author text NOT NULL, what text NOT NULL, text text NOT NULL,
    PRIMARY KEY (incident, at, author, what)
  );

  -- Maintenance windows (JSON).
  CREATE TABLE maintenance (id text PRIMARY KEY, since bigint NOT NULL, upto bigint NOT NULL, what text NOT NULL);

  -- Sites that were heard of. One that was closed for good is no longer known, and keeps its region.
  CREATE TABLE site (
    id text PRIMARY KEY, region text, title text, heard_at bigint NOT NULL, is_known boolean NOT NULL
  );

  -- When the office was last alive.
  CREATE TABLE alive (one integer PRIMARY KEY CHECK (one = 1), at bigint NOT NULL);

  -- Which worker holds which share, until when; share 64 is the right to write the history. \`term\` counts its holders.
  CREATE TABLE lease (share smallint PRIMARY KEY, worker text, until timestamptz NOT NULL, term bigint NOT NULL);
  INSERT INTO lease SELECT share, NULL, '-infinity', 0 FROM generate_series(0, 64) AS share;

  -- Workers that live.
  CREATE TABLE worker (name text PRIMARY KEY, until timestamptz NOT NULL);
  `,
  `
  -- Nobody used it: what reports are made of is reckoned from the events.
  DROP TABLE hour;

  -- How far the events of a site were reckoned, how often it has given its numbers again, when (Unix seconds of the
  -- server), and what goes on (JSON, null at the beginning).
  CREATE TABLE reckoned (
    site text PRIMARY KEY, sequence bigint NOT NULL, backs integer NOT NULL, at bigint NOT NULL, state text
  );

  -- Of the following tables, \`day\` is that on which a row was written, by the server's clock; by it rows are removed.

  -- Runs of a site's process that ended, by the clock of the site. By \`id\` they are in order.
  CREATE TABLE run (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, site text NOT NULL, boot text NOT NULL,
    since bigint NOT NULL, last bigint NOT NULL, ending text NOT NULL, day integer NOT NULL
  );
  CREATE INDEX run_place ON run (site, last);
  CREATE INDEX run_day ON run (day);

  -- When a device could not be used, by the clock of the site.
  CREATE TABLE outage (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, site text NOT NULL, device text NOT NULL, code text NOT NULL,
    since bigint NOT NULL, upto bigint NOT NULL, day integer NOT NULL
  );
  CREATE INDEX outage_place ON outage (site, upto);
  CREATE INDEX outage_day ON outage (day);

  -- What became of the tickets of a service in an hour of the site's clock; durations are histograms (JSON).
  CREATE TABLE queue_hour (
    site text NOT NULL, hour bigint NOT NULL, service text NOT NULL,
    issued bigint NOT NULL, called bigint NOT NULL, served bigint NOT NULL,
    no_show bigint NOT NULL, cancelled bigint NOT NULL, voided bigint NOT NULL,
    wait text NOT NULL, service_time text NOT NULL, day integer NOT NULL,
    PRIMARY KEY (site, hour, service)
  );
  CREATE INDEX queue_hour_day ON queue_hour (day);

  -- What a site said last on a date of its zone.
  CREATE TABLE daily (
    site text NOT NULL, date text NOT NULL, what text NOT NULL, subject text NOT NULL,
    value double precision NOT NULL, day integer NOT NULL,
    PRIMARY KEY (site, date, what, subject)
  );
  CREATE INDEX daily_day ON daily (day);
  `,
  `
  -- What visitors said of a service on a business day, at one element; with an empty element its visits and complaints.
  CREATE TABLE rating_day (
    site text NOT NULL, date text NOT NULL, service text NOT NULL, element text NOT NULL,
    score_1 bigint NOT NULL, score_2 bigint NOT NULL, score_3 bigint NOT NULL, score_4 bigint NOT NULL,
    repeated bigint NOT NULL, no_visit bigint NOT NULL, hall bigint NOT NULL,
    served bigint NOT NULL, complaints bigint NOT NULL, day integer NOT NULL,
    PRIMARY KEY (site, date, service, element)
  );
  CREATE INDEX rating_day_day ON rating_day (day);
  `,
];

/** Names the advisory lock under which the tables change; any number that nobody else in the database uses. */
export const schemaLock = 0x4c4f4b4f;

/**
 * Brings an empty or older store to the schema of this version, in one transaction; a second worker that starts at the
 * same time waits. Rejects with `store.error` for a newer one.
 */
export function migratePostgres(line: DatabaseLine): Promise<void> {
  return line.transaction(async (query) => {
    await query('SELECT pg_advisory_xact_lock($1)', [schemaLock]);
    await query(`CREATE SCHEMA IF NOT EXISTS ${schemaName}`);
    await query('CREATE TABLE IF NOT EXISTS schema (version integer NOT NULL)');
    const [row] = await query<{ version: number }>('SELECT version FROM schema');
    const version = row?.version ?? 0;
    refuseNewer(version, migrations.length);
    for (const sql of migrations.slice(version)) await query(sql);
    if (row === undefined) await query('INSERT INTO schema VALUES ($1)', [migrations.length]);
    else if (version < migrations.length) await query('UPDATE schema SET version = $1', [migrations.length]);
  });
}
