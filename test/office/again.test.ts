import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { eventMessage } from '../../firmware-host/mqtt/messages/outgoing.ts';
import { type Cursors, openCursors } from '../../office/intake/cursors.ts';
import { followSites } from '../../office/intake/follow-sites.ts';
import type { Gap } from '../../office/intake/resequencer.ts';
import { calls, upTo } from '../journal/records.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { OfficeLine } from './office-line.ts';

const site = 'mpp-batam';
let clock: VirtualClock;
let cursors: Cursors;
/** Every event that was applied: its sequence and the run it is of. */
let applied: string[];
let again: Gap[];
let lost: Gap[];
let line: OfficeLine;

beforeEach(() => {
  clock = new VirtualClock();
  cursors = openCursors(':memory:');
  [applied, again, lost] = [[], [], []];
  follow();
});

/** Starts the consumer, or starts it anew on the cursors it kept. */
function follow(): void {
  line = new OfficeLine(clock);
  followSites({
    ...{ connection: line, account: 'laporan', boot: 'o' },
    cursors,
    clock,
    apply: (events) => applied.push(...events.map(({ sequence, boot }) => `${boot}${sequence}`)),
    from: 1,
    told: { again: (_site, numbers) => again.push(numbers), lost: (_site, gap) => lost.push(gap) },
  });
}

/** Events `from` to `to` of one run of the site's process arrive, and are not applied yet. */
function come(boot: string, from: number, to: number): void {
  for (const record of calls(from, to - from + 1)) {
    const { topic, payload } = eventMessage(site, { ...record, boot });
    line.deliver(topic, payload);
  }
}

async function arrive(boot: string, from: number, to: number): Promise<void> {
  come(boot, from, to);
  await clock.advance(100);
}

function says(what: string, payload: object): void {
  line.deliver(`loket/v1/${site}/${what}`, JSON.stringify(payload));
}

const asked = () => line.said(/command\/replay$/);
const run = (boot: string, from: number, to: number) =>
  upTo(to, from).map((sequence) => `${boot}${sequence}`);

test('what comes again is a repetition, of whatever run it is', async () => {
  await arrive('a', 1, 3);
  await arrive('b', 4, 6);
  await arrive('a', 2, 3);
  await arrive('b', 4, 7);
  expect(applied).toEqual([...run('a', 1, 3), ...run('b', 4, 7)]);
  expect(again).toEqual([]);
});

test('a site that goes on from an older copy of its journal is followed from there', async () => {
  await arrive('a', 1, 3);
  await arrive('b', 4, 9);
  await arrive('b', 5, 6);
  await arrive('c', 7, 8);
  expect(again).toEqual([{ from: 7, to: 9 }]);
  await arrive('c', 7, 12);
  expect(applied).toEqual([...run('a', 1, 3), ...run('b', 4, 9), ...run('c', 7, 12)]);
  expect((await cursors.read(site))?.sequence).toBe(12);
  expect(again).toHaveLength(1);
  expect(asked()).toEqual([]);
});

test('and is known for one after the consumer was started again, and when it happens a second time', async () => {
  await arrive('a', 1, 5);
  follow();
  await arrive('b', 3, 4);
  follow();
  await arrive('b', 3, 6);
  await arrive('c', 2, 3);
  expect(applied).toEqual([...run('a', 1, 5), ...run('b', 3, 6), ...run('c', 2, 3)]);
  expect(again).toEqual([
    { from: 3, to: 5 },
    { from: 2, to: 6 },
  ]);
});

test('several runs in one batch are kept apart', async () => {
  await arrive('a', 1, 2);
  come('b', 3, 4);
  come('c', 5, 6);
  come('d', 4, 4);
  await clock.advance(100);
  await arrive('b', 3, 3);
  await arrive('d', 4, 5);
  expect(applied).toEqual([...run('a', 1, 2), ...run('b', 3, 4), ...run('c', 5, 6), ...run('d', 4, 5)]);
});

test('a lost event that turns up late is no sign of it: nothing was applied under its number', async () => {
  await arrive('a', 1, 3);
  await arrive('c', 7, 8);
  await clock.advance(1_000);
  for (let answers = 0; answers < 3; answers++) {
    const { id } = asked().at(-1) as { id?: string };
    says('reply/replay', { id, ok: false, error: { code: 'nothing-to-replay' } });
    await clock.advance(5_000);
  }
  expect(lost).toEqual([{ from: 4, to: 6 }]);
  await arrive('b', 5, 5);
  expect(applied).toEqual([...run('a', 1, 3), ...run('c', 7, 8)]);
  expect(again).toEqual([]);
});

test('what the site says it has sent is believed when it is less than before', async () => {
  await arrive('a', 1, 9);
  says('controller/health', { uplink_sequence: 9 });
  await arrive('b', 5, 6);
  says('controller/health', { uplink_sequence: 6 });
  await clock.advance(10_000);
  expect(asked()).toEqual([]);
  await arrive('b', 7, 8);
  expect(applied).toEqual([...run('a', 1, 9), ...run('b', 5, 8)]);
});

test('a thousand runs of a site are kept, and an event of one before them is a repetition', async () => {
  for (let sequence = 1; sequence <= 1_010; sequence++) await arrive(`boot-${sequence}-`, sequence, sequence);
  await arrive('other', 5, 5);
  expect(again).toEqual([]);
  await arrive('other', 500, 500);
  expect(again).toEqual([{ from: 500, to: 1_010 }]);
});

test('where it was is kept in the folder, and the folder of a consumer from before is taken over', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'loket-follow-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  cursors = openCursors(dir);
  cursors.database.exec('DROP TABLE run');
  cursors.database.exec(`INSERT INTO cursor VALUES ('${site}', 4)`);
  cursors.close();
  cursors = openCursors(dir);
  follow();
  await arrive('a', 3, 6);
  cursors.close();
  cursors = openCursors(dir);
  follow();
  await arrive('b', 6, 7);
  expect(applied).toEqual([...run('a', 5, 6), ...run('b', 6, 7)]);
  expect(again).toEqual([{ from: 6, to: 6 }]);
  cursors.close();
});
