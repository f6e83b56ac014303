import { describe, expect, test } from 'vitest';
import { csvHeader, csvLine, jsonLine } from '../../firmware-host/journal/export-lines.ts';
import type { Record } from '../../firmware-host/journal/journal-port.ts';
import {
  type FollowJournalOptions,
  journalRecords,
} from '../../firmware-host/journal/sqlite/follow-journal.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { calls, dataFolder, dayOpened, opened, sequences, stored, upTo } from './records.ts';

async function all(options: FollowJournalOptions): Promise<readonly Record[]> {
  const records: Record[] = [];
  for await (const record of journalRecords(options)) records.push(record);
  return records;
}

describe('reading the journal of a running host', () => {
  test('gives all records, or those from and to a sequence', async () => {
    const dir = dataFolder();
    const journal = await opened(dir);
    await journal.append([dayOpened(1), ...calls(2, 1_999)]);
    expect(sequences(await all({ dir }))).toEqual(upTo(2_000));
    expect(sequences(await all({ dir, from: 40, to: 42 }))).toEqual([40, 41, 42]);
    expect(await all({ dir, from: 2, to: 2 })).toEqual(calls(2, 1));
    expect(await all({ dir, from: 3_000 })).toEqual([]);
  });

  test('works on a journal that was closed', async () => {
    const dir = dataFolder();
    await stored(dir, calls(1, 10));
    expect(sequences(await all({ dir }))).toEqual(upTo(10));
  });

  test('follows what is committed, and ends when it is told to', async () => {
    const dir = dataFolder();
    const journal = await opened(dir);
    await journal.append(calls(1, 3));
    const clock = new VirtualClock();
    const stop = new AbortController();
    const seen: number[] = [];
    const following = (async () => {
      const records = journalRecords({ dir, follow: { clock, signal: stop.signal } });
      for await (const { sequence } of records) seen.push(sequence);
    })();
    await clock.advance(1_000);
    expect(seen).toEqual([1, 2, 3]);
    await journal.append(calls(4, 2));
    await clock.advance(1_000);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    stop.abort();
    await following;
  });

  test('says so when there is no journal', async () => {
    await expect(all({ dir: dataFolder() })).rejects.toMatchObject({ code: 'journal.missing' });
  });
});

describe('lines', () => {
  const [call] = calls(7, 1) as [Record];

  test('JSON lines hold the record, or what the caller makes of it', () => {
    expect(JSON.parse(jsonLine(call))).toEqual(call);
    expect(jsonLine(call, ({ sequence }) => ({ id: sequence }))).toBe('{"id":7}\n');
  });

  test('a CSV line has the columns of its header', () => {
    expect(csvHeader).toBe('sequence,time,clock,boot,type,ticket,service,counter,more\r\n');
    expect(csvLine(call)).toBe(
      '7,2025-10-09T08:53:21.753Z,synced,boot-a1b2c3,ticket.called,A-7,paspor,loket-1,' +
        '"{""class"":""regular"",""waited_s"":61,""cause"":""next""}"\r\n',
    );
  });

  test('a text that a spreadsheet would take for a formula is made harmless', () => {
    const event = { type: 'counter.opened', counter: '=cmd|"/c calc"!A1' } as const;
    expect(csvLine({ ...call, event })).toContain(`,"'=cmd|""/c calc""!A1",`);
  });
});
