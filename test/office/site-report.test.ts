import { describe, expect, it } from 'vitest';
import { type ReportDays, reportDays } from '../../office/reports/report-days.ts';
import { createReportSums, failureRate } from '../../office/reports/report-sums.ts';
import { createCalendars } from '../../office/reports/site-calendar.ts';
import type { SiteFacts, SiteHours } from '../../office/reports/site-facts.ts';
import { reportOfSite, type SiteFindings } from '../../office/reports/site-report.ts';
import type { QueueHour, RunRecord, SiteRecords } from '../../office/store/report-store.ts';
import type { VerdictSpan } from '../../office/store/store-port.ts';

const hourMs = 3_600_000;
const monday = Date.parse('2026-11-23T00:00:00+07:00');
/** An hour of the week, by the clock of the site. */
const at = (hour: number): number => monday + hour * hourMs;
const hours = (ms: number | undefined): number => Math.round((ms ?? Number.NaN) / 36) / 100_000;

const workdays: SiteHours = {
  week: new Map([1, 2, 3, 4, 5].map((day) => [day, [{ from: 8 * 60, to: 15 * 60 }]] as const)),
  holidays: new Set(),
  from: 'site',
};
const printer = {
  id: 'printer-1',
  title: 'Printer tiket',
  role: 'printer',
  kind: 'escpos-printer',
  model: 'tm',
};
const display = {
  id: 'display-1',
  title: undefined,
  role: 'display',
  kind: 'max7219-display',
  model: undefined,
};
const batam: SiteFacts = {
  ...{ id: 'mpp-batam', title: 'MPP Batam', region: 'kepri', zone: 'Asia/Jakarta', hours: workdays },
  ...{ devices: [printer, display], services: [{ id: 'paspor', title: 'Paspor' }], heardAt: at(10 * 24) },
};
const week = reportDays('week', '2026-11-25');
const always: RunRecord = { boot: 'a', from: at(-900), last: at(9 * 24), end: 'going-on' };
const nothing: SiteRecords = { runs: [always], outages: [], queues: [], daily: [] };

interface Told extends Partial<SiteRecords> {
  readonly facts?: Partial<SiteFacts>;
  readonly spans?: readonly Omit<VerdictSpan, 'site' | 'reasons'>[];
  readonly windows?: SiteFindings['windows'];
  readonly days?: ReportDays;
  readonly now?: number;
}

function reported({
  facts,
  spans = [],
  windows = [],
  days = week,
  now = at(10 * 24),
  ...records
}: Told = {}) {
  const of = { ...batam, ...facts };
  const calendar = of.zone === undefined ? undefined : createCalendars(days, now)(of.zone, of.hours);
  return reportOfSite(
    {
      ...{ facts: of, windows, records: { ...nothing, ...records } },
      spans: spans.map((span) => ({ site: of.id, reasons: [], ...span })),
    },
    calendar,
  );
}

const ofPrinter = (told: Told) => reported(told).devices[0]?.availability;
const out = (from: number, to: number | undefined, device = 'printer-1', code = 'link.absent') => ({
  ...{ device, code, from: at(from), to: to === undefined ? undefined : at(to) },
});
const run = (from: number, last: number, end: RunRecord['end'], boot = 'a'): RunRecord => ({
  ...{ boot, from: at(from), last: at(last), end },
});

describe('the days of a report', () => {
  it('are the week from Monday to Sunday, or the month, that has a date', () => {
    expect(reportDays('week', '2026-11-29')).toMatchObject({ first: '2026-11-23', last: '2026-11-29' });
    expect(reportDays('week', '2026-11-23')).toMatchObject({ first: '2026-11-23', last: '2026-11-29' });
    expect(reportDays('month', '2028-02-10')).toMatchObject({ first: '2028-02-01', last: '2028-02-29' });
    expect(() => reportDays('week', '2026-02-30')).toThrow(RangeError);
  });

  it('begin at midnight of each site, and end now where they are not over', () => {
    const calendars = createCalendars(week, at(30));
    expect(calendars('Asia/Jakarta', workdays).span).toEqual({ from: at(0), to: at(30) });
    expect(calendars('Asia/Jayapura', workdays).span).toEqual({ from: at(-2), to: at(30) });
  });

  it('have no opening hours on a holiday', () => {
    const holidays = new Set(['2026-11-24']);
    const open = createCalendars(week, at(200))('Asia/Jakarta', { ...workdays, holidays }).open ?? [];
    expect(open.map(({ from }) => from)).toEqual([at(8), at(56), at(80), at(104)]);
    const daily = { week: 'always' as const, holidays, from: 'site' as const };
    expect(createCalendars(week, at(200))('Asia/Jakarta', daily).open).toEqual([
      { from: at(0), to: at(24) },
      { from: at(48), to: at(168) },
    ]);
  });
});

describe('the availability in a report', () => {
  it('is up / (up + down) in opening hours, of each device', () => {
    const { devices } = reported({ outages: [out(9, 10), out(20, 32.5)] });
    expect(devices.map(({ availability }) => hours(availability?.downMs))).toEqual([1.5, 0]);
    expect(devices[0]?.availability).toMatchObject({ failures: 1, outages: 2 });
    expect(devices[0]?.availability?.share).toBeCloseTo(33.5 / 35);
  });

  it('counts two faults at once as one outage', () => {
    const one = ofPrinter({ outages: [out(9, 11), out(10, 12, 'printer-1', 'paper.out')] });
    expect([hours(one?.downMs), one?.failures]).toEqual([3, 1]);
  });

  it('has a device down until now while its outage is not over', () => {
    const one = ofPrinter({ outages: [out(9, undefined)], now: at(12), facts: { heardAt: at(12) } });
    expect([hours(one?.upMs), hours(one?.downMs)]).toEqual([1, 3]);
  });

  it('has maintenance apart: of a window of the site, its region or the device, and of what the site said', () => {
    const during = (more: Omit<Told, 'outages'>) => {
      const one = ofPrinter({ outages: [out(9, 12)], ...more });
      return [hours(one?.maintenanceMs), hours(one?.downMs)];
    };
    const window = { from: at(9), to: at(11) };
    expect(during({ windows: [{ ...window, site: 'mpp-batam' }] })).toEqual([2, 1]);
    expect(during({ windows: [{ ...window, region: 'kepri' }] })).toEqual([2, 1]);
    expect(during({ windows: [{ ...window, site: 'mpp-batam', device: 'printer-1' }] })).toEqual([2, 1]);
    expect(during({ windows: [{ ...window, site: 'mpp-batam', device: 'display-1' }] })).toEqual([0, 3]);
    expect(during({ windows: [{ ...window, region: 'riau' }] })).toEqual([0, 3]);
    const said = { verdict: 'maintenance', from: at(9), to: at(10) } as const;
    expect(during({ spans: [{ ...said, device: 'printer-1' }] })).toEqual([1, 2]);
    expect(during({ spans: [{ ...said, device: undefined }] })).toEqual([1, 2]);
  });

  it('has apart what is not known: after the last that was heard, and where events are lost for good', () => {
    const silent = ofPrinter({ runs: [run(-9, 10, 'going-on')], facts: { heardAt: at(11) } });
    expect([hours(silent?.upMs), hours(silent?.unknownMs)]).toEqual([3, 32]);
    const lost = ofPrinter({ runs: [run(-9, 10, 'gap'), run(12, 200, 'going-on')] });
    expect([hours(lost?.upMs), hours(lost?.unknownMs), hours(lost?.downMs)]).toEqual([33, 2, 0]);
  });

  it('counts a site that was stopped, or lost its power, as down, from when the office missed it', () => {
    const stopped = ofPrinter({ runs: [run(-9, 10, 'stopped'), run(12, 200, 'going-on', 'b')] });
    expect([hours(stopped?.downMs), stopped?.failures, stopped?.ownFailures]).toEqual([2, 1, 0]);
    const missed = { device: undefined, verdict: 'power-or-process', from: at(11), to: at(12) } as const;
    const killed = ofPrinter({
      ...{ runs: [run(-9, 10, 'broken'), run(12, 200, 'going-on', 'b')], spans: [missed] },
    });
    expect([hours(killed?.downMs), hours(killed?.unknownMs)]).toEqual([1, 0]);
    const network = ofPrinter({ spans: [{ ...missed, verdict: 'network' }] });
    expect([hours(network?.downMs), hours(network?.unknownMs)]).toEqual([0, 0]);
  });

  it('is not known without opening hours or a zone, and with hours of the office says whose they are', () => {
    expect(reported({ facts: { hours: undefined } })).toMatchObject({
      ...{ hoursFrom: undefined, sums: { devices: 2, upMs: 0 } },
      devices: [{ availability: undefined }, { availability: undefined }],
    });
    expect(reported({ facts: { zone: undefined } })).toMatchObject({
      ...{ hoursFrom: undefined, tickets: undefined, services: [{ id: 'paspor', tickets: undefined }] },
      paper: [{ printer: 'printer-1', printed: undefined, daysLeft: undefined }],
    });
    expect(reported({ facts: { hours: { ...workdays, from: 'office' } } }).hoursFrom).toBe('office');
  });
});

describe('the worst of a report', () => {
  const sumsOf = (...sites: readonly Told[]) => {
    const sums = createReportSums(3);
    for (const site of sites) sums.add(reported(site));
    return sums.sums();
  };

  it('are the devices that were down for the largest part of their time, and none that were not', () => {
    const { worstDevices } = sumsOf(
      { facts: { id: 'a' }, outages: [out(9, 10)] },
      { facts: { id: 'b' }, outages: [out(9, 12), out(33, 34, 'display-1')] },
      { facts: { id: 'c' } },
    );
    expect(worstDevices.map(({ site, id }) => `${site.id} ${id}`)).toEqual([
      'b printer-1',
      'a printer-1',
      'b display-1',
    ]);
  });

  it('are models by their own failures in 1,000 hours: neither a site without power nor used paper is one', () => {
    const month = reportDays('month', '2026-11-10');
    const twoSites = ['a', 'b'].map((id) => ({
      ...{ facts: { id }, days: month },
      outages: [out(9, 10), out(33, 34), out(57, 57.5), out(81, 82, 'printer-1', 'paper.out')],
      runs: [run(-900, 56, 'stopped'), run(58, 240, 'going-on', 'b')],
    }));
    const { models, devices } = sumsOf(...twoSites);
    expect(models.map(({ kind }) => kind)).toEqual(['escpos-printer', 'max7219-display']);
    expect(models.map(({ failures, ownFailures }) => [failures, ownFailures])).toEqual([
      [8, 4],
      [2, 0],
    ]);
    const [worst] = models;
    expect(worst && failureRate(worst)).toBeCloseTo(4_000 / ((worst?.upMs ?? 0) / hourMs));
    expect(devices).toMatchObject({ devices: 4, failures: 10 });
  });

  it('are no models that were not watched for long enough', () => {
    const { models } = sumsOf({ outages: [out(9, 10)] });
    expect(models.map(failureRate)).toEqual([undefined, undefined]);
  });
});

describe('the queues of a report', () => {
  const hour = (at: number, more: Partial<QueueHour>): QueueHour => ({
    ...{ service: 'paspor', hour: at, issued: 0, called: 0, served: 0, noShow: 0, cancelled: 0, voided: 0 },
    ...{ wait: { count: 0, sumSeconds: 0, steps: [] }, serviceTime: { count: 0, sumSeconds: 0, steps: [] } },
    ...more,
  });

  it('are those of the days of the report, by service', () => {
    const { services, tickets } = reported({
      queues: [
        hour(at(-1), { issued: 100 }),
        hour(at(8), { issued: 10, served: 6, noShow: 2 }),
        hour(at(33), { issued: 5, service: 'sim' }),
        hour(at(7 * 24), { issued: 100 }),
      ],
    });
    expect(services.map(({ id, title, tickets: one }) => [id, title, one?.issued])).toEqual([
      ['paspor', 'Paspor', 10],
      ['sim', undefined, 5],
    ]);
    expect(tickets).toMatchObject({ issued: 15, served: 6, noShow: 2 });
  });

  it('say how much of the quota was used, of opening days on which one was said', () => {
    const quota = (date: string, value = 40) => ({ date, what: 'quota' as const, of: 'paspor', value });
    const { services } = reported({
      queues: [hour(at(8), { issued: 30 }), hour(at(32), { issued: 20 }), hour(at(56), { issued: 9 })],
      daily: [quota('2026-11-22'), quota('2026-11-23'), quota('2026-11-24'), quota('2026-11-28')],
    });
    expect(services[0]?.tickets?.quota).toEqual({ days: 2, issued: 50, allowed: 80 });
  });

  it('are not known of a site of which nothing was heard, rather than none', () => {
    const { services, tickets } = reported({ runs: [], facts: { heardAt: undefined } });
    expect([services[0]?.tickets, tickets]).toEqual([undefined, undefined]);
  });
});
