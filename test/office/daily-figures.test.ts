import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../devices/fault.ts';
import { createFleet } from '../../office/fleet/fleet.ts';
import { startDailyWriter } from '../../office/judge/daily-writer.ts';
import type { DailyFigure } from '../../office/store/report-store.ts';
import { VirtualClock } from '../virtual-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const flushMs = 4 * minute;

/** One store, as the workers of an office share it. */
function memoryReports() {
  const rows = new Map<string, number>();
  const calls: number[] = [];
  let fails: string | undefined;
  return {
    rows,
    calls,
    /** What happens while the store writes. */
    meanwhile: (): void => undefined,
    setFails(code: string | undefined) {
      fails = code;
    },
    async saveDaily(figures: readonly (DailyFigure & { readonly site: string })[]): Promise<void> {
      if (fails !== undefined) throw new Fault(fails as 'store.away', 'no');
      calls.push(figures.length);
      this.meanwhile();
      for (const { site, date, what, of, value } of figures) rows.set(`${site} ${date} ${what} ${of}`, value);
    },
  };
}

/** A worker that hears sites of these zones. `start`: the wall time with which its clock begins. */
function worker(start: number, zones: { readonly [site: string]: string }, reports = memoryReports()) {
  const clock = new VirtualClock();
  const wall = () => start + clock.now();
  const fleet = createFleet({ at: 0, wall: start });
  const reported: string[] = [];
  const writer = startDailyWriter({
    ...{ reports, fleet, clock },
    report: ({ code }) => void reported.push(code),
  });
  const hear = (site: string, topic: string, payload: unknown, retain = false): void => {
    const heard = { site, topic, payload, retain, heardAt: clock.now(), wallAt: wall() };
    fleet.hear(heard);
    writer.hear(heard);
  };
  const listen = (): void => {
    fleet.lineUp(wall());
    for (const [site, zone] of Object.entries(zones)) {
      hear(site, 'controller/info', { zone }, true);
      hear(site, 'device/printer-1/info', { role: 'printer' }, true);
    }
  };
  listen();
  return {
    ...{ clock, fleet, writer, reports, reported, hear, listen, wall },
    quota: (site: string, quota: number, retain = false) =>
      hear(site, 'service/paspor/state', { issued: 1, quota_left: quota - 1 }, retain),
    paper: (site: string, mm: number, retain = false) =>
      hear(site, 'device/printer-1/health', { total_paper_mm: mm }, retain),
    /** Moves to a wall time. */
    async to(at: number): Promise<void> {
      await clock.advance(at - wall());
    },
    saved: () => Object.fromEntries([...reports.rows].sort()),
  };
}

const batam = { 'mpp-batam': 'Asia/Jakarta' };
/** Midnight at the beginning of the day in Jakarta. */
const jakarta = (date: string): number => Date.parse(`${date}T00:00+07:00`);

describe('what a site says without journaling it', () => {
  it('is saved some minutes later, and not again until it changes', async () => {
    const office = worker(jakarta('2026-09-21') + 9 * hour, batam);
    office.writer.setWriting(true);
    office.quota('mpp-batam', 150);
    office.paper('mpp-batam', 41_022);
    expect(office.saved()).toEqual({});
    await office.clock.advance(flushMs);
    expect(office.saved()).toEqual({
      'mpp-batam 2026-09-21 paper-mm printer-1': 41_022,
      'mpp-batam 2026-09-21 quota paspor': 150,
    });
    office.paper('mpp-batam', 41_022);
    await office.clock.advance(flushMs);
    expect(office.reports.calls).toEqual([2]);
    office.paper('mpp-batam', 41_140);
    await office.clock.advance(flushMs);
    expect(office.reports.calls).toEqual([2, 1]);
  });

  it('is of the day that it is there: midnight in the east comes first', async () => {
    const office = worker(jakarta('2026-09-21') + 22.5 * hour, {
      barat: 'Asia/Jakarta',
      timur: 'Asia/Jayapura',
    });
    office.writer.setWriting(true);
    for (const site of ['barat', 'timur']) office.paper(site, 1);
    await office.writer.stop();
    expect(Object.keys(office.saved())).toEqual([
      'barat 2026-09-21 paper-mm printer-1',
      'timur 2026-09-22 paper-mm printer-1',
    ]);
  });

  it('is kept of both days when midnight lies between two saves', async () => {
    const office = worker(jakarta('2026-09-22') - 30_000, batam);
    office.writer.setWriting(true);
    office.paper('mpp-batam', 100);
    office.paper('mpp-batam', 200);
    await office.clock.advance(31_000);
    office.paper('mpp-batam', 300);
    await office.clock.advance(flushMs);
    expect(office.saved()).toEqual({
      'mpp-batam 2026-09-21 paper-mm printer-1': 200,
      'mpp-batam 2026-09-22 paper-mm printer-1': 300,
    });
  });

  it('is saved once more where it changed while it was saved, also over midnight', async () => {
    const office = worker(jakarta('2026-09-22') - 10_000, batam);
    office.writer.setWriting(true);
    office.paper('mpp-batam', 100);
    office.reports.meanwhile = () => {
      office.reports.meanwhile = () => undefined;
      office.paper('mpp-batam', 200);
      office.clock.stand(20_000);
      office.paper('mpp-batam', 300);
    };
    await office.writer.stop();
    expect(office.saved()).toEqual({
      'mpp-batam 2026-09-21 paper-mm printer-1': 200,
      'mpp-batam 2026-09-22 paper-mm printer-1': 300,
    });
  });

  it('is of no day where the broker had kept it: it may be of any', async () => {
    const office = worker(jakarta('2026-09-21') + 9 * hour, batam);
    office.writer.setWriting(true);
    office.quota('mpp-batam', 150, true);
    office.paper('mpp-batam', 100, true);
    await office.clock.advance(flushMs);
    expect(office.saved()).toEqual({});
  });

  it('is nothing where there is no quota, no zone, or no number', async () => {
    const office = worker(jakarta('2026-09-21') + 9 * hour, { ...batam, nowhere: 'Mars/Olympus' });
    office.writer.setWriting(true);
    office.hear('mpp-batam', 'service/paspor/state', { issued: 1, quota_left: null });
    office.hear('mpp-batam', 'device/printer-1/health', { total_paper_mm: 'much' });
    office.paper('nowhere', 1);
    await office.clock.advance(flushMs);
    expect(office.saved()).toEqual({});
  });

  it('is for each day what was said last on it, whatever is said when', async () => {
    const zones = { a: 'Asia/Jakarta', b: 'Asia/Jayapura', c: 'America/New_York' };
    const start = Date.parse('2026-10-30T00:00Z');
    const say = fc.record({
      ...{ site: fc.constantFrom(...Object.keys(zones)), after: fc.integer({ min: 0, max: 20 * hour }) },
      ...{
        what: fc.constantFrom('quota', 'paper'),
        value: fc.integer({ min: 1, max: 3 }),
        old: fc.boolean(),
      },
    });
    await fc.assert(
      fc.asyncProperty(fc.array(say, { maxLength: 25 }), async (says) => {
        const office = worker(start, zones);
        office.writer.setWriting(true);
        const expected = new Map<string, number>();
        for (const { site, after, what, value, old } of says) {
          await office.clock.advance(after);
          office[what === 'quota' ? 'quota' : 'paper'](site, value, old);
          const zone = zones[site as 'a'];
          const date = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(office.wall());
          const of = what === 'quota' ? 'quota paspor' : 'paper-mm printer-1';
          if (!old) expected.set(`${site} ${date} ${of}`, value);
        }
        await office.writer.stop();
        expect(office.saved()).toEqual(Object.fromEntries([...expected].sort()));
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('the workers of an office', () => {
  const morning = jakarta('2026-09-21') + 9 * hour;

  it('save nothing while another one writes the history', async () => {
    const office = worker(morning, batam);
    office.paper('mpp-batam', 100);
    await office.clock.advance(hour);
    await office.writer.stop();
    expect(office.saved()).toEqual({});
  });

  it('save what they have heard when they take over', async () => {
    const office = worker(morning, batam);
    office.quota('mpp-batam', 150);
    await office.clock.advance(hour);
    office.writer.setWriting(true);
    await office.clock.advance(flushMs);
    expect(office.saved()).toEqual({ 'mpp-batam 2026-09-21 quota paspor': 150 });
  });

  it('do not put back what they heard before a gap: another one may have heard more', async () => {
    const reports = memoryReports();
    const [one, other] = [worker(morning, batam, reports), worker(morning, batam, reports)];
    one.writer.setWriting(true);
    for (const office of [one, other]) office.paper('mpp-batam', 100);
    other.fleet.lineDown();
    one.paper('mpp-batam', 200);
    await one.to(morning + hour);
    await one.writer.stop();
    await other.to(morning + hour);
    other.listen();
    other.writer.setWriting(true);
    await other.clock.advance(flushMs);
    expect(other.saved()).toEqual({ 'mpp-batam 2026-09-21 paper-mm printer-1': 200 });
    other.paper('mpp-batam', 300);
    await other.clock.advance(flushMs);
    expect(other.saved()).toEqual({ 'mpp-batam 2026-09-21 paper-mm printer-1': 300 });
  });

  it('keep what the store refuses, tell of it once, and save it later', async () => {
    const office = worker(morning, batam);
    office.writer.setWriting(true);
    office.reports.setFails('store.away');
    office.paper('mpp-batam', 100);
    await office.clock.advance(10 * hour);
    expect(office.reported).toEqual(['store.away']);
    office.reports.setFails(undefined);
    await office.clock.advance(flushMs);
    expect(office.saved()).toEqual({ 'mpp-batam 2026-09-21 paper-mm printer-1': 100 });
  });

  it('save what is left when they stop', async () => {
    const office = worker(morning, batam);
    office.writer.setWriting(true);
    office.paper('mpp-batam', 100);
    await office.writer.stop();
    expect(office.saved()).toEqual({ 'mpp-batam 2026-09-21 paper-mm printer-1': 100 });
  });

  it('save thousands of figures in parts', async () => {
    const zones = Object.fromEntries(Array.from({ length: 1_500 }, (_, at) => [`s-${at}`, 'Asia/Jakarta']));
    const office = worker(morning, zones);
    office.writer.setWriting(true);
    for (const site of Object.keys(zones)) {
      office.paper(site, 1);
      office.quota(site, 2);
    }
    await office.clock.advance(flushMs);
    expect(office.reports.calls).toEqual([1_000, 1_000, 1_000]);
    expect(office.reports.rows.size).toBe(3_000);
  });

  it('save the last of a site that is closed for good, and keep nothing of one that makes names up', async () => {
    const office = worker(morning, batam);
    office.writer.setWriting(true);
    office.paper('mpp-batam', 100);
    office.hear('mpp-batam', 'controller/state', undefined);
    for (let at = 0; at < 2_000; at++) {
      office.hear('ghost', 'controller/info', { zone: 'Asia/Jakarta' });
      office.hear('ghost', `service/s-${at}/state`, { issued: 1, quota_left: 1 });
      office.hear('ghost', `service/s-${at}/state`, undefined);
    }
    await office.clock.advance(flushMs);
    expect(office.saved()).toMatchObject({ 'mpp-batam 2026-09-21 paper-mm printer-1': 100 });
    expect(office.reports.rows.size).toBeLessThan(500);
  });
});
