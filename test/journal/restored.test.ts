import { cpSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reservedForOriginal, takenByOriginal } from '../../firmware-host/journal/beyond-original.ts';
import { isQueueEvent, type Record } from '../../firmware-host/journal/journal-port.ts';
import { acceptJournal } from '../../firmware-host/journal/sqlite/accept.ts';
import { copyJournal, markCopy } from '../../firmware-host/journal/sqlite/copy-journal.ts';
import { fenced, readFence, writeFence } from '../../firmware-host/journal/sqlite/fence.ts';
import { openFolder } from '../../firmware-host/journal/sqlite/folder.ts';
import { databaseIn } from '../../firmware-host/journal/sqlite/journal-store.ts';
import { liftFence } from '../../firmware-host/journal/sqlite/lift-fence.ts';
import { apply } from '../../firmware-host/queue/apply.ts';
import { decide } from '../../firmware-host/queue/decide.ts';
import type { Now } from '../../firmware-host/queue/hall.ts';
import { type NumbersTaken, openState } from '../../firmware-host/queue/state.ts';
import { seededRandom } from '../../simulators/random.ts';
import { hall, morning, openOffice, service } from '../queue/office.ts';
import { BALLAST, dataFolder } from './records.ts';

/** Two services share a prefix; one has few digits, so that its numbers may run out. */
const rules = hall({
  services: [service('a'), service('b', { prefix: 'A', first: 500 }), service('c', { digits: 2 })],
});
const ids = ['a', 'b', 'c'] as const;
const fence = { backup: '2026-11-29T01:00:00.000Z', restored: '2026-11-29T02:00:00.000Z' };
const seeds = Array.from({ length: 12 }, (_, index) => 4_100 + index);

const open = (dir: string) => openFolder({ dir, synchronous: 'FULL', ballastBytes: BALLAST });

/** A journal of some tickets on one or two days, as a kill leaves it: the newest of it is in its log alone. */
function original(seed: number) {
  const random = seededRandom(seed);
  const dir = dataFolder();
  const folder = open(dir);
  const emptyBytes = statSync(`${databaseIn(dir)}-wal`).size;
  const office = openOffice(rules);
  const records: Record[] = [];
  let now: Now = morning;
  const tickets = 3 + Math.floor(random() * 30);
  for (let at = 0; at < tickets; at++) {
    if (at === Math.floor(tickets / 2) && random() < 0.5) now = nextDay(now);
    office.now = now;
    office.take(ids[Math.floor(random() * ids.length)] ?? 'a');
    const fresh = office.journal.slice(records.length).map(
      ({ event, at: { wall, hall: time } }, index): Record => ({
        ...{
          sequence: records.length + index + 1,
          boot: 'boot-a1b2c3',
          wall,
          clock: 'synced',
          hall: time,
          event,
        },
      }),
    );
    folder.append(fresh);
    records.push(...fresh);
  }
  const killed = dataFolder();
  cpSync(dir, killed, { recursive: true });
  folder.close();
  return { dir: killed, records, now, random, emptyBytes };
}

describe.each(seeds)('seed %i: a backup', (seed) => {
  test('of a journal cut off at any byte of its log is the beginning of what happened', () => {
    const { dir, records, random, emptyBytes } = original(seed);
    const bytes = statSync(`${databaseIn(dir)}-wal`).size;
    const lengths = new Set<number>();
    for (let time = 0; time < 25; time++) {
      const torn = dataFolder();
      cpSync(dir, torn, { recursive: true });
      truncateSync(
        `${databaseIn(torn)}-wal`,
        time === 0 ? bytes : emptyBytes + Math.floor(random() * (bytes - emptyBytes)),
      );
      const found = recordsIn(copied(torn));
      expect(found).toEqual(records.slice(0, found.length));
      lengths.add(found.length);
    }
    expect(lengths).toContain(records.length);
    expect(lengths.size).toBeGreaterThan(1);
  });

  test('never gives a number again that its original gave, up to half of what was left to each service', () => {
    const { dir, now, random } = original(seed);
    const backup = copied(dir);
    // The original goes on: it gives some numbers, and at most half of those that each service has left.
    const later = random() < 0.5 ? now : nextDay(now);
    const mine = [...rules.services.values()].map(({ id, digits, first }) => {
      const all = 10 ** digits - 1;
      const last = lastOf(dir, id) ?? first - 1;
      return { id, most: Math.floor((all - (later === now ? last : first - 1)) * random() * 0.5) };
    });
    const theirs = mine.flatMap(({ id, most }) => given(dir, undefined, later, [id], most));
    const ours = restored(backup, later, new Map());
    const again = given(backup, ours.taken, later, ids, 90);
    expect(again.filter((ticket) => theirs.includes(ticket))).toEqual([]);
    expect(again.length).toBeGreaterThan(0);
    // A day after that is the original's no more.
    const tomorrow = nextDay(later);
    expect(given(backup, ours.taken, tomorrow, ['a'], 1)).toEqual(['A-001']);
    // What a copy would give that nobody fenced.
    if (theirs.length > 0)
      expect(given(backup, undefined, later, ids, 90).some((ticket) => theirs.includes(ticket))).toBe(true);
  });

  test('goes on behind the last number that a person has named', () => {
    const { dir, now } = original(seed);
    const backup = copied(dir);
    const theirs = given(dir, undefined, now, ['c'], 5);
    const last = Number(theirs.at(-1)?.split('-')[1]);
    const { taken } = restored(backup, now, new Map([['c', last]]));
    expect(given(backup, taken, now, ['c'], 1)).toEqual([`C-${String(last + 1).padStart(2, '0')}`]);
  });
});

describe('the fence of a restored folder', () => {
  test('outlives everything but its lifting, and is lifted after the numbers are safe', () => {
    const backup = copied(original(1).dir);
    writeFence(backup, fence);
    open(backup).close();
    expect(readFence(backup)).toEqual(fence);
    expect(fenced(fence)).toMatchObject({
      code: 'journal.fenced',
      message: expect.stringContaining('01:00'),
    });
    liftFence(backup, { date: '2099-01-01', ranges: new Map([['A', [{ first: 1, last: 700 }]]]) });
    expect(readFence(backup)).toBeUndefined();
    expect(readFileSync(join(backup, 'journal.mark'), 'utf8')).toContain(
      '"date":"2099-01-01","taken":[["A",1,700]',
    );
  });

  test('stands without its file too, also after a run and after the journal was accepted, until it is lifted', () => {
    const backup = copied(original(1).dir);
    expect(readFence(backup)).toEqual({ backup: '', restored: '' });
    open(backup).close();
    acceptJournal(backup);
    open(backup).close();
    expect(readFence(backup)).toBeDefined();
    liftFence(backup, { date: '2099-01-01', ranges: new Map() });
    open(backup).close();
    expect(readFence(backup)).toBeUndefined();
  });

  test('stands too when its file cannot be read as one', () => {
    const backup = copied(original(1).dir);
    writeFence(backup, { backup: 'nonsense', restored: '' });
    expect(readFence(backup)).toEqual({ backup: '', restored: '' });
  });

  test('is not lifted while a host runs there', () => {
    const backup = copied(original(1).dir);
    writeFence(backup, fence);
    const folder = open(backup);
    expect(() => liftFence(backup, { date: '2099-01-01', ranges: new Map() })).toThrow(
      expect.objectContaining({ code: 'journal.in_use' }),
    );
    folder.close();
    expect(readFence(backup)).toEqual(fence);
  });

  test('without a journal is a restore that did not come to its end: no new journal is begun', () => {
    const dir = dataFolder();
    writeFence(dir, fence);
    expect(() => open(dir)).toThrow(expect.objectContaining({ code: 'journal.missing' }));
  });
});

/** A folder with a backup of the journal, marked as a restore does. */
function copied(dir: string): string {
  const to = dataFolder();
  copyJournal(dir, databaseIn(to));
  markCopy(to);
  return to;
}

/** A copy whose original is gone: opened with what its mark knows then. */
function restored(dir: string, { date }: Now, said: ReadonlyMap<string, number>) {
  writeFence(dir, fence);
  const before = open(dir);
  const records = before.store.numbersSince(0);
  before.close();
  const reserved = reservedForOriginal({ services: rules.services.values(), records, said });
  liftFence(dir, takenByOriginal(date, reserved));
  const folder = open(dir);
  const { taken } = folder.opened;
  folder.close();
  return { taken };
}

function recordsIn(dir: string): readonly Record[] {
  const folder = open(dir);
  try {
    return folder.store.read(1, 10_000);
  } finally {
    folder.close();
  }
}

function lastOf(dir: string, id: string): number | undefined {
  const folder = open(dir);
  const records = folder.store.numbersSince(0);
  folder.close();
  return records
    .flatMap(({ event }) => (event.type === 'ticket.reserved' && event.service === id ? [event.number] : []))
    .at(-1);
}

/** The tickets that a host gives on the journal of `dir`, `count` of them by turns, as far as there are numbers. */
function given(
  dir: string,
  taken: NumbersTaken | undefined,
  at: Now,
  services: readonly string[],
  count: number,
): readonly string[] {
  const state = openState(rules, taken);
  for (const { event, ...rest } of recordsIn(dir))
    if (isQueueEvent(event)) apply(state, event, { ...rest, trusted: true });
  const now = { ...at, hall: at.hall + 3_600_000 };
  return Array.from({ length: count }, (_, index) => {
    const wanted = {
      service: services[index % services.length] ?? 'a',
      class: 'regular',
      printer: null,
    } as const;
    const decision = decide(state, { type: 'issue', ...wanted }, now);
    if ('refused' in decision) return [];
    for (const event of decision.events) apply(state, event, { ...now });
    return decision.events.flatMap((event) => (event.type === 'ticket.reserved' ? [event.ticket] : []));
  }).flat();
}

function nextDay(now: Now): Now {
  const date = new Date(Date.parse(now.date) + 86_400_000).toISOString().slice(0, 10);
  return { ...now, date, hall: now.hall + 86_400_000 };
}
