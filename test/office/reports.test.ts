import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Week } from '../../config/values/hours.ts';
import { availabilityOf } from '../../office/reports/availability.ts';
import { downSpans } from '../../office/reports/device-down.ts';
import { durationFigures } from '../../office/reports/duration-figures.ts';
import { addedDurations, durationOf, noDurations, percentile } from '../../office/reports/durations.ts';
import { openingSpans } from '../../office/reports/opening-spans.ts';
import type { ReportedEvent } from '../../office/reports/reported-event.ts';
import { noShowShare, noTickets, queueReport } from '../../office/reports/service-report.ts';
import { type MissedSpan, readSiteRecord } from '../../office/reports/site-record.ts';
import { common, lengthOf, merged, type TimeSpan, without } from '../../office/reports/time-spans.ts';
import type { QueueHour } from '../../office/store/report-store.ts';
import { reckoned } from './reckoned-events.ts';
import { playWeek, shareOf } from './report-weeks.ts';

const hourMs = 3_600_000;
const monday = Date.parse('2026-11-23T00:00:00+07:00');
const at = (hour: number): number => monday + hour * hourMs;
const span = (from: number, to: number): TimeSpan => ({ from: at(from), to: at(to) });
const working: Week = new Map([1, 2, 3, 4, 5].map((day) => [day, [{ from: 8 * 60, to: 15 * 60 }]] as const));

let sequence = 0;
const event = (hour: number, type: string, data: object = {}, boot = 'a'): ReportedEvent => ({
  ...{ sequence: ++sequence, boot, type, time: at(hour), data: data as Record<string, unknown> },
});
const hours = (ms: number | undefined): number => (ms ?? Number.NaN) / hourMs;

describe('spans of time', () => {
  const spans = fc
    .array(fc.tuple(fc.nat(100), fc.nat(20)), { maxLength: 12 })
    .map((all) => all.map(([from, length]) => ({ from, to: from + length })));

  it('are what every moment says', () => {
    fc.assert(
      fc.property(spans, spans, (some, others) => {
        const [ones, twos] = [merged(some), merged(others)];
        const has = (list: readonly TimeSpan[], moment: number) =>
          list.some(({ from, to }) => from <= moment && moment < to);
        for (let moment = 0; moment < 125; moment++) {
          const [one, two] = [has(some, moment), has(others, moment)];
          expect(has(ones, moment)).toBe(one);
          expect(has(common(ones, twos), moment)).toBe(one && two);
          expect(has(without(ones, twos), moment)).toBe(one && !two);
        }
        expect(lengthOf(ones)).toBe(lengthOf(common(ones, twos)) + lengthOf(without(ones, twos)));
      }),
    );
  });
});

describe('opening hours', () => {
  it('are those of the days of a week, in the time zone of the site', () => {
    const week = openingSpans(working, 'Asia/Jakarta', span(0, 7 * 24));
    expect(week).toHaveLength(5);
    expect(hours(lengthOf(week))).toBe(35);
    expect(week[0]).toEqual(span(8, 15));
    // Two hours east it opens two hours earlier.
    expect(openingSpans(working, 'Asia/Jayapura', span(0, 24))[0]).toEqual(span(6, 13));
  });

  it('are cut at the ends of what is asked for', () => {
    expect(openingSpans(working, 'Asia/Jakarta', span(10, 12))).toEqual([span(10, 12)]);
    expect(openingSpans('always', 'Asia/Jakarta', span(20, 30))).toEqual([span(20, 30)]);
  });
});

describe('the record of a site', () => {
  const read = (events: readonly ReportedEvent[], absences: readonly MissedSpan[] = [], until = 8) =>
    readSiteRecord({ runs: reckoned(events).runs, absences, knownUntil: at(until), until: at(until) });

  it('has a process that was killed off from when the office missed it', () => {
    const events = [event(1, 'host/started'), event(2, 'ticket/called'), event(5, 'host/started', {}, 'b')];
    const missed = [{ ...span(3, 5), was: 'power-or-process' as const }];
    const { ran, off } = read(events, missed);
    expect(ran).toEqual([span(1, 3), span(5, 8)]);
    expect(off).toEqual([span(3, 5)]);
  });

  it('knows nothing between the last event and the next start where the office did not listen either', () => {
    const events = [event(1, 'host/started'), event(2, 'ticket/called'), event(5, 'host/started', {}, 'b')];
    const { ran, off } = read(events);
    expect(ran).toEqual([span(1, 2), span(5, 8)]);
    expect(off).toEqual([]);
  });

  it('does not hold a lost line against the site: its journal tells', () => {
    const events = [event(1, 'host/started'), event(2, 'ticket/called'), event(6, 'ticket/called')];
    const missed = [{ ...span(3, 5), was: 'network' as const }];
    expect(read(events, missed).off).toEqual([]);
  });

  it('counts the time of a process that hung as off', () => {
    const events = [event(1, 'host/started'), event(6, 'ticket/called')];
    const missed = [{ ...span(3, 5), was: 'hung' as const }];
    expect(read(events, missed).off).toEqual([span(3, 5)]);
  });

  it('does not know what happened where events are lost for good', () => {
    const events = [event(1, 'host/started'), event(2, 'ticket/called')];
    sequence += 3;
    events.push(event(6, 'ticket/called'));
    expect(read(events).ran).toEqual([span(1, 2), span(6, 8)]);
  });
});

describe('the availability of a device', () => {
  const ran = { ran: [span(0, 7 * 24)], off: [] };
  const open = openingSpans(working, 'Asia/Jakarta', span(0, 7 * 24));
  const reckon = (events: readonly ReportedEvent[], more: object = {}) => {
    const down = merged(downSpans(reckoned(events).outages, at(7 * 24)).get('printer-1') ?? []);
    return availabilityOf({ site: ran, down, open, maintenance: [], ...more });
  };
  const device = { device: 'printer-1' };

  it('counts outages in opening hours alone', () => {
    const all = reckon([event(9, 'device/lost', device), event(32, 'device/found', device)]);
    expect([hours(all.upMs), hours(all.downMs), all.failures]).toEqual([29, 6, 1]);
    expect(all.share).toBeCloseTo(29 / 35);
  });

  it('counts a fault for as long as it was there, not until it was told that it is over', () => {
    const out = { ...device, code: 'paper.out', severity: 'error', fix: 'clerk' };
    const all = reckon([
      event(9, 'device/faulted', out),
      event(10.5, 'device/cleared', { ...device, code: 'paper.out', for_s: 3_600 }),
    ]);
    expect(hours(all.downMs)).toBe(1);
  });

  it('does not count warnings, and counts two faults at once as one outage', () => {
    const fault = (hour: number, code: string, severity: string) =>
      event(hour, 'device/faulted', { ...device, code, severity, fix: 'clerk' });
    const over = (hour: number, code: string, since: number) =>
      event(hour, 'device/cleared', { ...device, code, for_s: (hour - since) * 3_600 });
    const all = reckon([
      ...[fault(8, 'paper.low', 'warn'), fault(9, 'paper.out', 'error'), fault(10, 'cover.open', 'error')],
      ...[over(11, 'paper.out', 9), over(12, 'cover.open', 10)],
    ]);
    expect([hours(all.downMs), all.failures, hours(all.mttrMs)]).toEqual([3, 1, 3]);
  });

  it('does not count a lost link over a restart of the process, after which no return of it is told', () => {
    const all = reckon([event(9, 'device/lost', device), event(11, 'host/started', {}, 'b')]);
    expect(hours(all.downMs)).toBe(2);
  });

  it('has maintenance and what is not known apart', () => {
    const all = reckon([event(9, 'device/lost', device), event(12, 'device/found', device)], {
      maintenance: [span(9, 11)],
      site: { ran: [span(0, 13), span(24, 7 * 24)], off: [] },
    });
    expect([hours(all.maintenanceMs), hours(all.unknownMs), hours(all.downMs)]).toEqual([2, 2, 1]);
  });

  it('counts a site that was off as down', () => {
    const all = reckon([], { site: { ran: [span(0, 10), span(12, 7 * 24)], off: [span(10, 12)] } });
    expect([hours(all.downMs), all.failures]).toEqual([2, 1]);
  });

  it('says nothing where nothing is known', () => {
    expect(reckon([], { site: { ran: [], off: [] } })).toMatchObject({
      share: undefined,
      upMs: 0,
      downMs: 0,
    });
  });
});

describe('the figures of a queue', () => {
  const ticket = (type: string, more: object = {}) =>
    event(9, `ticket/${type}`, { service: 'paspor', ...more });
  const report = (queues: readonly QueueHour[]) => {
    const days = [{ ...span(0, 24), date: '2026-11-23', open: [span(0, 24)] }];
    const { services } = queueReport(days, { queues, daily: [] }, { services: [], isKnown: true });
    return new Map(services.map(({ id, tickets = noTickets }) => [id, tickets]));
  };
  const figures = (events: readonly ReportedEvent[]) => report(reckoned(events).queues);

  it('count each ticket by what became of it, with waits and service times', () => {
    const all = figures([
      ...[ticket('issued'), ticket('issued'), ticket('issued'), ticket('voided')],
      ...[ticket('called', { waited_s: 60 }), ticket('served', { served_s: 300 })],
      ...[ticket('called', { waited_s: 120 }), ticket('no-show')],
      ...[ticket('called', { waited_s: 180, service: 'sim' }), event(9, 'counter/opened', { counter: 'a' })],
    ]);
    expect([...all.keys()]).toEqual(['paspor', 'sim']);
    const paspor = all.get('paspor') ?? noTickets;
    expect(paspor).toMatchObject({ issued: 3, called: 2, served: 1, noShow: 1, cancelled: 0, voided: 1 });
    expect(noShowShare(paspor)).toBe(0.5);
    expect(durationFigures(paspor.wait)).toMatchObject({ count: 2, meanSeconds: 90 });
    expect(durationFigures(paspor.serviceTime)).toMatchObject({ count: 1, meanSeconds: 300 });
    const sim = all.get('sim') ?? noTickets;
    expect([durationFigures(sim.serviceTime), noShowShare(sim)]).toEqual([undefined, undefined]);
  });

  it('are the same whether the hours are added up or counted at once', () => {
    const hours = Array.from({ length: 6 }, (_, hour) =>
      event(hour, 'ticket/called', { service: 'paspor', waited_s: 100 * hour }),
    );
    const queues = hours.flatMap((one) => reckoned([one]).queues);
    expect(queues).toHaveLength(6);
    expect(report(queues)).toEqual(figures(hours));
    expect(durationFigures(report(queues).get('paspor')?.wait ?? noDurations)?.meanSeconds).toBe(250);
  });

  it('have percentiles that are right to within a step of 15 %', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (waits, share) => {
          const all = waits.reduce(
            (sum, wait) => addedDurations(sum, durationOf(wait) ?? noDurations),
            noDurations,
          );
          const sorted = waits.toSorted((one, other) => one - other);
          const right = sorted[Math.ceil(waits.length * share) - 1] ?? 0;
          expect(Math.abs((percentile(all, share) ?? 0) - right)).toBeLessThanOrEqual(
            Math.max(10, 0.15 * right + 1),
          );
        },
      ),
    );
  });

  it.each([[['soon', null, {}, -3, Number.NaN, Number.POSITIVE_INFINITY, 1e12]]])(
    'leave out what a site says that is no time: %j',
    (told) => {
      const all = figures(told.map((waited_s) => ticket('called', { waited_s })));
      expect(all.get('paspor')).toMatchObject({ called: told.length, wait: noDurations });
    },
  );
});

describe('simulated weeks', () => {
  it('have the availability that was, within 0.1 point, for each device and week (seeds 1 to 200)', () => {
    const week = span(0, 7 * 24);
    const open = openingSpans(working, 'Asia/Jakarta', week);
    const devices = ['printer-1', 'display-1', 'keypad-1'];
    let worst = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const { events, absences, worked } = playWeek(seed, week, devices);
      const { runs, outages } = reckoned(events);
      const site = readSiteRecord({ runs, absences, knownUntil: week.to, until: week.to });
      const down = downSpans(outages, week.to);
      for (const id of devices) {
        const { share = 0 } = availabilityOf({
          site,
          down: merged(down.get(id) ?? []),
          open,
          maintenance: [],
        });
        const off = 100 * Math.abs(share - shareOf(worked.get(id) ?? [], open, common));
        if (off > worst) worst = off;
        expect(off, `seed ${seed}, ${id}`).toBeLessThanOrEqual(0.1);
      }
    }
    console.info(`availability of 600 device weeks: at most ${worst.toFixed(3)} points from the truth`);
  });
});
