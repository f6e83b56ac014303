import fc from 'fast-check';
import { expect, it } from 'vitest';
import { apply } from '../../firmware-host/queue/apply.ts';
import type { RatingEvent } from '../../firmware-host/queue/events.ts';
import { openState, type State } from '../../firmware-host/queue/state.ts';
import { type Score, scores } from '../../firmware-host/queue/survey.ts';
import { TOLD_TOGETHER, type ToldRatings, toldRatings } from '../../firmware-host/queue/told-ratings.ts';
import { shownFromAnswers } from '../../firmware-host/satisfaction/withholding.ts';
import { hall } from './office.ts';

const moment = (at: number) => ({ hall: at, wall: at, trusted: true });
const now = (at: number) => ({ ...moment(at), date: '2026-11-30', weekday: 1, minute: 600 });
const told = (state: State, at: number) => toldRatings(state, undefined, now(at));

/** An answer at a pad of the hall, which needs no visit. */
const answer = (score: Score, replaces?: Score): RatingEvent => ({
  type: 'rating.given',
  ...{ pad: 'pintu', element: 'pulse', score, attributed: 'hall' },
  ...(replaces === undefined ? {} : { replaces }),
});

it('tells no answer before ten have come and the last of them stands', () => {
  const state = openState(hall());
  for (let at = 0; at < 10; at++) apply(state, answer(4), moment(at * 20_000));
  expect(told(state, 180_000)).toEqual([
    { element: 'pulse', answers: 10, told: 0, counts: { 1: 0, 2: 0, 3: 0, 4: 0 } },
  ]);
  expect(told(state, 186_000)).toMatchObject([{ answers: 10, told: 10, counts: { 4: 10 } }]);
});

it('moves on by ten answers, not by one, so that nobody reads what the last visitor said', () => {
  const state = openState(hall());
  const seen = new Set<string>();
  for (let at = 0; at < 35; at++) {
    apply(state, answer(at === 12 ? 1 : 4), moment(at * 20_000));
    seen.add(JSON.stringify(told(state, at * 20_000 + 19_000)[0]?.counts));
  }
  expect([...seen].map((counts) => JSON.parse(counts))).toEqual([
    { 1: 0, 2: 0, 3: 0, 4: 0 },
    { 1: 0, 2: 0, 3: 0, 4: 10 },
    { 1: 1, 2: 0, 3: 0, 4: 19 },
    { 1: 1, 2: 0, 3: 0, 4: 29 },
  ]);
});

it('begins anew on the next day, and after a restart tells what it has told', () => {
  const events = Array.from({ length: 23 }, () => answer(3));
  const [first, second] = [openState(hall()), openState(hall())];
  for (const [at, event] of events.entries()) apply(first, event, moment(at * 20_000));
  for (const [at, event] of events.entries()) apply(second, event, moment(at * 20_000));
  expect(told(second, 470_000)).toEqual(told(first, 470_000));
  expect(told(first, 470_000)).toMatchObject([{ answers: 23, told: 20 }]);
  const day = { type: 'day.opened', date: '2026-12-01', carried: [], voided: [] } as const;
  apply(first, day, moment(500_000));
  expect(told(first, 600_000)).toEqual([]);
  apply(first, answer(1), moment(700_000));
  expect(told(first, 800_000)).toMatchObject([{ answers: 1, told: 0 }]);
});

const score = fc.constantFrom(...scores);
/** What happens: an answer, a second thought of the last one, or a look; and how long after what was before. */
const step = fc.oneof(
  fc.record({ what: fc.constant('answer' as const), score, after: fc.integer({ min: 0, max: 30_000 }) }),
  fc.record({ what: fc.constant('again' as const), score, after: fc.integer({ min: 0, max: 5_000 }) }),
  fc.record({ what: fc.constant('look' as const), score, after: fc.integer({ min: 0, max: 20_000 }) }),
);

it('whenever somebody looks, each difference is the answers of ten at least, and no second thought is seen', () => {
  const run = fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
    const state = openState(hall());
    let [at, lastAt] = [0, Number.NEGATIVE_INFINITY];
    let last: Score | undefined;
    const looks: ToldRatings[] = [];
    for (const { what, score, after } of steps) {
      at += after;
      if (what === 'answer') apply(state, answer(score), moment(at));
      if (what === 'again') {
        // After five seconds it would be an answer of its own.
        if (last === undefined || at - lastAt > 5_000) continue;
        apply(state, answer(score, last), moment(at));
      }
      if (what !== 'look') [last, lastAt] = [score, at];
      looks.push(...told(state, at));
    }
    let before: ToldRatings | undefined;
    for (const look of looks) {
      expect(scores.reduce((sum, one) => sum + look.counts[one], 0)).toBe(look.told);
      const more = look.told - (before?.told ?? 0);
      if (more !== 0) expect(more).toBeGreaterThanOrEqual(TOLD_TOGETHER);
      for (const one of scores)
        expect(
          look.counts[one] - (before?.counts[one] ?? 0),
          'an answer was taken back',
        ).toBeGreaterThanOrEqual(0);
      if (more === 0 && before !== undefined) expect(look.counts).toEqual(before.counts);
      before = look;
    }
  });
  fc.assert(run, { numRuns: 2_000, verbose: 1 });
});

it('tells no fewer together than a report shows', () => {
  expect(TOLD_TOGETHER).toBe(shownFromAnswers);
});
