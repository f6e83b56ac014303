import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from './durable-file.ts';
import { lockFolder } from './lock.ts';

/**
 * Removes the journal and everything of ours beside it, for decommissioning; the files and folders `besides` are
 * removed first. Other files in the folder stay. Throws `journal.in_use` while a host uses it. A flash card may keep
 * the old bytes: destroy it if that matters.
 */
export function wipeJournal(dir: string, besides: readonly string[] = []): void {
  if (!existsSync(dir)) return;
  const unlock = lockFolder(dir);
  try {
    for (const name of besides) rmSync(join(dir, name), { recursive: true, force: true });
    // The mark is removed last: if the wipe is interrupted, a new host sees that there was a journal, and refuses.
    const ours = readdirSync(dir).filter((name) => /^journal\.(db|ballast|trail|fence)/.test(name));
    for (const name of [...ours, 'journal.mark.new', 'journal.mark'])
      rmSync(join(dir, name), { force: true });
    syncFolder(dir);
  } finally {
    unlock();
    rmSync(join(dir, 'journal.lock'), { force: true });
  }
}
