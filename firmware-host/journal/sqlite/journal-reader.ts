import { existsSync } from 'node:fs';
import { Fault } from '../../../devices/fault.ts';
import { type Database, openDatabase } from '../../database/database.ts';
import { diskFault } from './disk-fault.ts';
import { refuseOtherSchema } from './journal-schema.ts';
import { databaseIn, filesOf } from './journal-store.ts';
import { refuseForeign } from './own-file.ts';
import { type Reading, readingOf } from './reading.ts';

/** A journal that is only read, by a process that may be another one than its host's. */
export interface Reader extends Reading {
  readonly database: Database;
  /** Runs `read` on the journal as it is at one moment. Keep it short: the writer's log cannot start over meanwhile. */
  atOnce<Result>(read: () => Result): Result;
  close(): void;
}

/**
 * Opens the journal of a data folder to read it, while a host may be writing. Throws `journal.missing`, `.older`,
 * `.newer`, `.replaced`, or what is wrong with the disk.
 */
export function openJournalReader(dir: string): Reader {
  const file = databaseIn(dir);
  if (!existsSync(file)) {
    throw new Fault('journal.missing', `there is no journal in ${dir}`, {
      hint: 'Give the folder that `loket run` was started with: --data DIR.',
    });
  }
  for (const name of filesOf(dir)) refuseForeign(name);
  let database: Database | undefined;
  try {
    database = openDatabase(file, { readonly: true });
    refuseOtherSchema(database);
    return readerOf(database);
  } catch (thrown) {
    database?.close();
    throw explained(thrown, dir);
  }
}

function readerOf(database: Database): Reader {
  return {
    ...readingOf(database),
    database,
    atOnce: (read) => database.transaction(read)(),
    close: () => void database.close(),
  };
}

/** Readers share an index with the writer, in files that have to be theirs to write. */
function explained(thrown: unknown, dir: string): Fault {
  const fault = diskFault(thrown, dir);
  if (fault.code !== 'disk.readonly') return fault;
  return new Fault(fault.code, `the journal in ${dir} cannot be opened: ${fault.message}`, {
    hint: 'Do this as the user that runs Loket, or with sudo.',
    cause: thrown,
  });
}
