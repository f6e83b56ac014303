import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isQueueEvent } from '../../firmware-host/journal/journal-port.ts';
import { acceptJournal } from '../../firmware-host/journal/sqlite/accept.ts';
import { type Folder, openFolder } from '../../firmware-host/journal/sqlite/folder.ts';
import { apply } from '../../firmware-host/queue/apply.ts';
import { decide } from '../../firmware-host/queue/decide.ts';
import type { Now } from '../../firmware-host/queue/hall.ts';
import { type NumbersTaken, openState } from '../../firmware-host/queue/state.ts';
import { hall, morning, openOffice, service } from '../queue/office.ts';
import { BALLAST, dataFolder } from './records.ts';

/** Two services share a prefix, so that a number may have been given by either. */
const rules = hall({ services: [service('a'), service('b', { prefix: 'A', first: 20 }), service('c')] });
const tomorrow: Now = { ...morning, date: nextDate(morning.date), hall: morning.hall + 86_400_000 };
const TICKETS_A_DAY = 25;
const FILES = ['journal.db', 'journal.db-wal'] as const;

const open = (dir: string) => openFolder({ dir, synchronous: 'FULL', ballastBytes: BALLAST });

describe('a journal cut off and replaced by a copy of any age', () => {
  test.each(['copied with its log', 'copied without its log'])('%s', (how) => {
    const { dir, copies, printed } = twoDays();
    const verdicts = new Map<string, number>();
    let twice = 0;
    for (const copy of copies) {
      const found = dataFolder();
      cpSync(dir, found, { recursive: true });
      for (const file of FILES) rmSync(join(found, file));
      for (const file of how.includes('without') ? ['journal.db'] : FILES) {
        cpSync(join(copy, file), join(found, file));
      }
      const { folder, verdict } = started(found);
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      const given = numbersGivenNext(folder, folder.opened.taken);
      expect(given.filter((ticket) => printed.has(ticket))).toEqual([]);
      // What a host would give that believed the copy.
      twice += numbersGivenNext(folder, undefined).filter((ticket) => printed.has(ticket)).length;
      folder.close();
    }
    expect(twice).toBeGreaterThan(TICKETS_A_DAY);
    // Only the copy that is no older than the last number starts by itself, and only with its log.
    expect(verdicts.get('started') ?? 0).toBe(how.includes('without') ? 0 : 1);
  });

  test('numbers known to be on paper stay so when the accepted copy is cut off and replaced once more', () => {
    const { dir, copies, printed } = twoDays();
    const [oldest] = copies;
    for (let time = 0; time < 2; time++) {
      for (const file of FILES) {
        rmSync(join(dir, file), { force: true });
        cpSync(join(oldest ?? '', file), join(dir, file));
      }
      acceptJournal(dir);
      const { folder } = started(dir);
      expect(numbersGivenNext(folder, folder.opened.taken).filter((ticket) => printed.has(ticket))).toEqual(
        [],
      );
      folder.close();
    }
  });
});

/** A folder as a kill leaves it in the middle of the second day, that day's numbers, and a copy after every ticket. */
function twoDays() {
  const dir = dataFolder();
  const folder = open(dir);
  const office = openOffice(rules);
  const copies: string[] = [];
  const printed = new Set<string>();
  let written = 0;
  const copied = () => {
    const copy = dataFolder();
    for (const file of FILES) cpSync(join(dir, file), join(copy, file));
    copies.push(copy);
  };
  copied();
  for (let taken = 0; taken < 2 * TICKETS_A_DAY; taken++) {
    if (taken === TICKETS_A_DAY) {
      office.now = tomorrow;
      printed.clear();
    }
    printed.add(office.take(['a', 'b', 'c', 'a'][taken % 4] ?? 'a'));
    folder.append(
      office.journal.slice(written).map(({ event, at }, index) => ({
        sequence: written + index + 1,
        boot: 'boot-a1b2c3',
        wall: at.wall,
        clock: 'synced',
        hall: at.hall,
        event,
      })),
    );
    written = office.journal.length;
    copied();
  }
  const killed = dataFolder();
  cpSync(dir, killed, { recursive: true });
  folder.close();
  return { dir: killed, copies, printed };
}

/** Starts on what is there, as a technician would who accepts it when it is refused. */
function started(dir: string): { readonly folder: Folder; readonly verdict: string } {
  try {
    return { folder: open(dir), verdict: 'started' };
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'journal.replaced' });
    acceptJournal(dir);
    expect(existsSync(join(dir, 'journal.trail'))).toBe(false);
    return { folder: open(dir), verdict: 'refused' };
  }
}

/** The numbers a host gives on this journal, later on the second day. */
function numbersGivenNext({ store }: Folder, taken: NumbersTaken | undefined): readonly string[] {
  const state = openState(rules, taken);
  for (const { event, ...at } of store.read(store.dayStart(), 10_000)) {
    if (isQueueEvent(event)) apply(state, event, { ...at, trusted: true });
  }
  const now = { ...tomorrow, hall: tomorrow.hall + 3_600_000 };
  return Array.from({ length: 2 * TICKETS_A_DAY }, (_, index) => {
    const of = ['a', 'b', 'c'][index % 3] ?? 'a';
    const decision = decide(state, { type: 'issue', service: of, class: 'regular', printer: null }, now);
    if ('refused' in decision) throw new Error(decision.refused);
    for (const event of decision.events) apply(state, event, { ...now });
    return decision.events.find((event) => event.type === 'ticket.reserved')?.ticket ?? '';
  });
}

function nextDate(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
}
