import { cpSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFolder } from '../../firmware-host/journal/sqlite/folder.ts';
import { BALLAST, calls, dataFolder } from './records.ts';

/** As removed.test.ts, without the thread. */
const open = (dir: string) => openFolder({ dir, synchronous: 'FULL', ballastBytes: BALLAST });

function inUse() {
  const dir = join(dataFolder(), 'loket');
  const folder = open(dir);
  folder.append(calls(1, 3));
  return { dir, folder };
}

test('records that went to a file which was taken away are not said to be durable', () => {
  const { dir, folder } = inUse();
  rmSync(join(dir, 'journal.db'));
  expect(() => folder.append(calls(4, 1))).toThrow(expect.objectContaining({ code: 'journal.removed' }));
});

test('a database that was replaced by a copy of itself is another file', () => {
  const { dir, folder } = inUse();
  cpSync(join(dir, 'journal.db'), join(dir, 'copy'));
  renameSync(join(dir, 'copy'), join(dir, 'journal.db'));
  expect(() => folder.look()).toThrow(expect.objectContaining({ code: 'journal.removed' }));
});

test('the path stays taken when the folder is made anew, and is free again afterwards', () => {
  const { dir, folder } = inUse();
  rmSync(dir, { recursive: true });
  expect(() => open(dir)).toThrow(expect.objectContaining({ code: 'journal.in_use' }));
  expect(() => folder.close()).toThrow(expect.objectContaining({ code: 'journal.removed' }));
  open(dir).close();
});
