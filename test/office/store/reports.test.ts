import { expect, test } from 'vitest';
import type { Week } from '../../../config/values/hours.ts';
import { catchUp } from '../../../office/judge/reckoning.ts';
import { availabilityOf } from '../../../office/reports/availability.ts';
import { downSpans } from '../../../office/reports/device-down.ts';
import { openingSpans } from '../../../office/reports/opening-spans.ts';
import { notReckoned, reckon } from '../../../office/reports/reckon.ts';
import { readSiteRecord } from '../../../office/reports/site-record.ts';
import { common, merged } from '../../../office/reports/time-spans.ts';
import type { ReckonedStep } from '../../../office/store/report-store.ts';
import type { KeptEvent, OfficeStore, SiteBatch } from '../../../office/store/store-port.ts';
import { seededRandom } from '../../../simulators/random.ts';
import { reckoned } from '../reckoned-events.ts';
import { playWeek, shareOf } from '../report-weeks.ts';
import { appliedTo, batchOf, eventsOf, hourMs, issuedIn, noon, onBothStores, reckonAll } from './stores.ts';

const dayMs = 86_400_000;
const whole = [-8.64e15, 8.64e15] as const;
/** Tickets that are issued, one each second. */
const issued = { type: 'ticket/issued', data: { service: 'paspor' } };
const issuedOf = (site: string, boot: string, from: number, to: number): SiteBatch => ({
  ...{ site, events: eventsOf(boot, from, to, issued), applied: appliedTo(boot, to), backTo: undefined },
});

/** What is to be reckoned next of a site, from all events that are there. */
async function stepOf({ reports }: OfficeStore, site: string): Promise<ReckonedStep> {
  const [behind = notReckoned(site)] = (await reports.behind(100)).filter((one) => one.site === site);
  return reckon(behind, await reports.eventsAfter(site, behind.sequence, 10_000));
}

const seconds = (from: number, to: number) => ({ from: noon + from * 1_000, to: noon + to * 1_000 });

onBothStores((kit) => {
  test('what was reckoned is there after a restart, and reckoning goes on where it was', async () => {
    let store = await kit.open();
    expect(await store.reports.behind(9)).toEqual([]);
    await store.events.apply([issuedOf('s', 'a', 1, 20), issuedOf('t', 'x', 7, 9)]);
    expect(await store.reports.behind(9)).toEqual([
      { ...notReckoned('s'), applied: 20 },
      { ...notReckoned('t'), applied: 9 },
    ]);
    await reckonAll(store.reports);
    expect(await store.reports.behind(9)).toEqual([]);
    store = await kit.again();
    await store.events.apply([issuedOf('s', 'a', 21, 30), issuedOf('s', 'b', 31, 40)]);
    expect(await store.reports.behind(9)).toMatchObject([{ site: 's', sequence: 20, applied: 40 }]);
    await reckonAll(store.reports);
    expect(await issuedIn(store, 's')).toBe(40);
    expect(await issuedIn(store, 't')).toBe(3);
    expect((await store.reports.of('s', ...whole)).runs).toEqual([
      { boot: 'a', from: seconds(1, 30).from, last: seconds(1, 30).to, end: 'broken' },
      { boot: 'b', from: seconds(31, 40).from, last: seconds(31, 40).to, end: 'going-on' },
    ]);
  });

  test('a step that comes again counts once, and one of another worker is passed over, of its site alone', async () => {
    const store = await kit.open();
    await store.events.apply([issuedOf('s', 'a', 1, 20), issuedOf('t', 'a', 1, 5)]);
    const [s, t] = [await stepOf(store, 's'), await stepOf(store, 't')];
    await store.reports.save([s]);
    await store.reports.save([s, t, t]);
    await store.reports.save([t]);
    expect([await issuedIn(store, 's'), await issuedIn(store, 't')]).toEqual([20, 5]);
    await store.reports.save([]);
    expect(await store.reports.behind(9)).toEqual([]);
  });

  test('of steps of which one cannot be kept nothing is written', async () => {
    const store = await kit.open();
    await store.events.apply([issuedOf('s', 'a', 1, 20), issuedOf('t', 'a', 1, 5)]);
    const [s, t] = [await stepOf(store, 's'), await stepOf(store, 't')];
    const bad = { ...t, queues: t.queues.map((hour) => ({ ...hour, issued: 'many' as unknown as number })) };
    await expect(store.reports.save([s, bad])).rejects.toMatchObject({ code: 'store.error' });
    expect(await issuedIn(await kit.again(), 's')).toBe(0);
    expect(await (await kit.again()).reports.behind(9)).toHaveLength(2);
  });

  test('one site that cannot be kept does not stop the others', async () => {
    const store = await kit.open();
    await store.events.apply(['r', 's', 't'].map((site) => issuedOf(site, 'a', 1, 5)));
    const failed: string[] = [];
    const reports = {
      ...store.reports,
      save: (steps: readonly ReckonedStep[]) =>
        store.reports.save(
          steps.map((step) =>
            step.site !== 's'
              ? step
              : { ...step, queues: step.queues.map((hour) => ({ ...hour, hour: 'late' as never })) },
          ),
        ),
    };
    await catchUp(
      reports,
      () => true,
      (_, site = '') => failed.push(site),
    );
    expect(failed).toEqual(['s']);
    expect(await Promise.all(['r', 's', 't'].map((site) => issuedIn(store, site)))).toEqual([5, 0, 5]);
    await reckonAll(store.reports);
    expect(await issuedIn(store, 's')).toBe(5);
  });

  /** The site gives its numbers again from here on, with a run of its own. */
  const back = (site: string, from: number, to: number, boot = 'b'): SiteBatch => ({
    ...issuedOf(site, boot, from, to),
    applied: {
      sequence: to,
      runs: [
        { boot: 'a', first: 1, last: from - 1 },
        { boot, first: from, last: to },
      ],
    },
    backTo: from,
  });

  test('a site that gives its numbers again is reckoned again from there, and what happened before stays', async () => {
    const store = await kit.open();
    await store.events.apply([issuedOf('s', 'a', 1, 20)]);
    await reckonAll(store.reports);
    await store.events.apply([back('s', 11, 15)]);
    expect(await store.reports.behind(9)).toMatchObject([{ sequence: 10, backs: 1, applied: 15 }]);
    await reckonAll(store.reports);
    expect(await issuedIn(store, 's')).toBe(25);
    await store.events.apply([back('s', 11, 15)]);
    await reckonAll(store.reports);
    expect(await issuedIn(store, 's')).toBe(25);
    expect((await store.reports.of('s', ...whole)).runs.map(({ boot, end }) => `${boot} ${end}`)).toEqual([
      'a broken',
      'b going-on',
    ]);
  });

  test.each([
    ['before anything was reckoned', 0],
    ['when a part was reckoned', 5],
    ['when all was reckoned but the last', 19],
  ])(
    'a site that goes back between reading and saving, %s: the events it took back do not count',
    async (_, known) => {
      const store = await kit.open();
      if (known > 0) {
        await store.events.apply([issuedOf('s', 'a', 1, known)]);
        await reckonAll(store.reports);
      }
      await store.events.apply([issuedOf('s', 'a', known + 1, 20)]);
      const late = await stepOf(store, 's');
      // It has as many events again as the step goes over, and more.
      await store.events.apply([back('s', 11, 30)]);
      await store.reports.save([late]);
      expect(await issuedIn(store, 's')).toBe(known);
      await reckonAll(store.reports);
      expect(await issuedIn(store, 's')).toBe(30 + Math.max(0, known - 10));
      expect(await store.reports.behind(9)).toEqual([]);
    },
  );

  test('sites that go back while others are saved count all of what happened or nothing of it, and stop nobody', async () => {
    const store = await kit.open();
    const sites = Array.from({ length: 12 }, (_, index) => `site-${index}`);
    for (let turn = 0; turn < 5; turn++) {
      const from = 40 * turn + 1;
      await store.events.apply(sites.map((site) => issuedOf(site, 'a', from, from + 19)));
      const steps = await Promise.all(sites.map((site) => stepOf(store, site)));
      const backs = sites.toReversed().map((site) => back(site, from + 10, from + 39, `b${turn}`));
      const before = await Promise.all(sites.map((site) => issuedIn(store, site)));
      await Promise.all([store.reports.save(steps), store.events.apply(backs)]);
      await reckonAll(store.reports);
      const after = await Promise.all(sites.map((site) => issuedIn(store, site)));
      for (const [index, count] of after.entries()) expect([40, 50]).toContain(count - (before[index] ?? 0));
    }
  });

  test('events that were removed before they were reckoned are lost, and the site is not behind for ever', async () => {
    const store = await kit.open();
    await store.events.apply([issuedOf('s', 'a', 1, 5)]);
    await reckonAll(store.reports);
    await store.events.apply([issuedOf('s', 'a', 6, 20), issuedOf('t', 'a', 1, 5)]);
    expect(await store.prune(0, Date.now() + 2 * dayMs)).toBeGreaterThan(0);
    await reckonAll(store.reports);
    expect(await store.reports.behind(9)).toEqual([]);
    await store.events.apply([issuedOf('s', 'a', 21, 22)]);
    await reckonAll(store.reports);
    expect(await issuedIn(store, 's')).toBe(7);
    expect((await store.reports.of('s', ...whole)).runs.map(({ end }) => end)).toEqual(['gap', 'going-on']);
  });

  test('long backlogs come first, then what was reckoned the longest ago, so that no site waits for ever', async () => {
    const store = await kit.open();
    await store.events.apply(['q', 'r', 's', 't'].map((site) => issuedOf(site, 'a', 1, 5)));
    await store.reports.save([await stepOf(store, 'q')]);
    await store.events.apply([issuedOf('q', 'a', 6, 9), issuedOf('t', 'a', 6, 600)]);
    const order = await store.reports.behind(9);
    expect(order.map(({ site }) => site)).toEqual(['t', 'r', 's', 'q']);
    expect(await store.reports.behind(2)).toEqual(order.slice(0, 2));
  });

  test('a span has what touches it, the run before it, and the outages that stand', async () => {
    const store = await kit.open();
    const told: readonly (readonly [second: number, type: string, boot: string, device?: string])[] = [
      [0, 'host/started', 'a'],
      [10, 'device/lost', 'a', 'printer-1'],
      [20, 'device/found', 'a', 'printer-1'],
      [30, 'host/stopped', 'a'],
      [4_000, 'host/started', 'b'],
      [4_010, 'device/lost', 'b', 'printer-1'],
      [4_020, 'ticket/issued', 'b'],
    ];
    const events = told.map(([second, type, boot, device], index): KeptEvent => {
      const data = { service: 'paspor', device, code: 'link.absent' };
      return { sequence: index + 1, boot, type, time: noon + second * 1_000, subject: undefined, data };
    });
    await store.events.apply([{ site: 's', events, applied: appliedTo('b', 7), backTo: undefined }]);
    await reckonAll(store.reports);
    const span = async (from: number, to: number) => {
      const { runs, outages, queues } = await store.reports.of('s', noon + from * 1_000, noon + to * 1_000);
      return [
        runs.map(({ boot, end }) => `${boot} ${end}`),
        outages.map((one) => [one.from - noon, one.to === undefined ? undefined : one.to - noon]),
        queues.map(({ hour }) => hour - noon),
      ];
    };
    const [first, second] = [
      [10_000, 20_000],
      [4_010_000, undefined],
    ];
    expect(await span(0, 100)).toEqual([['a stopped'], [first], []]);
    expect(await span(15, 16)).toEqual([['a stopped'], [first], []]);
    expect(await span(20, 30)).toEqual([['a stopped'], [], []]);
    expect(await span(1_000, 2_000)).toEqual([['a stopped'], [], []]);
    expect(await span(3_600, 5_000)).toEqual([['a stopped', 'b going-on'], [second], [hourMs]]);
    expect(await span(9_000, 9_999)).toEqual([['a stopped', 'b going-on'], [second], []]);
    expect(await span(-100, -50)).toEqual([[], [], []]);
    const { queues } = await store.reports.of('s', noon, noon + 2 * hourMs);
    expect(await store.reports.of('s', noon, noon + 2 * hourMs, ['queues'])).toEqual({
      ...{ runs: [], outages: [], queues, daily: [] },
    });
    expect(queues).toHaveLength(1);
    expect((await store.reports.of('s', noon, noon + 2 * hourMs, ['runs', 'outages'])).runs).toHaveLength(2);
    expect(await store.reports.of('nowhere', 0, noon)).toEqual({
      ...{ runs: [], outages: [], queues: [], daily: [] },
    });
  });

  test('the last word of a day counts, and a day is given wherever it may begin in the span', async () => {
    const store = await kit.open();
    const figure = { site: 's', what: 'quota' as const, of: 'paspor', value: 100 };
    const dates = ['2026-09-18', '2026-09-19', '2026-09-20', '2026-09-21', '2026-09-22'];
    await store.reports.saveDaily(dates.map((date) => ({ ...figure, date })));
    await store.reports.saveDaily([
      { ...figure, date: '2026-09-20', value: 120 },
      { ...figure, date: '2026-09-20', what: 'paper-mm', of: 'printer-1', value: 1_234_567.5 },
      { ...figure, date: '2026-09-20', value: 150 },
      { ...figure, site: 't', date: '2026-09-20', value: 7 },
    ]);
    await store.reports.saveDaily([]);
    // That date begins 14 hours before and ends 12 hours after it does in UTC.
    const midnight = Date.UTC(2026, 8, 20);
    const { daily } = await store.reports.of('s', midnight - 7 * hourMs, midnight + 17 * hourMs);
    expect(daily.filter(({ date }) => date === '2026-09-20')).toEqual([
      { date: '2026-09-20', what: 'paper-mm', of: 'printer-1', value: 1_234_567.5 },
      { date: '2026-09-20', what: 'quota', of: 'paspor', value: 150 },
    ]);
    expect((await store.reports.of('s', ...whole)).daily).toHaveLength(6);
    expect((await store.reports.of('s', midnight + 15 * dayMs, midnight + 16 * dayMs)).daily).toEqual([]);
  });

  test('rows are removed by the day on which they were written, however wrong the clock of a site', async () => {
    const store = await kit.open();
    const in2099 = Date.UTC(2099, 0, 1) - noon;
    const hours = Array.from({ length: 60 }, (_, index) => index * hourMs);
    const told = hours.flatMap((hour) => [
      { type: 'device/lost', data: { device: 'd', code: 'link.absent' }, time: noon + in2099 + hour },
      { type: 'device/found', data: { device: 'd' }, time: noon + in2099 + hour + 1_000 },
      { ...issued, time: noon + in2099 + hour + 2_000 },
    ]);
    const events = told.flatMap((one, index) => eventsOf('a', index + 1, index + 1, one));
    await store.events.apply([
      { site: 's', events, applied: appliedTo('a', events.length), backTo: undefined },
      issuedOf('s', 'b', events.length + 1, events.length + 2),
    ]);
    await store.reports.saveDaily([{ site: 's', date: '2026-09-20', what: 'quota', of: 'p', value: 1 }]);
    await reckonAll(store.reports);
    expect(await store.reports.pruneReckoned(Date.now() - dayMs)).toBe(0);
    expect(await issuedIn(store, 's')).toBe(62);
    // 60 hours and one, 60 outages, the run that ended, a day.
    expect(await store.reports.pruneReckoned(Date.now() + 2 * dayMs)).toBe(123);
    expect(await store.reports.of('s', ...whole)).toMatchObject({ outages: [], queues: [], daily: [] });
    expect(await store.reports.behind(9)).toEqual([]);
  });

  test('a backlog of many sites is reckoned whole, some hundred events at a time', async () => {
    const store = await kit.open();
    const sites = Array.from({ length: 30 }, (_, index) => `site-${index}`);
    for (let from = 1; from < 2_000; from += 500)
      await store.events.apply(sites.map((site) => issuedOf(site, 'a', from, from + 499)));
    let [most, widest] = [0, 0];
    await reckonAll({
      ...store.reports,
      async eventsAfter(site, sequence, max) {
        const page = await store.reports.eventsAfter(site, sequence, max);
        most = Math.max(most, page.length);
        return page;
      },
      async save(steps) {
        widest = Math.max(widest, steps.length);
        await store.reports.save(steps);
      },
    });
    expect([most, widest]).toEqual([500, 30]);
    for (const site of sites) expect(await issuedIn(store, site)).toBe(2_000);
  });

  test('weeks have the availability that was, within 0.1 point, when they come in parts and are reckoned meanwhile', {
    timeout: 120_000,
  }, async () => {
    const store = await kit.open();
    const monday = Date.parse('2026-11-23T00:00:00+07:00');
    const week = { from: monday, to: monday + 7 * dayMs };
    const working: Week = new Map([1, 2, 3, 4, 5].map((day) => [day, [{ from: 480, to: 900 }]] as const));
    const open = openingSpans(working, 'Asia/Jakarta', week);
    const devices = ['printer-1', 'display-1', 'keypad-1'];
    let worst = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const site = `site-${seed}`;
      const random = seededRandom(seed);
      const { events, absences, worked } = playWeek(seed, week, devices);
      for (let at = 0; at < events.length; ) {
        const some = events
          .slice(at, at + 1 + Math.floor(random() * 300))
          .map((one) => ({ ...one, time: Math.round(one.time), subject: undefined }));
        at += some.length;
        const applied = appliedTo('boot-0', some.at(-1)?.sequence ?? 0);
        await store.events.apply([{ site, events: some, applied, backTo: undefined }]);
        if (random() < 0.6) await reckonAll(store.reports);
      }
      await reckonAll(store.reports);
      const { runs, outages } = await store.reports.of(site, week.from, week.to);
      const record = readSiteRecord({ runs, absences, knownUntil: week.to, until: week.to });
      const down = downSpans(outages, week.to);
      for (const id of devices) {
        const { share = 0 } = availabilityOf({
          ...{ site: record, down: merged(down.get(id) ?? []), open, maintenance: [] },
        });
        const off = 100 * Math.abs(share - shareOf(worked.get(id) ?? [], open, common));
        worst = Math.max(worst, off);
        expect(off, `seed ${seed}, ${id}`).toBeLessThanOrEqual(0.1);
      }
      const exact = events.map((one) => ({ ...one, time: Math.round(one.time) }));
      expect(runs).toEqual(reckoned(exact).runs);
    }
    console.info(`${kit.name}: 60 device weeks through the store: at most ${worst.toFixed(3)} points off`);
  });

  test('texts that are hard to keep do not stop the others', async () => {
    const store = await kit.open();
    const boot = 'nol \0 "kutip\' \\ {1,2} \ud800';
    const events = eventsOf(boot, 1, 2, {
      type: 'device/lost',
      data: { device: 'printer-1', code: 'a\0b \\ {}' },
    });
    const [lost, found] = events as [KeptEvent, KeptEvent];
    await store.events.apply([
      {
        ...{ site: 's', events: [lost, { ...found, type: 'device/found' }], backTo: undefined },
        applied: appliedTo('a', 2),
      },
      batchOf('s', 'b', 3, 3),
    ]);
    await reckonAll(store.reports);
    const { runs, outages } = await store.reports.of('s', ...whole);
    expect(runs).toHaveLength(2);
    expect(outages).toMatchObject([{ device: 'printer-1', code: 'a\ufffdb \\ {}' }]);
  });
});
