import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addedRatings } from '../../office/reports/count-ratings.ts';
import { notReckoned, reckon, reckonRemoved } from '../../office/reports/reckon.ts';
import type { ReportedEvent } from '../../office/reports/reported-event.ts';
import type { RatingDay, ReckonedStep, SiteReckoning } from '../../office/store/report-store.ts';
import { keyOf, playRatings } from './played-ratings.ts';

const site = 'mpp-batam';

/** Reckons the events in pages that end at these numbers, as a store keeps what is between. */
function inPages(all: readonly ReportedEvent[], ends: readonly number[]): readonly ReckonedStep[] {
  const steps: ReckonedStep[] = [];
  let before: SiteReckoning = notReckoned(site);
  const cuts = [...new Set([0, ...ends.map((end) => end % all.length), all.length])].sort((a, b) => a - b);
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    const step: ReckonedStep = JSON.parse(JSON.stringify(reckon(before, all.slice(from, cuts[index + 1]))));
    steps.push(step);
    before = step.next;
  }
  return steps;
}

function summed(steps: readonly ReckonedStep[]): ReadonlyMap<string, RatingDay> {
  const days = new Map<string, RatingDay>();
  for (const day of steps.flatMap(({ ratings }) => ratings)) {
    const before = days.get(keyOf(day));
    days.set(keyOf(day), before === undefined ? day : { ...day, ...addedRatings(before, day) });
  }
  return days;
}

/** Events from the first number on: a type, and what it says. */
const events = (...all: readonly (readonly [type: string, data?: object])[]): readonly ReportedEvent[] =>
  all.map(([type, data = {}], at) => ({
    ...{ sequence: at + 1, boot: 'a', type, time: at * 1_000 },
    data: data as ReportedEvent['data'],
  }));
const monday = ['day/opened', { date: '2026-11-23' }] as const;
const tuesday = ['day/opened', { date: '2026-11-24' }] as const;
const answer = (score: number, more: object = {}) =>
  [
    'rating/given',
    {
      ...{ score, element: 'pulse', pad: 'pad-1', counter: 'loket-1', service: 'paspor' },
      ...{ attributed: 'serving', ...more },
    },
  ] as const;
const counted = (...all: readonly (readonly [type: string, data?: object])[]) =>
  reckon(notReckoned(site), events(...all)).ratings;

describe('what visitors say', () => {
  it('is counted as it was, visit by visit, in whatever pages the events are read (seeds 1 to 300)', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { events: all, truth } = playRatings(seed, 1 + (seed % 9));
      const ends = Array.from({ length: seed % 13 }, (_, at) => (at + 1) * (seed % 97));
      const found = summed(inPages(all, ends));
      const isSomething = (day: RatingDay): boolean =>
        [...day.scores, day.repeated, day.noVisit, day.hall, day.served, day.complaints].some(Boolean);
      const of = (days: ReadonlyMap<string, RatingDay>) =>
        [...days.values()].filter(isSomething).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      expect([seed, of(found)]).toEqual([seed, of(truth)]);
    }
  });

  it('belongs to the business day that was opened last, and to none before the first one is known', () => {
    const days = counted(answer(4), monday, answer(3), tuesday, answer(1));
    expect(days.map(({ date, scores }) => [date, scores])).toEqual([
      ['2026-11-23', [0, 0, 1, 0]],
      ['2026-11-24', [1, 0, 0, 0]],
    ]);
  });

  it('is one answer of a visit, whatever is pressed again, and however late it is read', () => {
    const slip = events(monday, answer(1), answer(4, { replaces: 1 }), answer(2, { attributed: 'repeated' }));
    for (const cut of [2, 3]) {
      const [day] = [...summed(inPages(slip, [cut])).values()];
      expect(day).toMatchObject({ scores: [0, 0, 0, 1], repeated: 1 });
    }
    expect(counted(monday, answer(3), answer(3, { replaces: 3 }))[0]?.scores).toEqual([0, 0, 1, 0]);
  });

  it('stands apart where it is of no visit: it has no service, and no score that counts', () => {
    const { service: _, ...hall } = answer(4, { attributed: 'hall' })[1] as Record<string, unknown>;
    const none = { ...hall, attributed: 'none' };
    const days = counted(...([monday, ['rating/given', hall], ['rating/given', none]] as const), [
      'rating/given',
      { ...none, score: 1, replaces: 4 },
    ]);
    expect(days).toMatchObject([{ service: '', scores: [0, 0, 0, 0], hall: 1, noVisit: 1 }]);
  });

  it('is passed over where it lacks its fields, or asks what this version does not know', () => {
    const odd = fc.oneof(
      fc.constantFrom<unknown>(0, 5, 2.5, '4', null, undefined, Number.NaN, 'pulse', '__proto__', -1),
      fc.jsonValue(),
    );
    const data = fc.record({ score: odd, element: odd, attributed: odd, replaces: odd, service: odd });
    fc.assert(
      fc.property(data, (told) => {
        const days = counted(monday, ['rating/given', told], ['complaint/opened', { service: told.service }]);
        for (const { element, scores } of days) {
          expect(['', 'pulse']).toContain(element);
          expect(scores.every(Number.isInteger)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
    expect(counted(['day/opened', { date: 'kemarin' }], answer(4))).toEqual([]);
  });

  it('is of no day again after events that nobody has read: the day may have been another one', () => {
    const before = reckon(notReckoned(site), events(monday, answer(4)));
    const step = reckonRemoved({ ...before.next, applied: 900 });
    expect(step.ratings).toEqual([]);
    const [one] = events(answer(4));
    const after = reckon(step.next, one === undefined ? [] : [{ ...one, sequence: 901 }]);
    expect(after.ratings).toEqual([]);
  });
});
