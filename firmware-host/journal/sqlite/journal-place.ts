import { statSync } from 'node:fs';
import { Fault } from '../../../devices/fault.ts';
import { filesOf } from './journal-store.ts';

/**
 * Remembers which files the journal is in. The returned function throws `journal.removed` when they are no longer at
 * their paths: removed, moved, replaced, or the folder deleted or unmounted. Without this check the process would keep
 * writing to files that nobody will find. Only paths are looked at: opening the database a second time would, when that
 * is closed, give up SQLite's locks (fcntl(2)). The inode number of an open file is not reused, so comparing it is
 * reliable.
 */
export function rememberPlace(dir: string): () => void {
  // The index file is left out: SQLite creates it again when needed.
  const [database = '', log = ''] = filesOf(dir);
  const known = new Map<string, string>();
  const look = (): void => {
    for (const path of [database, log]) {
      const found = identityOf(path);
      const before = known.get(path);
      if (before === undefined && found !== undefined) known.set(path, found);
      else if (before !== found) throw removed(path, found);
    }
  };
  look();
  return look;
}

function identityOf(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
}

const removed = (path: string, found: string | undefined): Fault =>
  new Fault(
    'journal.removed',
    found === undefined
      ? `${path} was taken away while it was in use`
      : `${path} was replaced while it was in use`,
  );
