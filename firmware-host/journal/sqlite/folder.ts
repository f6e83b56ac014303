import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../../../devices/fault.ts';
import type { NumbersTaken } from '../../queue/state.ts';
import type { Record } from '../journal-port.ts';
import { type Ballast, ballastIn, freeBytes } from './ballast.ts';
import { type Row, toRecord } from './chain.ts';
import { syncFolder } from './durable-file.ts';
import { readFence } from './fence.ts';
import { rememberPlace } from './journal-place.ts';
import { databaseIn, openStore, type Store, type Synchronous } from './journal-store.ts';
import { lockFolder } from './lock.ts';
import { openMarking } from './marking.ts';
import { type Keep, nextCut, removeBefore } from './retention.ts';
import { type Marked, readSyncedMark, replacedWhy, type SyncedMark, trailed } from './synced-mark.ts';

export interface FolderOptions {
  readonly dir: string;
  /** The site that the journal should belong to; undefined accepts any. */
  readonly site?: string | undefined;
  readonly synchronous: Synchronous;
  readonly ballastBytes: number;
}

/** The findings when the folder was opened. */
export interface OpenedFolder {
  /**
   * False when the last run did not close the journal: it was killed, it crashed, or the power failed. True for a new
   * journal.
   */
  readonly clean: boolean;
  /** The newest record; 0 when there never was one. */
  readonly last: number;
  /** Numbers that may be on paper, whatever the journal contains. */
  readonly taken: NumbersTaken | undefined;
  /** What was wrong with the synced mark, if the unsynced mark replaced it and it was written anew. */
  readonly markRenewed?: string | undefined;
}

/** A data folder held by this process: lock, database, marks and ballast together. Every call blocks on the disk. */
export interface Folder {
  readonly opened: OpenedFolder;
  readonly store: Store;
  /** True while the ballast is spent. */
  readonly low: boolean;
  /** As `Store.read`. The rows of the business day are there already, until something is appended. */
  read(from: number, limit: number): Record[];
  /** Throws `journal.removed` when the journal is no longer at its path. So do all methods that write. */
  look(): void;
  /** Durable when it returns. Gives up the ballast if the disk is full, and throws when it still is. */
  append(records: readonly Record[]): void;
  /** Does the work that may wait until after the commits: checkpoint and synced mark, when they are due. */
  tend(): void;
  /** Creates the ballast again if there is room. */
  restore(): void;
  /** Removes some of the records that need not be kept. Returns how many; 0 when none is left to remove. */
  prune(keep: Keep): number;
  close(): void;
}

/** The synced mark may lag by at most this many records; the unsynced mark is written after every number. */
const MARK_EVERY = 256;
/**
 * About a megabyte of log. A count of records and not a time: in a quiet hall, timed checkpoints would move few records
 * each.
 */
const CHECKPOINT_EVERY = 1_000;
/** With less free space than this, the ballast is deleted before the database is opened: its index file needs room. */
const ROOM_TO_OPEN = 1024 * 1024;

/** Locks the folder, and opens or creates the journal in it. Throws the `journal.*` Faults or a disk error. */
export function openFolder(options: FolderOptions): Folder {
  const { dir } = options;
  mkdirSync(dir, { recursive: true });
  const unlock = lockFolder(dir);
  try {
    const ballast = ballastIn(dir, options.ballastBytes);
    if (freeBytes(dir) < ROOM_TO_OPEN) ballast.release();
    const found = readSyncedMark(dir);
    const store = openMarked(options, found.mark);
    try {
      const today = undamagedDay(store);
      claimFor(options.site, store, dir);
      return folderOf({ dir, store, ballast, found, unlock, today });
    } catch (thrown) {
      store.close();
      throw thrown;
    }
  } catch (thrown) {
    unlock();
    throw thrown;
  }
}

function openMarked({ dir, synchronous }: FolderOptions, mark: SyncedMark | undefined): Store {
  const file = databaseIn(dir);
  const isThere = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
  const had = mark?.sequence ?? trailed(dir);
  if (!isThere && had > 0)
    throw new Fault('journal.missing', `${file} is gone or empty; it had ${had} records`);
  if (!isThere && readFence(dir) !== undefined)
    throw new Fault('journal.missing', `the restore of ${dir} from a backup did not come to its end`, {
      hint: 'Restore the backup again: `loket restore`.',
    });
  const store = openStore(dir, synchronous);
  if (!isThere) syncFolder(dirname(dir));
  const why = replacedWhy(store, mark);
  if (why === undefined) return store;
  store.close();
  throw new Fault('journal.replaced', why);
}

/**
 * Today's records decide which numbers are taken, so none of them may be damaged. The rows that were looked at are kept
 * for the host, which reads the day next: reading them twice was a tenth of a start.
 */
function undamagedDay(store: Store): readonly Row[] {
  const { damaged, sound } = store.looked({ from: store.dayStart(), to: store.last().sequence });
  const from = damaged.at(0)?.from;
  const to = damaged.at(-1)?.to;
  if (from === undefined || to === undefined) return sound;
  throw new Fault('journal.damaged', `records ${from} to ${to} are damaged`, { context: { from, to } });
}

/** Two sites in one journal would give the same numbers twice and mix their days. */
function claimFor(site: string | undefined, store: Store, dir: string): void {
  const owner = store.site();
  if (site === undefined || site === owner) return;
  if (owner === undefined) store.claim(site);
  else throw new Fault('journal.other_site', `${dir} belongs to the site ${owner}, not to ${site}`);
}

interface FolderParts {
  readonly dir: string;
  readonly store: Store;
  readonly ballast: Ballast;
  readonly found: Marked;
  readonly unlock: () => void;
  readonly today: readonly Row[];
}

function folderOf(of: FolderParts): Folder {
  const { dir, store, ballast, unlock } = of;
  const { mark: found, unreadable } = of.found;
  const today = keptRows(of.today);
  const last = store.last().sequence;
  const marking = openMarking(dir, store, found);
  const opened = { clean: found?.clean ?? true, last, taken: marking.taken, markRenewed: unreadable };
  let checkpointed = last;

  const checkpoint = (): void => {
    store.checkpoint();
    checkpointed = store.last().sequence;
  };
  // The sync of the folder for the mark also makes the names of the database's files durable. SQLite syncs them too,
  // but does not report a failure of that.
  marking.set(false);
  marking.syncTrail();
  ballast.restore();
  const look = rememberPlace(dir);

  return {
    opened,
    store,
    get low() {
      return !ballast.held;
    },
    read: (from, limit) => today.read(from, limit) ?? store.read(from, limit),
    look,
    append(records) {
      today.forget();
      outlivingFullDisk(ballast, () => store.append(records));
      // After it: what went to a file that nobody will find again is not durable.
      look();
      marking.follow(records);
    },
    tend() {
      look();
      const { sequence } = store.last();
      if (sequence - checkpointed >= CHECKPOINT_EVERY) outlivingFullDisk(ballast, checkpoint);
      if (sequence - marking.at >= MARK_EVERY) outlivingFullDisk(ballast, () => marking.set(false));
    },
    restore() {
      look();
      ballast.restore();
    },
    prune(keep) {
      const cut = nextCut(store.database, keep);
      if (cut === undefined) return 0;
      look();
      // The mark must not point to a record that is removed.
      if (marking.at < cut) marking.set(false);
      return removeBefore(store.database, cut);
    },
    close() {
      try {
        look();
        checkpoint();
        marking.set(true);
        marking.syncTrail();
      } finally {
        marking.close();
        store.close();
        unlock();
      }
    },
  };
}

/** Runs `run`; on a full disk, deletes the ballast and runs it again. */
function outlivingFullDisk(ballast: Ballast, run: () => void): void {
  try {
    run();
  } catch (thrown) {
    const said = (thrown as { code?: string }).code;
    if ((said !== 'SQLITE_FULL' && said !== 'ENOSPC') || !ballast.release()) throw thrown;
    run();
  }
}

/** Rows that were read already, until they are forgotten. */
function keptRows(rows: readonly Row[]) {
  let kept = rows;
  return {
    /** As `Store.read`; undefined: they are not here. */
    read(from: number, limit: number): Record[] | undefined {
      const at = from - (kept[0]?.sequence ?? from + 1);
      return at < 0 || at >= kept.length ? undefined : kept.slice(at, at + limit).map(toRecord);
    },
    forget() {
      kept = [];
    },
  };
}
