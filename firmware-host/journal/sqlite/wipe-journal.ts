import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from './durable-file.ts';
import { lockFolder } from './lock.ts';

/**
 * Removes the journal and everything beside it that is ours, for decommissioning, and first the files and folders
 * `besides`; others in the folder stay. Throws `journal.in_use` while a host runs on it. A flash card may keep the old
 * bytes: destroy it if that matters.
 */
export function wipeJournal(dir: string, besides: readonly string[] = []): void {
  if (!existsSync(dir)) return;
  const unlock = lockFolder(dir);
  try {
    for (const name of besides) rmSync(join(dir, name), { recursive: true, force: true });
    // The mark goes last: cut off half-way, a new host still knows that there was a journal, and refuses.
    const ours = readdirSync(dir).filter((name) => /^journal\.(db|ballast|trail)/.test(name));
    for (const name of [...ours, 'journal.mark.new', 'journal.mark'])
      rmSync(join(dir, name), { force: true });
    syncFolder(dir);
  } finally {
    unlock();
    rmSync(join(dir, 'journal.lock'), { force: true });
  }
}
