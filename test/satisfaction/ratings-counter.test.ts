import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Fault } from '../../devices/fault.ts';
import type { Journal, Record as JournalRecord } from '../../firmware-host/journal/journal-port.ts';
import { allKeptAs, keptAs } from '../../firmware-host/kept-json.ts';
import {
  createRatingDaysFile,
  findRatingDays,
  type RatingDaysStore,
} from '../../firmware-host/rating-days-file.ts';
import { countRatings } from '../../firmware-host/ratings-counter.ts';
import {
  countRecord,
  nothingCounted,
  type RatingDays,
} from '../../firmware-host/satisfaction/rating-days.ts';
import { dataFolder } from '../journal/records.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { apart, dayOf, rated, recordOf, recordsOf, served } from './rating-records.ts';
import { seed } from './seed.ts';

const site = 'mpp-batam';
const minute = 60_000;

/** One life of a host that counts, on a journal that outlives it. */
function life(
  records: JournalRecord[],
  path: string,
  store: RatingDaysStore = createRatingDaysFile(path, site),
) {
  const clock = new VirtualClock();
  const { value: days = nothingCounted(), unreadable } = findRatingDays(path, site);
  const faults: Fault[] = [];
  const said: string[] = [];
  const end = { last: records.at(-1)?.sequence ?? 0, date: dateOf(records) };
  const journal: Pick<Journal, 'read'> = {
    read: async (from, limit) => records.filter(({ sequence }) => sequence >= from).slice(0, limit),
  };
  const counter = countRatings({
    ...{ days, end, journal, store, clock },
    report: (fault) => void faults.push(fault),
    otherJournal: () => void said.push('other'),
  });
  const stop = counter.start();
  return { clock, days, counter, stop, faults, said, unreadable };
}

const dateOf = (records: readonly JournalRecord[]) => {
  const opened = records.findLast(({ event }) => event.type === 'day.opened')?.event;
  return opened?.type === 'day.opened' ? opened.date : undefined;
};

/** The sums in a form that can be compared; a count of 0 is as good as none. */
const sumsIn = ({ days }: Pick<RatingDays, 'days'>) =>
  [...days]
    .flatMap(([date, { services }]) =>
      [...services].flatMap(([service, { visits, complaints, answers }]) => [
        `${date} ${service} visits ${visits} complaints ${complaints}`,
        ...Object.entries(answers).flatMap(([kind, all]) =>
          [...all]
            .filter(([, counts]) => counts.some((count) => count > 0))
            .map(([element, counts]) => `${date} ${service} ${kind} ${element} ${counts}`),
        ),
      ]),
    )
    .sort();

const countedAtOnce = (records: readonly JournalRecord[]) => {
  const days = nothingCounted();
  for (const record of records) countRecord(days, record);
  return sumsIn(days);
};

const place = () => join(dataFolder(), 'rating-days.json');
const morning = () => [...recordsOf([dayOf('2026-11-30'), rated(4), served('paspor'), apart('hall', 2)])];

it('what was counted is found again, with the number of its last record', async () => {
  const path = place();
  const records = morning();
  const { counter, stop, days } = life(records, path);
  await counter.flush();
  stop();
  const found = findRatingDays(path, site);
  expect(found.value?.at).toEqual({ sequence: 4, boot: 'boot-1', hall: 4_000 });
  expect(found.value).toEqual(days);
  expect(sumsIn(found.value ?? nothingCounted())).toEqual(countedAtOnce(records));
});

it('the card is written every half hour while people press, and not at all while nobody does', async () => {
  const records = morning();
  let saves = 0;
  const one = life(records, place(), { save: async () => void saves++ });
  for (let at = 0; at < 180; at++) {
    records.push(recordOf(records.length + 1, rated(4)));
    await one.clock.advance(minute);
  }
  expect(saves).toBeGreaterThanOrEqual(5);
  expect(saves).toBeLessThanOrEqual(6);
  await one.counter.flush();
  const before = saves;
  await one.clock.advance(180 * minute);
  expect(saves).toBe(before);
  one.stop();
});

it('a disk that is full is told once, costs no answer, and is tried again', async () => {
  const records = morning();
  const path = place();
  const file = createRatingDaysFile(path, site);
  let isFull = true;
  const one = life(records, path, {
    save: (days) => (isFull ? Promise.reject(new Fault('disk.low', 'full')) : file.save(days)),
  });
  await one.counter.flush();
  await one.counter.flush();
  expect(one.faults.map(({ code }) => code)).toEqual(['disk.low']);
  records.push(recordOf(5, rated(1)));
  isFull = false;
  await one.counter.flush();
  one.stop();
  expect(sumsIn(findRatingDays(path, site).value ?? nothingCounted())).toEqual(countedAtOnce(records));
});

it('a month of records is counted in steps with pauses, and none of them is left out', async () => {
  const records = [...recordsOf([dayOf('2026-11-30'), ...Array.from({ length: 2_600 }, () => rated(3))])];
  const one = life(records, place());
  await one.clock.advance(minute);
  expect(one.counter.counted()).toBeLessThan(2_601);
  await one.clock.advance(1_000);
  expect(one.counter.counted()).toBe(2_601);
  one.stop();
});

it.each([
  ['is torn', (text: string) => text.slice(0, -20), /not whole/],
  ['holds zeros', (text: string) => '\0'.repeat(text.length), /empty/],
  ['is of another site', (text: string) => text.replace('mpp-batam', 'mpp-siak'), /another site/],
  ['is of a later version', (text: string) => text.replace('"version":1', '"version":2'), /version/],
  ['has a count below zero', (text: string) => text.replace('[0,0,0,1]', '[0,0,0,-1]'), /number/],
  ['has an element that nobody asks', (text: string) => text.replace('"pulse"', '"mood"'), /no name/],
  ['has a day that is none', (text: string) => text.replace('"2026-11-30":', '"30-11-2026":'), /date/],
])(
  'a file that %s is kept aside, and what the journal still has is counted anew',
  async (_, spoiled, why) => {
    const path = place();
    const records = morning();
    await life(records, path).counter.flush();
    const text = spoiled(readFileSync(path, 'utf8'));
    writeFileSync(path, text);
    const next = life(records, path);
    expect(next.unreadable).toMatch(why);
    await next.counter.flush();
    next.stop();
    expect(readFileSync(keptAs(path), 'utf8')).toBe(text);
    expect(sumsIn(findRatingDays(path, site).value ?? nothingCounted())).toEqual(countedAtOnce(records));
  },
);

it('what is counted and could not be saved is still needed in the journal: a start would count it there', async () => {
  const path = place();
  const file = createRatingDaysFile(path, site);
  let isFull = true;
  const save: RatingDaysStore['save'] = async (days) => {
    if (isFull) throw new Fault('disk.io_error', 'no room');
    await file.save(days);
  };
  const one = life(morning(), path, { save });
  await one.counter.flush();
  expect([one.counter.counted() > 0, one.counter.saved()]).toEqual([true, 0]);
  isFull = false;
  await one.counter.flush();
  expect(one.counter.saved()).toBe(one.counter.counted());
  one.stop();
  const next = life(morning(), path);
  expect(next.counter.saved()).toBe(one.counter.counted());
  next.stop();
});

it('each file that cannot be read is kept aside: the first may hold years, and a second one does not replace it', async () => {
  const path = place();
  for (const text of ['{"years":', '{"days":', '{"hours":']) {
    writeFileSync(path, text);
    expect(life(morning(), path).unreadable).toMatch(/it is kept as/);
  }
  expect(
    allKeptAs(path)
      .slice(0, 3)
      .map((name) => readFileSync(name, 'utf8')),
  ).toEqual(['{"years":', '{"days":', '{"hours":']);
});

it('a journal that is an older copy is told, and its next records are counted, old numbers or not', async () => {
  const path = place();
  const before = morning();
  await life(before, path).counter.flush();
  const copy = before.slice(0, 2);
  const next = life(copy, path);
  await next.clock.advance(minute);
  expect(next.said).toEqual(['other']);
  copy.push(...recordsOf([rated(1)], 3, { boot: 'boot-2' }));
  await next.counter.flush();
  next.stop();
  const { value } = findRatingDays(path, site);
  expect(value?.days.get('2026-11-30')?.services.get('paspor')?.answers.counted.get('pulse')).toEqual([
    1, 0, 0, 1,
  ]);
});

it('old records are not done with before they are counted, which is not at the start of a hall', async () => {
  const one = life(morning(), place());
  await one.clock.advance(minute - 1);
  expect(one.counter.counted()).toBe(0);
  await one.clock.advance(1);
  expect(one.counter.counted()).toBe(4);
  one.stop();
});

/** A file whose saves a test can wait for, and which a dead process no longer writes. */
function mortal(path: string) {
  const file = createRatingDaysFile(path, site);
  let [last, isDead] = [Promise.resolve(), false];
  return {
    save(days: RatingDays): Promise<void> {
      if (isDead) return new Promise(() => undefined);
      last = file.save(days);
      return last;
    },
    async saved(): Promise<void> {
      await last;
    },
    die(): void {
      isDead = true;
    },
  };
}

/** What happens in a run of lives: presses, time, a death at once, or in the middle of a save. */
const deed = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('press', 'serve', 'hall', 'again') },
  { weight: 2, arbitrary: fc.constantFrom('day', 'wait', 'save') },
  { weight: 2, arbitrary: fc.constantFrom('kill', 'kill between', 'stop') },
);

it('over any deaths and stops each answer is counted once, and none is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 20, maxLength: 80, size: 'max' }), async (deeds) => {
      const dir = dataFolder();
      const path = join(dir, 'rating-days.json');
      const records: JournalRecord[] = [recordOf(1, dayOf('2026-11-01'))];
      const add = (event: JournalRecord['event']) =>
        void records.push(recordOf(records.length + 1, event, { boot: `boot-${boots}` }));
      let [boots, day] = [1, 1];
      let store = mortal(path);
      let one = life(records, path, store);
      for (const what of deeds) {
        if (what === 'press') add(rated(3));
        if (what === 'serve') add(served('paspor'));
        if (what === 'hall') add(apart('hall', 1));
        if (what === 'again') add(rated(4, 'pulse', { replaces: 3 }));
        if (what === 'day') add(dayOf(`2026-11-${String(++day).padStart(2, '0')}`));
        if (what === 'wait') await one.clock.advance(7 * minute);
        if (what === 'save') await one.clock.advance(31 * minute);
        await store.saved();
        if (!/kill|stop/.test(what)) continue;
        if (what === 'stop') await one.counter.flush();
        one.stop();
        store.die();
        // A death in the middle of a save leaves half of the new file beside the old one.
        if (what === 'kill between') writeFileSync(`${path}.new`, '{"loket":"rating-days","ver');
        boots++;
        store = mortal(path);
        one = life(records, path, store);
      }
      await one.counter.flush();
      one.stop();
      expect(sumsIn(findRatingDays(path, site).value ?? nothingCounted())).toEqual(countedAtOnce(records));
      rmSync(dir, { recursive: true, force: true });
    }),
    { seed, numRuns: 60 },
  );
});

it('a folder in the place of the file is told, and the hall counts all the same', async () => {
  const path = place();
  mkdirSync(path);
  const one = life(morning(), path);
  expect(one.unreadable).toBeDefined();
  await one.counter.flush();
  one.stop();
  expect(one.counter.counted()).toBe(4);
  expect(existsSync(path)).toBe(true);
});
