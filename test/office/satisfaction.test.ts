import { describe, expect, it } from 'vitest';
import { type Element, type ScoreCounts, surveyElements } from '../../firmware-host/satisfaction/elements.ts';
import { noRatings } from '../../office/reports/count-ratings.ts';
import { placedSites } from '../../office/reports/placed-sites.ts';
import { reportDays, weeksOf } from '../../office/reports/report-days.ts';
import { elementMeasures, measureOf, withheldAmong } from '../../office/reports/satisfaction-measures.ts';
import { createSatisfactionSums, satisfactionOfSite } from '../../office/reports/satisfaction-sums.ts';
import type { RatingDay, VisitorCounts } from '../../office/store/report-store.ts';
import { seededRandom } from '../../simulators/random.ts';
import { shownRatings } from './web/shown-ratings.ts';

const monday = '2026-11-23';
const month = { first: '2026-11-01', last: '2026-11-30' };
const said = (element: Element, scores: ScoreCounts, more: Partial<RatingDay> = {}): RatingDay => ({
  ...noRatings,
  date: monday,
  service: 'paspor',
  element,
  scores,
  ...more,
});
const visits = (served: number, more: Partial<RatingDay> = {}): RatingDay => ({
  ...{ ...noRatings, date: monday, service: 'paspor', element: '', served, ...more },
});

function summed(...days: readonly RatingDay[]) {
  const sums = createSatisfactionSums(month);
  sums.add(days);
  return sums.satisfaction();
}
const pulseOf = (...days: readonly RatingDay[]) => measureOf(summed(...days).whole, 'pulse', false);
const surveyOf = (...days: readonly RatingDay[]) => measureOf(summed(...days).whole, 'survey', false);
const allNine = (scores: ScoreCounts) => surveyElements.map((element) => said(element, scores));

describe('the pulse and the survey of the regulation', () => {
  it('are never mixed: neither counts the answers of the other', () => {
    const days = [said('pulse', [0, 0, 0, 40]), ...allNine([20, 0, 0, 0]), visits(400)];
    expect(pulseOf(...days)).toMatchObject({
      ...{ answers: 40, visits: 400, response: 10_00, index: { indexHundredths: 100_00, band: 'A' } },
    });
    expect(surveyOf(...days)).toMatchObject({
      ...{ answers: 180, response: 45_00, index: { indexHundredths: 25_00, band: 'D' } },
    });
  });

  it('a survey that lacks an element has no index and no interval, and says what is missing', () => {
    const eight = allNine([0, 0, 0, 20]).filter(({ element }) => element !== 'biaya');
    expect(surveyOf(...eight)).toMatchObject({
      ...{ answers: 160, index: undefined, interval: undefined },
      incomplete: { missing: ['biaya'], partial: { indexHundredths: 100_00 } },
    });
    expect(surveyOf(...allNine([0, 0, 0, 20])).incomplete).toBeUndefined();
    expect(surveyOf(said('pulse', [0, 0, 0, 50]))).toMatchObject({ answers: 0, incomplete: undefined });
  });

  it('say what the founding paper counted by hand: 3.20 is 80.00 and B, 3.05 is 76.25 and C', () => {
    const of = (scores: ScoreCounts) => pulseOf(said('pulse', scores)).index;
    expect(of([1, 3, 7, 9])).toMatchObject({ indexHundredths: 80_00, band: 'B' });
    expect(of([1, 4, 8, 7])).toMatchObject({ indexHundredths: 76_25, band: 'C' });
  });
});

describe('what visitors said', () => {
  it('is added up by service and by week, and the parts are the whole (seeds 1 to 50)', () => {
    const year = reportDays('year', '2026-06-01');
    for (let seed = 1; seed <= 50; seed++) {
      const days = shownRatings(seed, { until: Date.UTC(2026, 11, 31), days: 60 + seed });
      const facts = { id: 's', title: 'S', region: undefined, services: [] };
      const { whole, services, weeks } = satisfactionOfSite(facts, days, year);
      const naive = (of: (day: RatingDay) => number) => days.reduce((sum, day) => sum + of(day), 0);
      const pulse = (day: RatingDay) => (day.element === 'pulse' ? day.scores[3] : 0);
      for (const parts of [[whole], services, weeks]) {
        const sum = (of: (one: (typeof parts)[number]) => number) =>
          parts.reduce((all, one) => all + of(one), 0);
        expect(sum(({ byElement }) => byElement.get('pulse')?.[3] ?? 0)).toBe(naive(pulse));
        for (const what of ['served', 'complaints', 'repeated', 'noVisit', 'hall'] as const)
          expect(sum(({ counts }) => counts[what])).toBe(naive((day) => day[what]));
      }
      expect(weeks).toHaveLength(53);
    }
  });

  it('counts in the week of its business day, Monday to Sunday, shorter at the ends', () => {
    expect(weeksOf(month)).toEqual([
      { first: '2026-11-01', last: '2026-11-01' },
      ...[2, 9, 16, 23].map((day) => ({
        first: `2026-11-${String(day).padStart(2, '0')}`,
        last: `2026-11-${String(day + 6).padStart(2, '0')}`,
      })),
      { first: '2026-11-30', last: '2026-11-30' },
    ]);
    expect(reportDays('year', '2028-02-29')).toEqual({
      period: 'year',
      first: '2028-01-01',
      last: '2028-12-31',
    });
    const { weeks } = summed(
      ...['2026-11-22', '2026-11-23', '2026-11-29'].map((date) => said('pulse', [0, 0, 0, 1], { date })),
      said('pulse', [9, 0, 0, 0], { date: '2026-12-01' }),
    );
    expect(weeks.map(({ byElement }) => byElement.get('pulse'))).toEqual([
      ...[undefined, undefined, undefined, [0, 0, 0, 1], [0, 0, 0, 2], undefined],
    ]);
  });

  it('is at no place below none, where an answer was replaced whose first score is lost', () => {
    expect(pulseOf(said('pulse', [-1, 0, 0, 1]))).toMatchObject({ answers: 1 });
  });
});

describe('a group with fewer than ten answers', () => {
  it('is withheld: of it only how many there are is said', () => {
    const { whole } = summed(said('pulse', [0, 0, 4, 5]), visits(20));
    const [isWithheld = false] = withheldAmong([whole], 'pulse');
    expect(measureOf(whole, 'pulse', isWithheld)).toEqual({
      ...{ answers: 9, visits: 20, response: 45_00, isWithheld: true },
      ...{ index: undefined, interval: undefined, incomplete: undefined },
    });
    const ten = summed(said('pulse', [0, 0, 5, 5])).whole;
    expect(withheldAmong([ten], 'pulse')).toEqual([false]);
  });

  it('takes another one along where it could be reckoned from the total, and all of its parts', () => {
    const { services } = summed(
      ...[4, 12, 80].map((count, at) => said('pulse', [0, 0, 0, count], { service: `s-${at}` })),
    );
    expect(withheldAmong(services, 'pulse')).toEqual([true, true, false]);
    expect(withheldAmong(services, 'pulse', true)).toEqual([true, true, true]);
  });

  it('is no group without answers: there is nothing to be withheld', () => {
    const { whole } = summed(visits(30));
    expect(measureOf(whole, 'pulse', true)).toMatchObject({ answers: 0, isWithheld: false, response: 0 });
  });

  it('is an element too: it says nothing of its answers, and how many are needed for as many visits', () => {
    const { whole } = summed(
      ...[
        said('waktu', [0, 0, 0, 9]),
        said('biaya', [0, 1, 0, 50]),
        said('sarana', [0, 0, 0, 3]),
        visits(500),
      ],
    );
    const of = new Map(elementMeasures(whole, false).map((one) => [one.element, one]));
    expect(of.get('waktu')).toMatchObject({ answers: 9, isWithheld: true, index: undefined, needed: 217 });
    expect(of.get('biaya')).toMatchObject({
      answers: 51,
      isWithheld: false,
      index: { indexHundredths: 99_02 },
    });
    expect(of.get('produk')).toMatchObject({ answers: 0, isWithheld: false, index: undefined });
    expect(elementMeasures(whole, true).every(({ index }) => index === undefined)).toBe(true);
  });
});

describe('sites', () => {
  const site = (name: string, low: number, high: number) => ({
    ...{ name, interval: { lowHundredths: low * 100, highHundredths: high * 100 } },
  });
  const names = (...sites: readonly ReturnType<typeof site>[]) =>
    placedSites(sites).map((group) => group.map(({ name }) => name).join(''));

  it('that cannot be told apart stand in one group, by name; a group that is surely higher stands above', () => {
    expect(names(site('C', 70, 80), site('A', 71, 79), site('B', 85, 90))).toEqual(['B', 'AC']);
  });

  it('of a chain stand in one group: A and C do not overlap, but nobody knows where B between them is', () => {
    expect(names(site('A', 80, 90), site('B', 75, 82), site('C', 70, 76))).toEqual(['ABC']);
    expect(names(site('D', 60, 69), site('A', 80, 90), site('B', 75, 82), site('C', 70, 76))).toEqual([
      'ABC',
      'D',
    ]);
  });

  it('whose intervals touch overlap, also where one lies within another, or holds a chain together by itself', () => {
    expect(names(site('A', 80, 90), site('B', 70, 80))).toEqual(['AB']);
    expect(names(site('B', 25, 100), site('A', 90, 91), site('C', 30, 31))).toEqual(['ABC']);
    expect(names()).toEqual([]);
  });

  it('of two groups never overlap, and within a group a chain leads from each to each (seeds 1 to 300)', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = seededRandom(seed);
      const all = Array.from({ length: 1 + Math.floor(random() * 14) }, (_, at) => {
        const low = 25 + Math.floor(random() * 70);
        return site(
          `${seed} ${String.fromCharCode(65 + ((at * 5) % 26))}`,
          low,
          low + Math.floor(random() * 6),
        );
      });
      const overlap = (one: (typeof all)[number], other: (typeof all)[number]): boolean =>
        one.interval.lowHundredths <= other.interval.highHundredths &&
        other.interval.lowHundredths <= one.interval.highHundredths;
      const groups = placedSites(all);
      expect(groups.flat()).toHaveLength(all.length);
      for (const [at, group] of groups.entries()) {
        const below = groups.slice(at + 1).flat();
        for (const one of group)
          for (const other of below)
            expect(one.interval.lowHundredths).toBeGreaterThan(other.interval.highHundredths);
        const reached = new Set(group.slice(0, 1));
        for (const one of reached) for (const other of group) if (overlap(one, other)) reached.add(other);
        expect(reached.size).toBe(group.length);
        expect(group.map(({ name }) => name)).toEqual(group.map(({ name }) => name).sort());
      }
    }
  });
});

it('no group of a report is an officer or a counter: nothing that is kept has one', () => {
  const keys: readonly (keyof RatingDay | keyof VisitorCounts)[] = Object.keys(
    said('pulse', [0, 0, 0, 1]),
  ) as never;
  expect(keys).not.toContain('counter');
  expect([...keys].sort()).toEqual([
    ...['complaints', 'date', 'element', 'hall', 'noVisit', 'repeated', 'scores', 'served', 'service'],
  ]);
});
