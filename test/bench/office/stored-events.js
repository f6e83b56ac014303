import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../../dist/firmware-host/database/database.js';

/**
 * What `loket office` has applied, as its store in SQLite has it. Looking on holds the office up as little as a backup
 * does. An event is there once or not at all: its number is its key.
 */
export class StoredEvents {
  #file;
  #database;
  /** Site -> the last number that was applied. */
  #cursors = new Map();
  #looking;
  /** From the event at its site until it is seen in the store, of each live event, in ms; late by a look at most. */
  lags = [];

  constructor(folder) {
    this.#file = join(folder, 'office.db');
  }

  /** Measures lags from now on. */
  watch() {
    this.lags = [];
    this.#look(false);
    this.#looking ??= setInterval(() => this.#look(true), lookMs);
  }

  unwatch() {
    clearInterval(this.#looking);
    this.#looking = undefined;
  }

  get applied() {
    return this.#open()?.prepare('SELECT count(*) AS count FROM event').get().count ?? 0;
  }

  /** How many events were not applied, by `lasts`: site -> the last sequence that was sent. */
  missing(lasts) {
    this.#look(false);
    let missing = 0;
    for (const [site, last] of Object.entries(lasts)) missing += last - (this.#cursors.get(site) ?? 0);
    return missing > 0 ? missing : this.#holes();
  }

  /** How many are not there although later ones are. */
  #holes() {
    const rows = this.#open()?.prepare(holesOf).all() ?? [];
    return rows.reduce((sum, { missing }) => sum + missing, 0);
  }

  /** What was said of sites and devices, `well` and `unknown` apart, and how many incidents were opened. */
  said() {
    const database = this.#open();
    if (database === undefined) return { verdicts: [], incidents: 0 };
    return {
      verdicts: database.prepare(verdictsOf).all(),
      incidents: database.prepare('SELECT count(*) AS count FROM incident').get().count,
    };
  }

  close() {
    this.unwatch();
    this.#database?.close();
  }

  #open() {
    if (this.#database === undefined && existsSync(this.#file))
      this.#database = openDatabase(this.#file, { readonly: true });
    return this.#database;
  }

  #look(measures) {
    const database = this.#open();
    if (database === undefined) return;
    const now = Date.now();
    const times = database.prepare(
      'SELECT time FROM event WHERE site = ? AND sequence > ? AND sequence <= ?',
    );
    for (const { site, sequence } of database.prepare('SELECT site, sequence FROM cursor').all()) {
      const before = this.#cursors.get(site) ?? 0;
      if (measures && sequence > before)
        for (const { time } of times.all(site, before, sequence)) this.lags.push(now - time);
      this.#cursors.set(site, sequence);
    }
  }
}

const lookMs = 100;

const holesOf = `
  SELECT c.sequence - count(e.sequence) - coalesce(min(e.sequence) - 1, 0) AS missing
  FROM cursor c LEFT JOIN event e ON e.site = c.site AND e.sequence <= c.sequence GROUP BY c.site`;

const verdictsOf = `
  SELECT verdict, count(*) AS count FROM span
  WHERE verdict NOT IN ('well', 'unknown') GROUP BY verdict ORDER BY verdict`;
