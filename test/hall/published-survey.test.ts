import { afterEach, describe, expect, it } from 'vitest';
import { askedElement } from '../../firmware-host/queue/asked-element.ts';
import {
  addedCounts,
  noAnswers,
  type ScoreCounts,
  type SurveyElement,
} from '../../firmware-host/satisfaction/elements.ts';
import { countRecord, nothingCounted } from '../../firmware-host/satisfaction/rating-days.ts';
import { indexOf } from '../../firmware-host/satisfaction/satisfaction-index.ts';
import { exampleText, PlayedHall } from './played-hall.ts';

/**
 * Table 2 of the paper that this project began with: twenty visitors on each of four aspects, asked on paper. Its
 * aspects are elements of PermenPANRB 14/2017, and its labels keys of our pads: `cukup` is 2, `kurang` is 1.
 */
const table: readonly {
  readonly aspect: string;
  readonly element: SurveyElement;
  readonly answers: { readonly [key: string]: number };
  readonly index: string;
}[] = [
  {
    ...{ aspect: 'speed', element: 'waktu', index: '80.00 B' },
    answers: { 'sangat-puas': 9, puas: 7, cukup: 3, kurang: 1 },
  },
  {
    ...{ aspect: 'location', element: 'sarana', index: '87.50 B' },
    answers: { 'sangat-puas': 12, puas: 6, cukup: 2, kurang: 0 },
  },
  {
    ...{ aspect: 'officers', element: 'perilaku', index: '81.25 B' },
    answers: { 'sangat-puas': 10, puas: 6, cukup: 3, kurang: 1 },
  },
  {
    ...{ aspect: 'information', element: 'prosedur', index: '76.25 C' },
    answers: { 'sangat-puas': 7, puas: 8, cukup: 4, kurang: 1 },
  },
];

/** Monday to Thursday: the list has one element for each of them. */
const days = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'];
const at = (day: string) => `${day}T08:30+07:00`;

/** The elements in the order in which a list of them asks the one of each row on its day. */
function asksOfTable(): readonly SurveyElement[] {
  const elements = table.map(({ element }) => element);
  const turned = elements.map((_, by) => [...elements.slice(by), ...elements.slice(0, by)]);
  const fits = turned.find((asks) =>
    table.every(({ element }, row) => askedElement(asks, days[row]) === element),
  );
  if (fits === undefined) throw new Error('four days in a row ask four elements');
  return fits;
}

/** The example site with the paper's labels on its pads and the paper's aspects as what they ask. */
function paperSite(name: string, asks: readonly SurveyElement[]): string {
  return exampleText(name)
    .replace(/asks: \[.*\]/, `asks: [${asks.join(', ')}]`)
    .replaceAll(
      /kurang: (\d+), tidak-puas: (\d+) \}/g,
      'cukup: $1, kurang: $2 }\n    scores: { cukup: 2, kurang: 1 }',
    );
}

let hall: PlayedHall;
afterEach(() => hall.stop());

/** What the records say, as it is counted for every report. */
function counted(): ReadonlyMap<string, ScoreCounts> {
  const days = nothingCounted();
  for (const record of hall.records) countRecord(days, record);
  const sums = new Map<string, ScoreCounts>();
  for (const { services } of days.days.values())
    for (const { answers } of services.values())
      for (const [element, counts] of answers.counted)
        sums.set(element, addedCounts(sums.get(element) ?? noAnswers, counts));
  return sums;
}

const written = (counts: ScoreCounts): string => {
  const index = indexOf(counts);
  return index === undefined ? 'no answers' : `${(index.indexHundredths / 100).toFixed(2)} ${index.band}`;
};

/** Whole visits, one after the other, at each of the desks in turn: number, call, answer, and the next one. */
async function playDay(desks: readonly Desk[], keys: readonly string[]): Promise<void> {
  for (const [at, key] of keys.entries()) {
    const desk = desks[at % desks.length] as Desk;
    await hall.ticket(desk.service);
    await hall.press(desk.keys, 'next');
    await hall.pass(100_000);
    await desk.comesOrLeaves?.();
    await hall.press(desk.pad, key);
  }
}

interface Desk {
  readonly service: string;
  readonly keys: string;
  readonly pad: string;
  /** What the officer presses before the visitor answers. */
  readonly comesOrLeaves?: () => Promise<void>;
}

const sites: readonly { readonly name: string; readonly desks: readonly Desk[] }[] = [
  {
    name: 'mpp-banyuwangi',
    desks: [{ service: 'paspor', keys: 'loket-1-tombol', pad: 'loket-1-nilai' }],
  },
  {
    name: 'mpp-batam',
    desks: [
      {
        service: 'paspor',
        keys: 'loket-1-keypad',
        pad: 'loket-1-nilai',
        comesOrLeaves: () => hall.pressTwice('loket-1-keypad', 'recall'),
      },
      {
        service: 'izin-tinggal',
        keys: 'loket-2-keypad',
        pad: 'loket-2-nilai',
        comesOrLeaves: () => hall.press('loket-2-keypad', 'end'),
      },
    ],
  },
];

describe('the survey of the paper, pressed at the pads', () => {
  it.each(sites)(
    'of $name gives the index of each of its aspects, and 81.25 B of all',
    async ({ name, desks }) => {
      hall = await PlayedHall.open(paperSite(name, asksOfTable()), { at: at('2026-11-23') });
      for (const [row, { answers }] of table.entries()) {
        hall.clockSays(at(days[row] ?? ''));
        await hall.pass(5_000);
        await playDay(
          desks,
          Object.entries(answers).flatMap(([key, count]) => Array<string>(count).fill(key)),
        );
      }
      const sums = counted();
      expect(table.map(({ element }) => written(sums.get(element) ?? noAnswers))).toEqual(
        table.map(({ index }) => index),
      );
      expect([...sums.keys()].sort()).toEqual(table.map(({ element }) => element).sort());
      expect(written([...sums.values()].reduce(addedCounts))).toBe('81.25 B');
    },
  );
});
