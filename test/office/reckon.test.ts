import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addedCounts } from '../../office/reports/count-queues.ts';
import { downSpans } from '../../office/reports/device-down.ts';
import { notReckoned, reckon, reckonRemoved } from '../../office/reports/reckon.ts';
import type { ReportedEvent } from '../../office/reports/reported-event.ts';
import { readSiteRecord } from '../../office/reports/site-record.ts';
import { merged } from '../../office/reports/time-spans.ts';
import type { QueueHour, ReckonedStep, SiteReckoning } from '../../office/store/report-store.ts';
import { reckoned, recordsOf } from './reckoned-events.ts';
import { playWeek } from './report-weeks.ts';

const hourMs = 3_600_000;
const monday = Date.parse('2026-11-23T00:00:00+07:00');
const at = (hour: number): number => monday + hour * hourMs;
const site = 'mpp-batam';

/** Events of a site, numbered from `first` on: the hour, the type, the run, the data. */
const events = (
  first: number,
  ...all: readonly (readonly [hour: number, type: string, boot?: string, data?: object])[]
): ReportedEvent[] =>
  all.map(([hour, type, boot = 'a', data = {}], index) => ({
    ...{ sequence: first + index, boot, type, time: Math.round(at(hour)) },
    data: data as Record<string, unknown>,
  }));

const printer = { device: 'printer-1' };
const paperOut = { ...printer, code: 'paper.out', severity: 'error' };
const hoursOf = (spans: readonly { from: number; to: number | undefined }[]) =>
  spans.map(({ from, to }) => [
    (from - monday) / hourMs,
    to === undefined ? undefined : (to - monday) / hourMs,
  ]);

/** Reckons the events in pages that end at these numbers. */
function inPages(all: readonly ReportedEvent[], ends: readonly number[]): readonly ReckonedStep[] {
  const steps: ReckonedStep[] = [];
  let before: SiteReckoning = notReckoned(site);
  const cuts = [...new Set([0, ...ends.filter((end) => end < all.length), all.length])].sort((a, b) => a - b);
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    // As a store keeps it.
    const step: ReckonedStep = JSON.parse(JSON.stringify(reckon(before, all.slice(from, cuts[index + 1]))));
    steps.push(step);
    before = step.next;
  }
  return steps;
}

function summed(queues: readonly QueueHour[]): ReadonlyMap<string, QueueHour> {
  const hours = new Map<string, QueueHour>();
  for (const one of queues) {
    const key = `${one.hour} ${one.service}`;
    const before = hours.get(key);
    hours.set(key, before === undefined ? one : { ...one, ...addedCounts(before, one) });
  }
  return hours;
}

function expectSameInPages(all: readonly ReportedEvent[], ends: readonly number[]): void {
  const [whole, pages] = [inPages(all, []), inPages(all, ends)];
  const [one, other] = [recordsOf(whole), recordsOf(pages)];
  expect(other.runs).toEqual(one.runs);
  expect(other.outages).toEqual(one.outages);
  expect(summed(other.queues)).toEqual(summed(one.queues));
  expect(pages.at(-1)?.next).toEqual(whole.at(-1)?.next);
}

const ends = fc.array(fc.nat(600), { maxLength: 30 });

describe('what is reckoned', () => {
  it('of a week is the same, in whatever pages its events are read', () => {
    fc.assert(
      fc.property(fc.nat(10_000), ends, (seed, cuts) => {
        const week = { from: at(0), to: at(168) };
        expectSameInPages(playWeek(seed, week, ['printer-1', 'display-1']).events, cuts);
      }),
      { numRuns: 60 },
    );
  });

  it('of anything that a site may say is the same in whatever pages, and stops at nothing', () => {
    const data = fc.oneof(
      fc.record(
        {
          device: fc.constantFrom<unknown>(
            'printer-1',
            'display-1',
            '',
            7,
            null,
            '__proto__',
            'a'.repeat(99),
          ),
          service: fc.constantFrom<unknown>('paspor', 'sim', 'A B', {}, undefined),
          code: fc.constantFrom<unknown>('paper.out', 'link', '', 1, 'x'.repeat(5_000)),
          severity: fc.constantFrom<unknown>('error', 'warn', 3),
          for_s: fc.oneof(fc.double(), fc.constant('long'), fc.nat(99_999)),
          waited_s: fc.oneof(fc.double(), fc.nat(9_999)),
          served_s: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
      fc.dictionary(fc.string(), fc.jsonValue()),
    );
    const event = fc.record({
      skipped: fc.constantFrom(0, 0, 0, 0, 3),
      boot: fc.constantFrom('a', 'a', 'b', 'c'),
      type: fc.oneof(
        fc.constantFrom('device/lost', 'device/found', 'device/faulted', 'device/cleared', 'host/stopped'),
        fc.constantFrom('ticket/issued', 'ticket/called', 'ticket/served', 'ticket/no-show', 'host/started'),
        fc.constantFrom('', 'constructor', 'device/', 'ticket/teleported'),
      ),
      time: fc.oneof(
        fc.integer({ min: monday, max: at(48) }),
        fc.constantFrom(0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Date.UTC(2099, 0, 1)),
      ),
      data,
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), ends, (told, cuts) => {
        let sequence = 0;
        const all = told.map(({ skipped, ...one }) => {
          sequence += 1 + skipped;
          return { ...one, sequence };
        });
        expectSameInPages(
          all,
          cuts.map((cut) => cut % 60),
        );
        for (const { from, to } of reckoned(all).outages)
          if (to !== undefined) expect(to).toBeGreaterThan(from);
      }),
      { numRuns: 400 },
    );
  });

  it('of an event that is not known, or lacks its fields, is that the site ran', () => {
    const all = events(
      1,
      ...([
        [1, 'host/started'],
        [2, 'ticket/issued'],
        [3, 'device/lost'],
        [4, 'device/faulted', 'a', { device: 'printer-1', severity: 'error' }],
        [5, 'ticket/called', 'a', { service: 'Bukan id', waited_s: 3 }],
        [6, 'coffee/made', 'a', { cups: 3 }],
      ] as const),
    );
    expect(reckoned(all)).toEqual({
      runs: [{ boot: 'a', from: at(1), last: at(6), end: 'going-on' }],
      outages: [],
      queues: [],
    });
  });

  it('of a run that never ends is one run, however long it is', () => {
    const all = Array.from({ length: 2_000 }, (_, day) => [day * 24, 'day/opened'] as const);
    const steps = inPages(
      events(1, ...all),
      Array.from({ length: 100 }, (_, page) => page * 20),
    );
    expect(recordsOf(steps).runs).toEqual([
      { boot: 'a', from: at(0), last: at(1_999 * 24), end: 'going-on' },
    ]);
    expect(JSON.stringify(steps.at(-1)?.next).length).toBeLessThan(300);
  });

  it('of a site that makes up devices stays small', () => {
    const all = Array.from(
      { length: 3_000 },
      (_, index) => [index / 60, 'device/lost', 'a', { device: `d-${index}`, code: 'link.absent' }] as const,
    );
    expect(reckoned(events(1, ...all)).outages).toHaveLength(1_000);
  });

  it('of events that are lost for good is that it is not known what was between', () => {
    const all = [
      ...events(1, [1, 'host/started'], [2, 'ticket/called']),
      ...events(7, [6, 'ticket/called'], [7, 'host/stopped']),
      ...events(12, [9, 'host/started', 'c']),
    ];
    expect(reckoned(all).runs.map(({ end }) => end)).toEqual(['gap', 'gap', 'going-on']);
    const { ran, off } = readSiteRecord({
      ...{ runs: reckoned(all).runs, absences: [], knownUntil: at(10), until: at(10) },
    });
    expect([hoursOf(ran), hoursOf(off)]).toEqual([
      [
        [1, 2],
        [6, 7],
        [9, 10],
      ],
      [],
    ]);
  });

  it('of events that were removed before they could be reckoned is a gap, and the site goes on behind it', () => {
    const before = reckon(
      notReckoned(site),
      events(1, [1, 'host/started'], [2, 'device/lost', 'a', printer]),
    );
    const step = reckonRemoved({ ...before.next, applied: 50 });
    expect(step.runs).toEqual([{ boot: 'a', from: at(1), last: at(2), end: 'gap' }]);
    expect(step.next.sequence).toBe(50);
    const after = reckon(step.next, events(51, [9, 'device/found', 'a', printer]));
    expect(after.runs).toEqual([]);
    expect(after.outages).toHaveLength(1);
    expect(after.next.state?.run).toEqual({ boot: 'a', from: at(9), last: at(9), end: 'going-on' });
  });

  it('of a fault that is told again, its end being lost, ends with the later one', () => {
    const all = events(
      1,
      [1, 'device/faulted', 'a', paperOut],
      [4, 'device/faulted', 'a', paperOut],
      [6, 'device/cleared', 'a', { ...paperOut, for_s: 3_600 }],
    );
    expect(hoursOf(merged(downSpans(reckoned(all).outages, at(9)).get('printer-1') ?? []))).toEqual([[1, 5]]);
  });
});

describe('a site that gives its numbers again', () => {
  it('keeps what happened, and is not out of use for ever by what it has forgotten', () => {
    const before = reckon(
      notReckoned(site),
      events(
        1,
        [1, 'host/started'],
        [2, 'device/faulted', 'a', paperOut],
        [3, 'ticket/issued', 'a', { service: 'paspor' }],
        [4, 'device/faulted', 'a', { ...paperOut, code: 'cover.open' }],
        [5, 'ticket/issued', 'a', { service: 'paspor' }],
      ),
    );
    // Its journal is that of the third event.
    const back = { ...before.next, sequence: 3, backs: 1 };
    const after = reckon(
      back,
      events(
        4,
        [8, 'host/started', 'b'],
        [9, 'ticket/issued', 'b', { service: 'paspor' }],
        [10, 'device/cleared', 'b', { ...paperOut, for_s: 7.5 * 3_600 }],
      ),
    );
    expect([...before.queues, ...after.queues].map(({ issued }) => issued)).toEqual([1, 1, 1]);
    expect(after.runs).toEqual([{ boot: 'a', from: at(1), last: at(5), end: 'broken' }]);
    expect(hoursOf(after.outages)).toEqual([
      [4, 5],
      [2, 9.5],
    ]);
    expect(after.next).toMatchObject({ sequence: 6, backs: 1, state: { open: [] } });
  });
});

describe('a clock that is wrong', () => {
  const read = (all: readonly ReportedEvent[], absent: readonly [number, number][], until = 24) => {
    const { runs, outages } = reckoned(all);
    const absences = absent.map(([from, to]) => ({
      ...{ from: at(from), to: at(to), was: 'power-or-process' as const },
    }));
    const { ran, off } = readSiteRecord({ runs, absences, knownUntil: at(until), until: at(until) });
    const down = merged(downSpans(outages, at(until)).get('printer-1') ?? []);
    return { ran: hoursOf(ran), off: hoursOf(off), down: hoursOf(down) };
  };
  const in1970 = -monday / hourMs;

  it('stands still while a site without a battery for it has no power: it was off until its clock was set', () => {
    const all = events(
      1,
      ...([
        [1, 'host/started'],
        [10, 'ticket/called'],
        // From the last time that was saved; then the time server is reached.
        [9.5, 'host/started', 'b'],
        [9.51, 'day/opened', 'b'],
        [14, 'ticket/called', 'b'],
      ] as const),
    );
    expect(read(all, [[10.2, 14.1]])).toEqual({
      ran: [
        [1, 10.2],
        [14, 24],
      ],
      off: [[10.2, 14]],
      down: [],
    });
  });

  it('stands still for a process that does not get far: the time that a later run worked is no time without power', () => {
    const all = events(
      1,
      ...([
        [1, 'host/started'],
        [10, 'ticket/called'],
        [9.5, 'host/started', 'b'],
        [9.5, 'host/started', 'c'],
        [9.6, 'day/opened', 'c'],
        [9.5, 'host/started', 'd'],
        [9.7, 'day/opened', 'd'],
        [14, 'ticket/called', 'd'],
      ] as const),
    );
    const { ran, off } = read(all, [[10.2, 14.1]]);
    expect(ran).toEqual([
      [1, 10.2],
      [14, 24],
    ]);
    expect(off).toEqual([[10.2, 14]]);
  });

  it('is at 1970 after a start: nothing is said of the years between', () => {
    const all = events(
      1,
      ...([
        [1, 'host/started'],
        [9, 'device/lost', 'a', printer],
        [10, 'ticket/called'],
        [in1970, 'host/started', 'b'],
        [in1970 + 0.1, 'device/faulted', 'b', paperOut],
        [14, 'ticket/called', 'b'],
        [16, 'device/cleared', 'b', { ...paperOut, for_s: 3_600 * 3 }],
      ] as const),
    );
    const { ran, off, down } = read(all, [[10, 14]]);
    expect(ran.slice(-2)).toEqual([
      [1, 10],
      [14, 24],
    ]);
    expect(off).toEqual([[10, 14]]);
    expect(down.slice(-2)).toEqual([
      [9, 10],
      [14, 16],
    ]);
  });

  it('is years ahead for a while: nothing is out of use from then on', () => {
    const in2099 = (Date.UTC(2099, 0, 1) - monday) / hourMs;
    const all = events(
      1,
      ...([
        [1, 'host/started'],
        [2, 'device/lost', 'a', printer],
        [in2099, 'ticket/called'],
        [in2099 + 1, 'device/found', 'a', printer],
        [in2099 + 2, 'device/faulted', 'a', paperOut],
        [6, 'ticket/called'],
        [7, 'device/cleared', 'a', { ...paperOut, for_s: 3_600 * 2 }],
        [8, 'host/stopped'],
        [in2099, 'host/started', 'b'],
        [9, 'ticket/called', 'b'],
      ] as const),
    );
    const { ran, off, down } = read(all, []);
    expect(ran.filter(([from = 0]) => from < 100)).toEqual([
      [1, 2],
      [6, 8],
      [9, 24],
    ]);
    expect(off).toEqual([[8, 9]]);
    expect(down.filter(([from = 0]) => from < 100)).toEqual([[6, 7]]);
  });

  it('is corrected by less than a minute: that is no step', () => {
    const all = events(1, [1, 'host/started'], [2, 'ticket/called'], [2 - 50 / 3_600, 'ticket/called']);
    expect(reckoned(all).runs).toEqual([{ boot: 'a', from: at(1), last: at(2), end: 'going-on' }]);
  });

  it('is of a site that is silent for a weekend: that is no step either', () => {
    const all = events(1, [1, 'host/started'], [90, 'ticket/called']);
    expect(reckoned(all).runs).toHaveLength(1);
  });
});
