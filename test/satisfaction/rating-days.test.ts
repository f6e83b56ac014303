import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Record as JournalRecord } from '../../firmware-host/journal/journal-port.ts';
import { elementIds, type Score } from '../../firmware-host/queue/survey.ts';
import type { ScoreCounts } from '../../firmware-host/satisfaction/elements.ts';
import {
  type AnswerKind,
  continueOn,
  countRecord,
  noService,
  nothingCounted,
  type RatingDays,
} from '../../firmware-host/satisfaction/rating-days.ts';
import { apart, dayOf, rated, recordOf, recordsOf, served } from './rating-records.ts';
import { seed } from './seed.ts';

function counted(records: readonly JournalRecord[], into = nothingCounted()): RatingDays {
  for (const record of records) countRecord(into, record);
  return into;
}

const answers = (days: RatingDays, date: string, kind: AnswerKind = 'counted', service = 'paspor') =>
  days.days.get(date)?.services.get(service)?.answers[kind].get('pulse');

describe('answers of a day', () => {
  it('are counted by score, element and service, and apart where they are of no visit or of one that had its answer', () => {
    const days = counted(
      recordsOf([
        dayOf('2026-11-30'),
        rated(4),
        rated(4, 'pulse', { attributed: 'served' }),
        rated(2, 'waktu'),
        rated(1, 'pulse', { attributed: 'repeated' }),
        apart('none', 3),
        apart('hall', 2),
        { type: 'complaint.opened', number: 1, service: 'paspor' },
        { type: 'complaint.opened', number: 2 },
        served('paspor'),
      ]),
    );
    expect(answers(days, '2026-11-30')).toEqual([0, 0, 0, 2]);
    expect(answers(days, '2026-11-30', 'repeated')).toEqual([1, 0, 0, 0]);
    expect(answers(days, '2026-11-30', 'none', noService)).toEqual([0, 0, 1, 0]);
    expect(answers(days, '2026-11-30', 'hall', noService)).toEqual([0, 1, 0, 0]);
    const services = days.days.get('2026-11-30')?.services;
    expect(services?.get('paspor')).toMatchObject({ visits: 1, complaints: 1 });
    expect(services?.get('paspor')?.answers.counted.get('waktu')).toEqual([0, 1, 0, 0]);
    expect(services?.get(noService)).toMatchObject({ visits: 0, complaints: 1 });
  });

  it('take the place of the one that they replace', () => {
    const days = counted(
      recordsOf([dayOf('2026-11-30'), rated(1), rated(4, 'pulse', { replaces: 1 }), rated(4)]),
    );
    expect(answers(days, '2026-11-30')).toEqual([0, 0, 0, 2]);
    const hall = counted(
      recordsOf([dayOf('2026-11-30'), apart('hall', 1), apart('hall', 2, { replaces: 1 })]),
    );
    expect(answers(hall, '2026-11-30', 'hall', noService)).toEqual([0, 1, 0, 0]);
  });

  it('take it on the day before, where the day changed between the two presses', () => {
    const days = counted(
      recordsOf([dayOf('2026-11-29'), rated(1), dayOf('2026-11-30'), rated(4, 'pulse', { replaces: 1 })]),
    );
    expect(answers(days, '2026-11-29')).toEqual([0, 0, 0, 0]);
    expect(answers(days, '2026-11-30')).toEqual([0, 0, 0, 1]);
  });

  it('never fall below zero, where what they replace was never heard', () => {
    const days = counted(recordsOf([dayOf('2026-11-30'), rated(4, 'pulse', { replaces: 1 })]));
    expect(answers(days, '2026-11-30')).toEqual([0, 0, 0, 1]);
  });

  it('are told to be of a clock that nobody trusted', () => {
    const days = counted([
      recordOf(1, dayOf('2026-11-30')),
      recordOf(2, rated(4), { clock: 'unsynced' }),
      recordOf(3, rated(3, 'pulse', { replaces: 4 }), { clock: 'unsynced' }),
      recordOf(4, rated(4)),
    ]);
    expect(days.days.get('2026-11-30')?.unsynced).toBe(1);
  });

  it('go to the day that a person took back', () => {
    const days = counted(
      recordsOf([dayOf('2036-01-01'), rated(4), { ...dayOf('2026-11-30'), back: true } as never, rated(3)]),
    );
    expect(answers(days, '2036-01-01')).toEqual([0, 0, 0, 1]);
    expect(answers(days, '2026-11-30')).toEqual([0, 0, 1, 0]);
  });

  it('are kept for ten years and longer, and not for ever', () => {
    const from = Date.parse('2015-01-01');
    const dates = Array.from({ length: 4_200 }, (_, at) =>
      new Date(from + at * 86_400_000).toISOString().slice(0, 10),
    );
    const days = counted(recordsOf(dates.flatMap((date) => [dayOf(date), rated(4)])));
    expect(days.days.size).toBeGreaterThan(3_653);
    expect(days.days.size).toBeLessThanOrEqual(4_001);
    expect(days.days.has(dates.at(-1) ?? '')).toBe(true);
  });
});

describe('records', () => {
  it('are counted once, however often they come', () => {
    const records = recordsOf([dayOf('2026-11-30'), rated(4), rated(3)]);
    const days = counted([...records, ...records.slice(1)], counted(records));
    expect(answers(days, '2026-11-30')).toEqual([0, 0, 1, 1]);
    expect(days.gaps).toEqual([]);
  });

  it('that are missing are told, and not those before the first', () => {
    const days = counted([...recordsOf([dayOf('2026-11-30'), rated(4)], 500), recordOf(510, rated(3))]);
    expect(days.gaps).toEqual([{ from: 502, to: 509 }]);
  });

  it('of an older copy of the journal are known: the next ones are counted although they have old numbers', () => {
    const days = counted(recordsOf([dayOf('2026-11-29'), rated(4), rated(4), dayOf('2026-11-30'), rated(4)]));
    expect(continueOn(days, undefined, { last: 3, date: '2026-11-29' })).toBe(false);
    counted(recordsOf([rated(2), dayOf('2026-11-30'), rated(1)], 4, { boot: 'boot-2' }), days);
    expect(answers(days, '2026-11-29')).toEqual([0, 1, 0, 2]);
    expect(answers(days, '2026-11-30')).toEqual([1, 0, 0, 1]);
    expect(days.gaps).toEqual([]);
  });

  it('of another journal with the same numbers are not taken for those that were counted', () => {
    const days = counted(recordsOf([dayOf('2026-11-29'), rated(4)]));
    const there = recordOf(2, rated(1), { boot: 'boot-9' });
    expect(continueOn(days, there, { last: 7, date: '2026-11-30' })).toBe(false);
    expect(days.gaps).toEqual([{ from: 3, to: 7 }]);
    counted([recordOf(8, rated(1), { boot: 'boot-9' })], days);
    expect(answers(days, '2026-11-30')).toEqual([1, 0, 0, 0]);
  });

  it('go on where they were counted to', () => {
    const records = recordsOf([dayOf('2026-11-29'), rated(4)]);
    expect(continueOn(counted(records), records[1], { last: 2, date: '2026-11-29' })).toBe(true);
    expect(continueOn(nothingCounted(), undefined, { last: 0, date: undefined })).toBe(true);
    // The record itself was removed as an old one: what comes after it is there.
    expect(continueOn(counted(records), undefined, { last: 40, date: '2026-11-30' })).toBe(true);
  });
});

/** A naive list: every answer as it stands at the end. */
function naive(records: readonly JournalRecord[]): ReadonlyMap<string, ScoreCounts> {
  const given: { key: string; score: number }[] = [];
  let date = '';
  for (const { event } of records) {
    if (event.type === 'day.opened') date = event.date;
    if (event.type !== 'rating.given') continue;
    const kind = event.attributed === 'served' ? 'serving' : event.attributed;
    const key = [date, event.service ?? '', kind, event.element].join('|');
    if (event.replaces !== undefined) {
      const at = given.findLastIndex((one) => one.key === key && one.score === event.replaces);
      if (at >= 0) given.splice(at, 1);
    }
    given.push({ key, score: event.score });
  }
  const sums = new Map<string, [number, number, number, number]>();
  for (const { key, score } of given) {
    const counts = sums.get(key) ?? [0, 0, 0, 0];
    counts[score - 1] = (counts[score - 1] ?? 0) + 1;
    sums.set(key, counts);
  }
  return sums;
}

const score = fc.integer({ min: 1, max: 4 }) as fc.Arbitrary<Score>;
const service = fc.constantFrom('paspor', 'ktp');
const element = fc.constantFrom(...elementIds);
const answer = fc.oneof(
  fc
    .record({ score, element, service, attributed: fc.constantFrom('serving', 'served', 'repeated') })
    .map((one) => rated(one.score, one.element, one as never)),
  fc
    .record({ score, kind: fc.constantFrom('hall', 'none') })
    .map((one) => apart(one.kind as never, one.score)),
);
/** An answer, perhaps with a second thought right after it. */
const press = fc
  .tuple(answer, fc.option(score))
  .map(([first, second]) =>
    second === null ? [first] : [first, { ...first, score: second, replaces: first.score }],
  );
const event = fc.oneof(
  { weight: 9, arbitrary: press },
  { weight: 3, arbitrary: service.map((one) => [served(one)]) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('2026-11-28', '2026-11-29', '2026-11-30').map((one) => [dayOf(one)]),
  },
);

it('the sums are those of a naive list of answers, for any days and second thoughts', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 120, size: 'max' }), (events) => {
      const records = recordsOf([dayOf('2026-11-27'), ...events.flat()]);
      const days = counted(records);
      const sums = new Map<string, ScoreCounts>();
      for (const [date, day] of days.days)
        for (const [service, { answers }] of day.services)
          for (const [kind, byElement] of Object.entries(answers))
            for (const [element, counts] of byElement)
              sums.set([date, service, kind === 'counted' ? 'serving' : kind, element].join('|'), counts);
      const some = (all: ReadonlyMap<string, ScoreCounts>) =>
        [...all].filter(([, counts]) => counts.some((count) => count !== 0)).sort();
      expect(some(sums)).toEqual(some(naive(records)));
    }),
    { seed, numRuns: 300 },
  );
});
