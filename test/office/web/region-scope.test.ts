import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { createFleet, type Fleet } from '../../../office/fleet/fleet.ts';
import { noRatings } from '../../../office/reports/count-ratings.ts';
import { csvKinds } from '../../../office/reports/report-csv.ts';
import { ownClockKey } from '../../../office/verdict/cause-keys.ts';
import type { Incident, Judgement, RootCause } from '../../../office/verdict/verdict-types.ts';
import { officeRoutes } from '../../../office/web/office-routes.ts';
import { createUserScope } from '../../../office/web/user-scope.ts';
import { until } from '../../real-clock.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { MemoryHistory } from './memory-history.ts';
import { MemoryRecords, queueHour } from './memory-records.ts';
import { Browser, closeWebs, openedWeb, user } from './opened-web.ts';

afterEach(closeWebs);

const wall0 = Date.UTC(2026, 0, 5, 3);
const now = { at: 0, wall: wall0 };
const runs = Number(process.env.LOKET_SCOPE_RUNS ?? 25);
const seed = Number(process.env.LOKET_SCOPE_SEED ?? Math.floor(Math.random() * 2 ** 31));

const hourMs = 3_600_000;
const alwaysOpen = { zone: 'Asia/Jakarta', hours: 'always', holidays: new Set<string>() } as const;

/** Of reports, of all sites or of one. */
function reportPaths(site?: string): readonly string[] {
  const of = `date=2026-01-05${site === undefined ? '' : `&site=${site}`}`;
  return [
    ...['week', 'month'].map((period) => `/api/report?period=${period}&${of}`),
    ...csvKinds.map((kind) => `/api/report/${kind}?period=week&${of}`),
    ...['week', 'month', 'year'].map((period) => `/api/satisfaction?period=${period}&${of}`),
    `/api/satisfaction/file?period=week&${of}`,
  ];
}

interface MadeSite {
  readonly id: string;
  readonly title: string;
  readonly region: string;
  readonly device: string;
}

/** Names that stand in nothing else. */
const mark = fc.stringMatching(/^[a-z0-9]{8}$/);

const fleets = fc
  .record({
    regions: fc.uniqueArray(mark, { minLength: 2, maxLength: 4 }),
    marks: fc.uniqueArray(mark, { minLength: 12, maxLength: 24 }),
    ownCount: fc.integer({ min: 0, max: 2 }),
    unknown: mark,
  })
  .map(({ regions, marks, ownCount, unknown }) => {
    const names = regions.map((region) => `r-${region}`);
    const sites: MadeSite[] = [];
    for (let at = 0; at + 2 < marks.length; at += 3)
      sites.push({
        ...{ id: `s-${marks[at]}`, title: `T${marks[at + 1]}`, device: `d-${marks[at + 2]}` },
        region: names[at % names.length] ?? '',
      });
    return { sites, regions: names, own: names.slice(0, ownCount), unknown: `u-${unknown}` };
  });

function cause(key: string, site: string | undefined, device?: string): RootCause {
  const of = device ?? site;
  return {
    ...{ key, verdict: 'device', reasons: [{ code: 'paper.out', ...(of === undefined ? {} : { of }) }] },
    ...{ candidates: [], confidence: 'certain', since: now, fix: 'clerk', isQuiet: false },
    devices: device === undefined ? [] : [device],
  };
}

function incident(of: RootCause, site: string | undefined): Incident {
  const open = { openedAt: now, closedAt: undefined, parent: undefined, flaps: 0, isQuiet: false };
  return { id: `${of.key}@1`, site, cause: of, ...open, corrections: [] };
}

const well: Judgement = {
  ...{ verdict: 'device', reasons: [], candidates: [], confidence: 'certain', fix: 'clerk' },
  ...{ since: now, knownAt: now },
};

/** A fleet of these sites, each with a device, an incident, a history and windows; regions have incidents as well. */
function made(sites: readonly MadeSite[], regions: readonly string[]) {
  const fleet = createFleet(now);
  const history = new MemoryHistory();
  const records = new MemoryRecords();
  const all: Incident[] = [
    incident(cause('fleet', undefined), undefined),
    incident(cause(ownClockKey, undefined), undefined),
  ];
  for (const region of regions) all.push(incident(cause(`region/${region}`, region), undefined));
  for (const site of sites) {
    say(fleet, site, site.title);
    all.push(
      incident(cause(`site/${site.id}/device/${site.device}/paper.out`, site.id, site.device), site.id),
    );
    history.spansKept.push({
      ...{ site: site.id, device: site.device, verdict: 'device', reasons: ['paper.out'] },
      ...{ from: wall0 - 1, to: undefined },
    });
    records.keep(site.id, {
      runs: [{ boot: 'a', from: wall0 - 9 * hourMs, last: wall0, end: 'going-on' }],
      outages: [{ device: site.device, code: 'paper.out', from: wall0 - 2 * hourMs, to: wall0 - hourMs }],
      queues: [queueHour(`q-${site.device}`, wall0 - 3 * hourMs)],
      daily: [{ date: '2026-01-05', what: 'paper-mm', of: site.device, value: 1_000 }],
    });
    const said = { date: '2026-01-05', service: `q-${site.device}`, element: 'pulse' as const };
    records.keepRatings(site.id, [
      { ...said, ...noRatings, scores: [0, 0, 9, 9], served: 40, complaints: 1 },
    ]);
    const window = { from: wall0, to: wall0 + 9e6, by: 'x', text: '' };
    history.windowsKept.set(`w-${site.id}`, { ...window, id: `w-${site.id}`, site: site.id });
    history.windowsKept.set(`w-${site.region}`, { ...window, id: `w-${site.region}`, region: site.region });
  }
  for (const one of all) {
    history.incidentsKept.set(one.id, one);
    history.notes.push({ incident: one.id, by: 'x', at: wall0, what: 'commented', text: `of ${one.id}` });
  }
  const verdicts = sites.flatMap(({ id, device }) => [
    { site: id, judgement: well },
    { site: id, device, judgement: well },
  ]);
  fleet.judged(
    { verdicts, corrections: [], incidents: all.map((one) => ({ change: 'opened', incident: one })) },
    now,
  );
  return { fleet, history, records, incidents: all };
}

function say(fleet: Fleet, { id: site, region, device }: MadeSite, title: string): void {
  const heard = { site, retain: false, heardAt: 0, wallAt: wall0 };
  fleet.hear({ ...heard, topic: 'controller/info', payload: { title, region, version: `v-${title}` } });
  fleet.hear({
    ...heard,
    topic: `device/${device}/info`,
    payload: { role: 'printer', kind: 'x', place: title },
  });
}

it(`a user of regions gets no byte of another region on any route (seed ${seed})`, {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fleets, async ({ sites, regions, own, unknown }) => {
      const { fleet, history, records, incidents } = made(sites, regions);
      const isOwn = ({ region }: MadeSite): boolean => own.includes(region);
      const foreign = sites.filter((site) => !isOwn(site));
      const secrets = [
        // Of no region: for users without regions alone, as in the store.
        ownClockKey,
        ...foreign.flatMap(({ id, title, device }) => [id, title, device]),
        ...regions.filter((region) => !own.includes(region)),
      ];
      const clock = new VirtualClock();
      const wall = () => wall0;
      const users = [user('kepala', 'administer', own), user('pusat', 'administer')];
      const reports = { records, usual: alwaysOpen, title: 'Kantor' };
      const windowsChanged = () => undefined;
      const web = await openedWeb({ fleet, history, users, clock, wall, windowsChanged, reports });
      // What is made for one who sees everything is not for another one.
      const central = new Browser(web.url);
      await central.logIn('pusat');
      const wholes = await Promise.all(reportPaths().map((path) => central.ask('GET', path)));
      for (const { id } of sites) expect(wholes.every(({ text }) => text.includes(id))).toBe(true);
      const browser = new Browser(web.url);
      expect((await browser.logIn('kepala')).status).toBe(200);
      const heard: string[] = [];
      const stop = await browser.listen((event) => heard.push(JSON.stringify(event)));

      const ids = [
        ...sites.flatMap(({ id, region }) => [id, `w-${id}`, `w-${region}`]),
        ...incidents.map(({ id }) => id),
      ];
      const isForeign = (id: string): boolean => secrets.some((secret) => id.includes(secret));
      const before = JSON.stringify([
        history.notes.filter(({ incident: of }) => isForeign(of)),
        windowsOf(history, isForeign),
      ]);
      const clean = (text: string): void =>
        expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
      for (const route of officeRoutes) {
        const body =
          route.method === 'GET' ? undefined : { text: 'x', from: wall0, to: wall0 + 1_000, site: unknown };
        const ask = async (id: string) => {
          await clock.advance(1_000);
          return browser.ask(route.method, route.path.replace('{id}', encodeURIComponent(id)), body);
        };
        const nobody = await ask(unknown);
        clean(nobody.text);
        if (!route.path.includes('{id}')) continue;
        for (const id of ids) {
          const answer = await ask(id);
          if (isForeign(id))
            expect([id, answer.status, answer.text]).toEqual([id, nobody.status, nobody.text]);
          else clean(answer.text);
        }
      }
      for (const path of reportPaths()) {
        await clock.advance(1_000);
        const { status, text } = await browser.ask('GET', path);
        expect(status).toBe(200);
        clean(text);
        for (const { id } of sites.filter(isOwn)) expect(text).toContain(id);
      }
      for (const path of [...reportPaths(unknown), ...sites.flatMap(({ id }) => reportPaths(id))]) {
        await clock.advance(1_000);
        const { status, text } = await browser.ask('GET', path);
        const isOfOwn = sites.some((site) => isOwn(site) && path.includes(site.id));
        if (isOfOwn) expect(status).toBe(200);
        else expect([path, status, text]).toEqual([path, 404, '{"error":"unknown"}']);
        if (isOfOwn) clean(text);
      }
      for (const site of foreign) {
        const planned = { from: wall0, to: wall0 + 1_000, text: '' };
        await clock.advance(1_000);
        expect((await browser.ask('POST', '/api/windows', { ...planned, site: site.id })).status).toBe(404);
        expect((await browser.ask('POST', '/api/windows', { ...planned, region: site.region })).status).toBe(
          404,
        );
      }
      // Everything changes, and some sites are closed for good: the stream tells of the user's own alone.
      for (const site of sites) say(fleet, site, `${site.title}-new`);
      for (const { id } of foreign.slice(0, 1))
        fleet.hear({
          site: id,
          topic: 'controller/state',
          payload: undefined,
          retain: true,
          heardAt: 0,
          wallAt: wall0,
        });
      const changed = incidents.map((one) => ({
        change: 'updated' as const,
        incident: { ...one, flaps: 1 },
      }));
      fleet.judged({ verdicts: [], corrections: [], incidents: changed }, now);
      await clock.advance(3_000);
      const told = sites.filter(isOwn).map(({ title }) => `${title}-new`);
      await until(
        () => told.every((title) => heard.join().includes(title)) && heard.join().includes('"fleet@1"'),
      );
      clean(heard.join());
      stop();
      const after = JSON.stringify([
        history.notes.filter(({ incident: of }) => isForeign(of)),
        windowsOf(history, isForeign),
      ]);
      expect(after).toBe(before);

      // The same questions tell a user of all regions everything: the test would see a leak.
      const whole = await central.ask('GET', '/api/fleet');
      for (const { id } of foreign.slice(1)) expect(whole.text).toContain(id);
      expect(whole.text).toContain(ownClockKey);
      await closeWebs();
    }),
    { numRuns: runs, seed },
  );
});

function windowsOf(history: MemoryHistory, isForeign: (id: string) => boolean) {
  return [...history.windowsKept.values()].filter(({ id }) => isForeign(id));
}

it('a site that moves to another region is told as gone once, and then not at all', () => {
  const fleet = createFleet(now);
  const site = { id: 'mpp-batam', title: 'Batam', region: 'kepri', device: 'd' };
  say(fleet, site, 'Batam');
  fleet.judged({ verdicts: [], corrections: [], incidents: [] }, now);
  const { fleet: own } = createUserScope({ regions: ['kepri'] }, fleet, new MemoryHistory());
  const told: string[][] = [];
  own.onChange(({ sites }) => told.push([...sites]));
  const move = (region: string, title: string) => {
    say(fleet, { ...site, region }, title);
    fleet.judged({ verdicts: [], corrections: [], incidents: [] }, now);
  };
  move('riau', 'Batam');
  expect(told).toEqual([['mpp-batam']]);
  expect(own.site('mpp-batam')).toBeUndefined();
  move('riau', 'Batam baru');
  expect(told).toHaveLength(1);
  move('kepri', 'Batam baru');
  expect(told).toHaveLength(2);
  expect(own.site('mpp-batam')?.title).toBe('Batam baru');
});
