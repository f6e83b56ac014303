import { afterEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../devices/fault.ts';
import type { Clock } from '../../../devices/ports.ts';
import { createFleet } from '../../../office/fleet/fleet.ts';
import { reportDays } from '../../../office/reports/report-days.ts';
import { createOfficeReports } from '../../../office/web/create-office-reports.ts';
import { createMakeReport } from '../../../office/web/make-report.ts';
import { officeWebLimits } from '../../../office/web/office-web-limits.ts';
import type { ReportAnswer } from '../../../office/web/report-messages.ts';
import { createUserScope } from '../../../office/web/user-scope.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { MemoryRecords, queueHour } from './memory-records.ts';
import { Browser, closeWebs, openedWeb, user } from './opened-web.ts';
import { openShownFleet } from './shown-fleet.ts';

afterEach(closeWebs);

/** A Monday, noon in Jakarta. */
const wall0 = Date.UTC(2026, 0, 5, 5);
const hourMs = 3_600_000;
const usual = { zone: 'Asia/Jakarta', hours: 'always', holidays: new Set<string>() } as const;
const week = { days: reportDays('week', '2026-01-05'), site: undefined };

function made(sites = 3, clock: Clock = new VirtualClock()) {
  const wall = () => wall0 + clock.now();
  const shown = openShownFleet(sites, { clock, wall, devices: 2 });
  shown.judge();
  const records = new MemoryRecords();
  for (const id of shown.ids)
    records.keep(id, {
      runs: [{ boot: 'a', from: wall0 - 99 * hourMs, last: wall0, end: 'going-on' }],
      outages: [{ device: 'printer-1', code: 'paper.out', from: wall0 - 2 * hourMs, to: wall0 - hourMs }],
      queues: [queueHour('paspor', wall0 - 3 * hourMs, { issued: 40 })],
      daily: [],
    });
  const { maker } = createOfficeReports({ clock, wall, usual });
  const scopeOf = (regions?: readonly string[]) =>
    createUserScope(regions === undefined ? {} : { regions }, shown.fleet, shown.history, records);
  return { ...shown, clock, wall, records, maker, scopeOf };
}

describe('a report', () => {
  it('is made once for all who see the same, one at a time, and kept for five minutes', async () => {
    const { maker, records, scopeOf, clock } = made();
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    records.wait = () => gate;
    const first = maker.ask(week, scopeOf(), 5_000);
    const second = maker.ask(week, scopeOf(), 5_000);
    const other = maker.ask(week, scopeOf(['bali']), 5_000);
    await new Promise((resolve) => setImmediate(resolve));
    // Two questions of each of three sites, for the first report alone.
    expect(records.asked).toBe(6);
    open();
    const [one, two] = await Promise.all([first, second]);
    expect('report' in one && one.report.sites).toHaveLength(3);
    expect('report' in one && 'report' in two && one.report === two.report).toBe(true);
    expect(await other).toMatchObject({ report: { sites: [] } });
    await maker.ask(week, scopeOf(), 0);
    expect(records.asked).toBe(6);
    await (clock as VirtualClock).advance(officeWebLimits.reportFreshMs);
    await maker.ask(week, scopeOf(), 5_000);
    expect(records.asked).toBe(12);
  });

  it('that takes long says how far it is, and a long row of them is refused', async () => {
    const { maker, records, scopeOf, clock } = made(20);
    records.wait = () => new Promise(() => undefined);
    const asked = maker.ask(week, scopeOf(), 1_000);
    await (clock as VirtualClock).advance(1_000);
    expect(await asked).toEqual({ progress: { made: 0, of: 20 } });
    for (let at = 1; at < officeWebLimits.reportsWaitingMax; at++) {
      const next = maker.ask(week, scopeOf([`r-${at}`]), 1_000);
      await (clock as VirtualClock).advance(1_000);
      expect(await next).toEqual({ progress: { made: 0, of: 0 } });
    }
    expect(await maker.ask(week, scopeOf(['r-x']), 1_000)).toEqual({ refusal: 'too-many' });
  });

  it('is never made of a part: a store that goes away fails it, and the next question has it tried again', async () => {
    const { maker, records, scopeOf } = made();
    records.isAway = true;
    await expect(maker.ask(week, scopeOf(), 1_000)).rejects.toThrow('the store is away');
    records.isAway = false;
    expect(await maker.ask(week, scopeOf(), 1_000)).toMatchObject({ report: { sites: { length: 3 } } });
  });

  it('has no site any more that has moved to another region, though it is kept', async () => {
    const { history, records, clock, wall } = made();
    const site = 'mpp-batam';
    const own = createFleet({ at: 0, wall: wall0 });
    const say = (region: string) =>
      own.hear({
        ...{ site, topic: 'controller/info', payload: { title: 'Batam', region }, retain: false },
        ...{ heardAt: 0, wallAt: wall0 },
      });
    say('kepri');
    const scope = createUserScope({ regions: ['kepri'] }, own, history, records);
    const { maker } = createOfficeReports({ clock, wall, usual });
    expect(await maker.ask(week, scope, 1_000)).toMatchObject({ report: { sites: [{ id: site }] } });
    say('riau');
    expect(await maker.ask(week, scope, 1_000)).toMatchObject({ report: { sites: [] } });
  });

  it('gives the main thread up again and again', async () => {
    let now = 0;
    let pauses = 0;
    const clock: Clock = {
      now: () => now,
      after(_ms, run) {
        pauses++;
        setImmediate(run);
        return () => undefined;
      },
    };
    const { fleet, history, records } = made(64, new VirtualClock());
    const scope = createUserScope({}, fleet, history, records);
    // Each look at the clock is 3 ms later: every piece of work takes that long.
    const slow: Clock = {
      ...clock,
      now: () => {
        now += 3;
        return now;
      },
    };
    await createMakeReport({ clock: slow, wall: () => wall0, usual })(week, scope, () => undefined);
    expect(pauses).toBe(Math.floor((2 * 64 * 3) / 9));
  });
});

describe('the routes of reports', () => {
  async function opened(reports = true) {
    const { fleet, history, records, clock, wall } = made();
    const users = [user('lihat', 'look')];
    const web = await openedWeb({
      ...{ fleet, history, users, clock, wall, windowsChanged: () => undefined },
      ...(reports ? { reports: { records, usual, title: 'Kantor Pusat' } } : {}),
    });
    const browser = new Browser(web.url);
    await browser.logIn('lihat');
    return { browser, records, clock: clock as VirtualClock };
  }

  it('answer a week or a month that has begun, of all sites or of one', async () => {
    const { browser } = await opened();
    const { status, text } = await browser.ask('GET', '/api/report?period=week&date=2026-01-11');
    expect(status).toBe(200);
    const answer = JSON.parse(text) as ReportAnswer;
    expect(answer).toMatchObject({
      ...{ first: '2026-01-05', last: '2026-01-11', office: 'Kantor Pusat', count: 3 },
      hours: { site: 0, office: 3, none: 0 },
      devices: { devices: 6, up: 69 * 3_600, down: 3 * 3_600, failures: 3, mttr: 3_600 },
      tickets: { issued: 120, wait: null, noShowShare: null, quota: null },
    });
    expect(answer.worst).toHaveLength(3);
    const one = await browser.ask('GET', '/api/report?period=month&date=2026-01-31&site=mpp-aceh-1');
    expect(JSON.parse(one.text)).toMatchObject({
      site: { id: 'mpp-aceh-1' },
      count: 1,
      worst: { length: 2 },
    });
    for (const query of [
      ...['', 'period=week', 'period=day&date=2026-01-05', 'period=week&date=2026-13-01'],
      ...['period=week&date=2026-01-12', 'period=week&date=kemarin'],
    ])
      expect([query, (await browser.ask('GET', `/api/report?${query}`)).status]).toEqual([query, 400]);
    const nobody = await browser.ask('GET', '/api/report?period=week&date=2026-01-05&site=tidak-ada');
    expect(nobody.status).toBe(404);
  });

  it('give files with a name, in both languages, and nothing of other names', async () => {
    const { browser } = await opened();
    const get = (path: string) => browser.ask('GET', path);
    const file = await get('/api/report/availability?period=week&date=2026-01-05');
    expect(file.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="loket-availability-2026-01-05-2026-01-11.csv"',
    });
    const lines = file.text.split('\r\n');
    expect(lines[0]?.startsWith('\uFEFFdari;sampai;situs;')).toBe(true);
    expect(lines).toHaveLength(1 + 6 + 1);
    expect(lines.find((line) => line.includes(';printer-1;'))).toContain(
      ';kantor;91,667;11,000;1,000;0,000;',
    );
    const english = await get('/api/report/queues?period=week&date=2026-01-05&language=en&site=mpp-aceh-1');
    expect(english.text).toContain(
      '2026-01-05,2026-01-11,mpp-aceh-1,MPP Aceh Utara 1,aceh,paspor,Paspor,40,',
    );
    expect((await get('/api/report/all?period=week&date=2026-01-05')).status).toBe(404);
    expect((await get('/api/report/paper?period=week&date=2026-01-05&language=nl')).status).toBe(400);
  });

  it('say that the store is away, and that nothing is known where nothing was reckoned', async () => {
    const { browser, records } = await opened();
    records.of = () => Promise.reject(new Fault('store.away', 'the store is away'));
    const path = '/api/report?period=week&date=2026-01-05';
    expect(await browser.ask('GET', path)).toMatchObject({ status: 503, text: '{"error":"store"}' });
    await closeWebs();
    const { browser: other } = await opened(false);
    const answer = JSON.parse((await other.ask('GET', path)).text);
    expect(answer).toMatchObject({ hours: { none: 3 }, tickets: null, devices: { share: null, up: 0 } });
  });

  it('answer 202 with the progress while a report is being made', async () => {
    const { browser, records, clock } = await opened();
    records.wait = () => new Promise(() => undefined);
    const asked = browser.ask('GET', '/api/report?period=week&date=2026-01-05');
    const moving = setInterval(() => void clock.advance(200), 20);
    expect(await asked).toMatchObject({ status: 202, text: '{"making":{"made":0,"of":3}}' });
    const file = browser.ask('GET', '/api/report/paper?period=week&date=2026-01-05');
    expect(await file).toMatchObject({ status: 503, text: '{"error":"not-ready"}' });
    clearInterval(moving);
  });
});
