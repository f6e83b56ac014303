import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Record } from '../../firmware-host/journal/journal-port.ts';
import { openFolder } from '../../firmware-host/journal/sqlite/folder.ts';
import { BALLAST, calls, dataFolder, dayOpened } from './records.ts';

/**
 * Whether a host starts on what it finds: every state of the mark beside every state of the journal and of the trail.
 * What the mark protects is that no number is given twice, so where nothing proves that the journal is the latest one,
 * a person decides.
 */
type Verdict = 'starts' | 'renews the mark' | 'journal.replaced' | 'journal.missing' | 'journal.damaged';
type MarkState =
  | 'as it was'
  | 'absent'
  | 'empty'
  | 'zeros'
  | 'garbage'
  | 'torn'
  | 'older'
  | 'newer'
  | "another site's";
type JournalState = 'whole' | 'an older copy' | 'absent' | 'damaged';
type TrailState = 'whole' | 'absent' | 'torn';

const unreadable = ['empty', 'zeros', 'garbage', 'torn'] as const;

/** Why it is so, for each row: */
const verdicts: readonly (readonly [readonly MarkState[], JournalState, readonly TrailState[], Verdict])[] = [
  // The mark agrees, whatever became of the trail. An older mark is one that a power cut kept from being replaced.
  [['as it was', 'older'], 'whole', ['whole', 'absent', 'torn'], 'starts'],
  // A cheap card lost the mark in a power cut. The trail behind it says the same, and the journal agrees with it.
  [unreadable, 'whole', ['whole'], 'renews the mark'],
  // Nothing proves that this is the latest journal.
  [unreadable, 'whole', ['absent', 'torn'], 'journal.replaced'],
  // Never made by a power cut: the journal was brought here from elsewhere.
  [['absent'], 'whole', ['whole', 'absent', 'torn'], 'journal.replaced'],
  // The journal had come further than this, or it is another one.
  [['newer'], 'whole', ['whole', 'absent', 'torn'], 'journal.replaced'],
  [["another site's"], 'whole', ['absent', 'torn'], 'journal.replaced'],
  // The trail has come further than the stray mark, and the journal agrees with it.
  [["another site's"], 'whole', ['whole'], 'starts'],

  [
    ['as it was', 'newer', "another site's"],
    'an older copy',
    ['whole', 'absent', 'torn'],
    'journal.replaced',
  ],
  [unreadable, 'an older copy', ['whole', 'absent', 'torn'], 'journal.replaced'],
  [['absent'], 'an older copy', ['whole', 'absent', 'torn'], 'journal.replaced'],
  // A whole folder of that day, but for the trail, which has come further.
  [['older'], 'an older copy', ['whole'], 'journal.replaced'],
  // Mark and journal of one day, and nothing left that knows of a later one (docs/journal.md, what is not covered).
  [['older'], 'an older copy', ['absent', 'torn'], 'starts'],

  [
    ['as it was', 'older', 'newer', "another site's"],
    'absent',
    ['whole', 'absent', 'torn'],
    'journal.missing',
  ],
  [unreadable, 'absent', ['whole'], 'journal.missing'],
  [unreadable, 'absent', ['absent', 'torn'], 'journal.replaced'],
  // An empty folder, but for a trail that says that it was none.
  [['absent'], 'absent', ['whole'], 'journal.missing'],
  [['absent'], 'absent', ['absent', 'torn'], 'starts'],

  [['as it was', 'older'], 'damaged', ['whole', 'absent', 'torn'], 'journal.damaged'],
  [unreadable, 'damaged', ['whole'], 'journal.damaged'],
  [unreadable, 'damaged', ['absent', 'torn'], 'journal.replaced'],
  [['absent', 'newer'], 'damaged', ['whole', 'absent', 'torn'], 'journal.replaced'],
  [["another site's"], 'damaged', ['absent', 'torn'], 'journal.replaced'],
  [["another site's"], 'damaged', ['whole'], 'journal.damaged'],
];

const cases = verdicts.flatMap(([marks, journal, trails, verdict]) =>
  marks.flatMap((mark) => trails.map((trail) => ({ mark, journal, trail, verdict }))),
);

test('the table has every combination once', () => {
  const named = new Set(cases.map(({ mark, journal, trail }) => `${mark}, ${journal}, ${trail}`));
  expect(cases.length).toBe(9 * 4 * 3);
  expect(named.size).toBe(cases.length);
});

test.each(cases)(
  'mark $mark, journal $journal, trail $trail: $verdict',
  ({ mark, journal, trail, verdict }) => {
    const dir = folderWith(mark, journal, trail);
    expect(startedOn(dir)).toBe(verdict);
    // What was refused stays refused; what was mended is mended.
    expect(startedOn(dir)).toBe(verdict === 'renews the mark' ? 'starts' : verdict);
  },
);

test('numbers that only the trail knows stay taken when the mark is made anew', () => {
  const dir = folderWith('zeros', 'whole', 'whole');
  const folder = open(dir);
  expect(folder.opened.taken?.ranges.get('A')).toEqual([{ first: 1, last: 6 }]);
  folder.close();
});

function startedOn(dir: string): Verdict {
  try {
    const folder = open(dir);
    const { markRenewed } = folder.opened;
    folder.close();
    return markRenewed === undefined ? 'starts' : 'renews the mark';
  } catch (thrown) {
    return (thrown as { code: Verdict }).code;
  }
}

const open = (dir: string) => openFolder({ dir, synchronous: 'FULL', ballastBytes: BALLAST });

/** A folder as a kill leaves it: two numbers, a stop, two numbers, a stop, two numbers. */
function folderWith(mark: MarkState, journal: JournalState, trail: TrailState): string {
  const dir = dataFolder();
  const early = written(dir, [dayOpened(1), ...numbers(2, 1, 2), ...calls(4, 2)]);
  written(dir, [...numbers(6, 3, 2), ...calls(8, 2)]);
  const last = open(dir);
  last.append([...numbers(10, 5, 2), ...calls(12, 2)]);
  const killed = dataFolder();
  cpSync(dir, killed, { recursive: true });
  last.close();
  const later = dataFolder();
  cpSync(dir, later, { recursive: true });
  written(later, calls(14, 3));
  putJournal(killed, journal, early);
  put(killed, 'journal.mark', markOf[mark]({ killed, early, later }));
  if (trail === 'absent') rmSync(join(killed, 'journal.trail'));
  if (trail === 'torn') truncateSync(join(killed, 'journal.trail'), 30);
  return killed;
}

const read = (dir: string) => readFileSync(join(dir, 'journal.mark'));

const markOf: {
  readonly [state in MarkState]: (of: { killed: string; early: string; later: string }) => Buffer | undefined;
} = {
  'as it was': ({ killed }) => read(killed),
  absent: () => undefined,
  empty: () => Buffer.alloc(0),
  zeros: ({ killed }) => Buffer.alloc(read(killed).length),
  garbage: () => Buffer.from('\u0007\u00ff%PDF-1.4 something else\n', 'latin1'),
  torn: ({ killed }) => read(killed).subarray(0, 20),
  older: ({ early }) => read(early),
  newer: ({ later }) => read(later),
  "another site's": () => {
    const other = dataFolder();
    written(other, [dayOpened(1), ...numbers(2, 1, 3).map((record) => ({ ...record, boot: 'another' }))]);
    return read(other);
  },
};

function put(dir: string, name: string, bytes: Buffer | undefined): void {
  if (bytes === undefined) rmSync(join(dir, name));
  else writeFileSync(join(dir, name), bytes);
}

function putJournal(dir: string, state: JournalState, early: string): void {
  if (state === 'whole') return;
  const database = join(dir, 'journal.db');
  if (state === 'damaged') {
    // Today's first record: what SQLite reads without complaint, and the chain of sums does not.
    const folder = dataFolder();
    cpSync(dir, folder, { recursive: true });
    open(folder).close();
    for (const name of ['journal.db-wal', 'journal.db-shm']) rmSync(join(dir, name), { force: true });
    const bytes = readFileSync(join(folder, 'journal.db'));
    expect(bytes.includes('"A-002"')).toBe(true);
    for (let at = bytes.indexOf('"A-002"'); at > 0; at = bytes.indexOf('"A-002"')) bytes.write('"A-902"', at);
    writeFileSync(database, bytes);
    return;
  }
  for (const name of ['journal.db', 'journal.db-wal', 'journal.db-shm'])
    rmSync(join(dir, name), { force: true });
  if (state === 'an older copy') cpSync(join(early, 'journal.db'), database);
}

/** Writes and closes; returns a copy of the folder as it was then. */
function written(dir: string, records: readonly Record[]): string {
  const folder = open(dir);
  folder.append(records);
  folder.close();
  const copy = dataFolder();
  cpSync(dir, copy, { recursive: true });
  return copy;
}

/** Numbers `first` on, given one after the other. */
function numbers(from: number, first: number, count: number): Record[] {
  return calls(from, count).map((record, index) => ({
    ...record,
    event: {
      type: 'ticket.reserved',
      ticket: `A-00${first + index}`,
      number: first + index,
      service: 'paspor',
      class: 'regular',
      printer: null,
    },
  })) as Record[];
}
