import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../../../devices/fault.ts';
import type { NumbersTaken } from '../../queue/state.ts';
import type { Record } from '../journal-port.ts';
import { type Ballast, ballastIn, freeBytes } from './ballast.ts';
import { syncFolder } from './durable-file.ts';
import { rememberPlace } from './journal-place.ts';
import { databaseIn, openStore, type Store, type Synchronous } from './journal-store.ts';
import { lockFolder } from './lock.ts';
import { openMarking } from './marking.ts';
import { type Keep, nextCut, removeBefore } from './retention.ts';
import { type Marked, readSyncedMark, replacedWhy, type SyncedMark, trailed } from './synced-mark.ts';

export interface FolderOptions {
  readonly dir: string;
  /** Whose journal it is to be; undefined: whosever it is. */
  readonly site?: string | undefined;
  readonly synchronous: Synchronous;
  readonly ballastBytes: number;
}

/** What was found when the folder was opened. */
export interface OpenedFolder {
  /** False when the last run was cut off: killed, crashed, or the power failed. True for a new journal. */
  readonly clean: boolean;
  /** The newest record; 0 when there never was one. */
  readonly last: number;
  /** Numbers that may be on paper, whatever the journal says. */
  readonly taken: NumbersTaken | undefined;
  /** What was wrong with the mark, where the trail stood in for it and it was made anew. */
  readonly markRenewed?: string | undefined;
}

/** A data folder held by this process: lock, database, mark and ballast together. Everything blocks on the disk. */
export interface Folder {
  readonly opened: OpenedFolder;
  readonly store: Store;
  /** True while the ballast is spent. */
  readonly low: boolean;
  /** Throws `journal.removed` when the journal is no longer where it was. So does everything that writes. */
  look(): void;
  /** Durable when it returns. Gives up the ballast if the disk is full, and throws when it still is. */
  append(records: readonly Record[]): void;
  /** What may wait until the commits are through: checkpoint and mark, as far as they are due. */
  tend(): void;
  /** Lays the ballast down again where there is room. */
  restore(): void;
  /** Removes some of what is not to be kept; returns how many records, 0 when it is done. */
  prune(keep: Keep): number;
  close(): void;
}

/** What is waited for trails the journal by this many records at most; the trail is behind every number. */
const MARK_EVERY = 256;
/** About a megabyte of log. Counted in records and not in time: in a quiet hall each one would move few of them. */
const CHECKPOINT_EVERY = 1_000;
/** With less than this free, the ballast goes before the database is opened: its index file cannot do without room. */
const ROOM_TO_OPEN = 1024 * 1024;

/** Takes the folder, and opens or creates the journal in it. Throws the `journal.*` Faults or a disk error. */
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
      refuseDamage(store);
      claimFor(options.site, store, dir);
      return folderOf(dir, store, ballast, found, unlock);
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
  const store = openStore(dir, synchronous);
  if (!isThere) syncFolder(dirname(dir));
  const why = replacedWhy(store, mark);
  if (why === undefined) return store;
  store.close();
  throw new Fault('journal.replaced', why);
}

/** Today's records decide which numbers are taken, so none of them may be doubtful. */
function refuseDamage(store: Store): void {
  const damage = store.damaged({ from: store.dayStart(), to: store.last().sequence });
  const from = damage.at(0)?.from;
  const to = damage.at(-1)?.to;
  if (from === undefined || to === undefined) return;
  throw new Fault('journal.damaged', `records ${from} to ${to} are damaged`, { context: { from, to } });
}

/** Two sites in one journal would give the same numbers twice and mix their days. */
function claimFor(site: string | undefined, store: Store, dir: string): void {
  const owner = store.site();
  if (site === undefined || site === owner) return;
  if (owner === undefined) store.claim(site);
  else throw new Fault('journal.other_site', `${dir} belongs to the site ${owner}, not to ${site}`);
}

function folderOf(
  dir: string,
  store: Store,
  ballast: Ballast,
  { mark: found, unreadable }: Marked,
  unlock: () => void,
): Folder {
  const last = store.last().sequence;
  const marking = openMarking(dir, store, found);
  const opened = { clean: found?.clean ?? true, last, taken: marking.taken, markRenewed: unreadable };
  let checkpointed = last;

  const checkpoint = (): void => {
    store.checkpoint();
    checkpointed = store.last().sequence;
  };
  // The mark's own sync of the folder also makes the names of the database's files durable. SQLite syncs them too, but
  // does not say when that fails.
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
    look,
    append(records) {
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
      // The mark has to stay within what is kept.
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

/** Does it; on a full disk, gives up the ballast and does it again. */
function outlivingFullDisk(ballast: Ballast, run: () => void): void {
  try {
    run();
  } catch (thrown) {
    const said = (thrown as { code?: string }).code;
    if ((said !== 'SQLITE_FULL' && said !== 'ENOSPC') || !ballast.release()) throw thrown;
    run();
  }
}
