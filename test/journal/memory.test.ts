import { expect, test } from 'vitest';
import { openMemoryJournal } from '../../firmware-host/journal/memory.ts';
import { calls, codeOf, dayOpened, sequences, upTo } from './records.ts';

test('the journal in memory keeps order, refuses gaps, reads from anywhere and knows the day', async () => {
  const journal = openMemoryJournal();
  expect(await journal.tail()).toEqual([]);
  await journal.append(calls(1, 3));
  expect(sequences(await journal.tail())).toEqual([1, 2, 3]);
  await journal.append([dayOpened(4), ...calls(5, 2)]);
  expect(sequences(await journal.tail())).toEqual([4, 5, 6]);
  expect(sequences(await journal.read(2, 3))).toEqual([2, 3, 4]);
  expect(sequences(await journal.read(0, 100))).toEqual(upTo(6));
  expect(await codeOf(journal.append(calls(8, 1)))).toBe('journal.gap');
});
