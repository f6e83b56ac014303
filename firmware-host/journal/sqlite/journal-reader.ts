import { existsSync } from 'node:fs';
import { Fault } from '../../../devices/fault.ts';
import { type Database, openDatabase } from '../../database/database.ts';
import { diskFault } from './disk-fault.ts';
import { refuseOtherSchema } from './journal-schema.ts';
import { databaseIn, filesOf } from './journal-store.ts';
import { refuseForeign } from './own-file.ts';
import { type Reading, readingOf } from './reading.ts';

/** A journal opened for reading only, perhaps by another process than its host. */
export interface Reader extends Reading {
  readonly database: Database;
  /**
   * Runs `read` on one consistent snapshot of the journal. Keep it short: the writer's log cannot start over meanwhile.
   */
  atOnce<Result>(read: () => Result): Result;
  close(): void;
}

/**
 * Opens the journal of a data folder for reading; a host may be writing it meanwhile. Throws `journal.missing`,
 * `.older`, `.newer`, `.replaced`, or a fault of the disk.
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

/** Adds the likely cause: readers share an index with the writer, in files that they must be allowed to write. */
function explained(thrown: unknown, dir: string): Fault {
  const fault = diskFault(thrown, dir);
  if (fault.code !== 'disk.readonly') return fault;
  return new Fault(fault.code, `the journal in ${dir} cannot be opened: ${fault.message}`, {
    hint: 'Do this as the user that runs Loket, or with sudo.',
    cause: thrown,
  });
}
