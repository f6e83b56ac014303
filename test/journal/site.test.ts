import { describe, expect, test } from 'vitest';
import { openJournalReader } from '../../firmware-host/journal/sqlite/journal-reader.ts';
import { calls, codeOf, dataFolder, opened, stored } from './records.ts';

describe('whose journal it is', () => {
  test('the first host says so, and it stays so', async () => {
    const dir = dataFolder();
    await (await opened(dir, { site: 'mpp-batam' })).close();
    await (await opened(dir)).close();
    const again = await opened(dir, { site: 'mpp-batam' });
    await again.append(calls(1, 1));
    const reader = openJournalReader(dir);
    expect(reader.site()).toBe('mpp-batam');
    reader.close();
  });

  test('another site is refused, and its journal is left as it is', async () => {
    const dir = dataFolder();
    const first = await opened(dir, { site: 'mpp-batam' });
    await first.append(calls(1, 3));
    await first.close();
    expect(await codeOf(opened(dir, { site: 'mpp-banyuwangi' }))).toBe('journal.other_site');
    const again = await opened(dir, { site: 'mpp-batam' });
    expect(again.opened).toEqual({ clean: true, last: 3 });
  });

  test('a journal from before that was known belongs to the next site that opens it', async () => {
    const dir = dataFolder();
    await stored(dir, calls(1, 3));
    const journal = await opened(dir, { site: 'mpp-batam' });
    expect(journal.opened.last).toBe(3);
    await journal.close();
    expect(await codeOf(opened(dir, { site: 'mpp-banyuwangi' }))).toBe('journal.other_site');
  });
});
