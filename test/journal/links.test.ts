import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openFolder } from '../../firmware-host/journal/sqlite/folder.ts';
import { openJournalReader } from '../../firmware-host/journal/sqlite/journal-reader.ts';
import { createCursorFile } from '../../firmware-host/mqtt/uplink/cursor.ts';
import { BALLAST, calls, dataFolder } from './records.ts';

const open = (dir: string) => openFolder({ dir, synchronous: 'FULL', ballastBytes: BALLAST });

/** A folder with three records, closed. */
function folder(): string {
  const dir = dataFolder();
  const journal = open(dir);
  journal.append(calls(1, 3));
  journal.close();
  return dir;
}

/** Somebody else's file, which must stay as it is. */
function victim(): string {
  const path = join(dataFolder(), 'victim');
  writeFileSync(path, 'of somebody else');
  return path;
}

describe('a symbolic link in the place of a file of the data folder', () => {
  test.each([
    ...['journal.trail', 'journal.ballast', 'journal.mark', 'journal.lock'],
    ...['journal.db', 'journal.db-wal', 'journal.db-shm'],
  ])('%s is refused in words, and what it leads to stays as it is', (name) => {
    const dir = folder();
    const path = victim();
    rmSync(join(dir, name), { force: true });
    symlinkSync(path, join(dir, name));
    expect(() => open(dir)).toThrow(
      expect.objectContaining({ code: 'journal.foreign_file', message: expect.stringContaining(name) }),
    );
    expect(readFileSync(path, 'utf8')).toBe('of somebody else');
  });

  test.each(['journal.trail', 'journal.ballast', 'journal.lock'])(
    '%s does not make a file where it leads to nothing',
    (name) => {
      const dir = folder();
      const nowhere = join(dataFolder(), 'nowhere');
      rmSync(join(dir, name), { force: true });
      symlinkSync(nowhere, join(dir, name));
      expect(() => open(dir)).toThrow(expect.objectContaining({ code: 'journal.foreign_file' }));
      expect(existsSync(nowhere)).toBe(false);
    },
  );

  test('a temporary name is taken away, and the link is not followed', async () => {
    const dir = folder();
    const path = victim();
    symlinkSync(path, join(dir, 'journal.mark.new'));
    symlinkSync(path, join(dir, 'uplink.cursor.new'));
    open(dir).close();
    await createCursorFile(join(dir, 'uplink.cursor')).save(7);
    expect(readFileSync(path, 'utf8')).toBe('of somebody else');
    expect(await createCursorFile(join(dir, 'uplink.cursor')).load()).toBe(7);
    expect(lstatSync(join(dir, 'uplink.cursor')).isFile()).toBe(true);
  });

  test('is not read either', () => {
    const dir = folder();
    const other = folder();
    rmSync(join(dir, 'journal.db'));
    symlinkSync(join(other, 'journal.db'), join(dir, 'journal.db'));
    expect(() => openJournalReader(dir)).toThrow(expect.objectContaining({ code: 'journal.foreign_file' }));
  });

  test('a named pipe in the place of the mark or the trail does not hang the start', () => {
    for (const name of ['journal.mark', 'journal.trail']) {
      const dir = folder();
      rmSync(join(dir, name));
      expect(spawnSync('mkfifo', [join(dir, name)]).status).toBe(0);
      expect(() => open(dir)).toThrow(expect.objectContaining({ code: 'journal.foreign_file' }));
    }
  });

  test('the data folder itself may be a link: that is how it is moved to another disk', () => {
    const dir = folder();
    const link = join(dataFolder(), 'data');
    symlinkSync(dir, link);
    const journal = open(link);
    expect(journal.opened.last).toBe(3);
    journal.close();
  });
});
