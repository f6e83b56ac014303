import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Fault } from '../../../devices/fault.ts';
import { type StoreThread, startLastingThread } from '../../../office/store/sqlite/lasting-thread.ts';
import { openOfficeFile } from '../../../office/store/sqlite/office-file.ts';
import type { TablesRequest } from '../../../office/store/sqlite/office-tables.ts';
import { temporaryFolder } from './stores.ts';

/** Threads that answer with their number, until they are ended. */
function threads() {
  const ends: (() => void)[] = [];
  let fails = false;
  const start = async (): Promise<StoreThread> => {
    if (fails) throw new Fault('store.full', 'no room');
    const number = ends.length + 1;
    let isOver = false;
    const ended = new Promise<void>((resolve) => {
      ends.push(() => {
        isOver = true;
        resolve();
      });
    });
    const ask = async ({ op }: { readonly op: string }): Promise<unknown> => {
      if (op === 'close') ends[number - 1]?.();
      else if (isOver) throw new Fault('store.away', 'ended');
      return number;
    };
    return { opened: undefined, ask: ask as StoreThread['ask'], onBroken: () => undefined, ended };
  };
  return {
    ...{ start, ends },
    setFails: (to: boolean) => {
      fails = to;
    },
  };
}

const read: TablesRequest = { op: 'knownSites', args: [] };
const close: TablesRequest = { op: 'close', args: [] };

test('a thread that has ended is followed by another one at the next call', async () => {
  const { start, ends } = threads();
  const thread = await startLastingThread(start);
  expect(await thread.ask(read)).toBe(1);
  ends[0]?.();
  await Promise.resolve();
  expect(await Promise.all([thread.ask(read), thread.ask(read)])).toEqual([2, 2]);
  await thread.ask(close);
  await thread.ended;
  expect(ends).toHaveLength(2);
});

test('while none can be started each call says why, and the first one after that is answered', async () => {
  const { start, ends, setFails } = threads();
  const thread = await startLastingThread(start);
  setFails(true);
  ends[0]?.();
  await Promise.resolve();
  for (let call = 0; call < 3; call++)
    await expect(thread.ask(read)).rejects.toMatchObject({ code: 'store.full' });
  setFails(false);
  expect(await thread.ask(read)).toBe(2);
});

test('a thread that has ended is closed, and not started for that', async () => {
  const { start, ends } = threads();
  const thread = await startLastingThread(start);
  ends[0]?.();
  await Promise.resolve();
  await thread.ask(close);
  await thread.ended;
  expect(ends).toHaveLength(1);
});

test('a file that was removed, or replaced by another one, is known to be', () => {
  const dir = temporaryFolder();
  const file = openOfficeFile(dir);
  expect(file.isInPlace()).toBe(true);
  renameSync(join(dir, 'office.db'), join(dir, 'elsewhere.db'));
  expect(file.isInPlace()).toBe(false);
  writeFileSync(join(dir, 'office.db'), '');
  expect(file.isInPlace()).toBe(false);
  file.close();
});
