import { statSync } from 'node:fs';
import { Fault } from '../../../devices/fault.ts';
import { filesOf } from './journal-store.ts';

/**
 * Remembers which files the journal is in; the returned function throws `journal.removed` when they are no longer the
 * ones at their paths: removed, moved, replaced, or the folder gone or unmounted. The process would go on to write to
 * them, and nobody would find it. Only paths are looked at: to open the database once more would, when that is closed,
 * give up SQLite's locks (fcntl(2)). The inode of an open file is not given to another one, so that is what tells.
 */
export function rememberPlace(dir: string): () => void {
  // The index beside them is made anew whenever it is needed.
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
