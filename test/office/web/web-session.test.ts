import { afterEach, describe, expect, it } from 'vitest';
import { hashPassword, readHash } from '../../../firmware-host/mqtt/password.ts';
import type { RootCause } from '../../../office/verdict/verdict-types.ts';
import { officeRoutes } from '../../../office/web/office-routes.ts';
import { officeWebLimits } from '../../../office/web/office-web-limits.ts';
import { until } from '../../real-clock.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { Browser, closeWebs, openedWeb, password, user } from './opened-web.ts';
import { openShownFleet } from './shown-fleet.ts';

afterEach(closeWebs);

const wall0 = Date.UTC(2026, 0, 5, 3);

async function opened() {
  const clock = new VirtualClock();
  const wall = () => wall0 + clock.now();
  const shown = openShownFleet(3, { clock, wall, devices: 2 });
  shown.judge();
  await clock.advance(4_000);
  shown.judge();
  const calls = { windows: 0 };
  const users = [user('lihat', 'look'), user('tangani', 'acknowledge'), user('atur', 'administer')];
  const web = await openedWeb({
    ...{ fleet: shown.fleet, history: shown.history, users, clock, wall },
    windowsChanged: () => {
      calls.windows++;
    },
  });
  return { ...shown, clock, web, calls, browser: new Browser(web.url) };
}

const ask = (browser: Browser, route: (typeof officeRoutes)[number], id = 'x') =>
  browser.ask(route.method, route.path.replace('{id}', id), route.method === 'GET' ? undefined : {});

describe('whoever has not logged in', () => {
  it('gets the page, which says nothing of the fleet, and nothing else', async () => {
    const { browser } = await opened();
    for (const path of ['/', '/office.js', '/office.css', '/icon.svg'])
      expect((await browser.ask('GET', path)).status).toBe(200);
    expect((await browser.ask('GET', '/api/me')).text).toBe('null');
    for (const route of officeRoutes.filter(({ path }) => path !== '/api/me'))
      expect(await ask(browser, route)).toMatchObject({ status: 401, text: '{"error":"session"}' });
    expect((await browser.ask('GET', '/api/events')).status).toBe(401);
    expect((await browser.ask('GET', '/api/nothing')).status).toBe(401);
  });

  it('gets in by no token that was made up, and by none that was logged out', async () => {
    const { browser, web } = await opened();
    await new Browser(web.url).logIn('atur');
    browser.cookie = `loket-${new URL(web.url).port}=AAAA`;
    expect((await browser.ask('GET', '/api/fleet')).status).toBe(401);
    await browser.logIn('lihat');
    const kept = browser.cookie;
    expect((await browser.ask('GET', '/api/fleet')).status).toBe(200);
    await browser.ask('POST', '/api/logout', {});
    browser.cookie = kept;
    expect((await browser.ask('GET', '/api/fleet')).status).toBe(401);
  });
});

describe('a login', () => {
  it('sets a cookie that no script and no other site can use', async () => {
    const { browser } = await opened();
    const { headers } = await browser.logIn('lihat');
    const [cookie = ''] = headers['set-cookie'] as string[];
    expect(cookie).toMatch(/^loket-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('gets the same answer for an unknown name and a wrong password', async () => {
    const { browser } = await opened();
    const [unknown, wrong] = [await browser.logIn('siapa'), await browser.logIn('lihat', 'bukan-ini')];
    expect([unknown.status, unknown.text]).toEqual([401, '{"error":"login"}']);
    expect([wrong.status, wrong.text]).toEqual([unknown.status, unknown.text]);
    expect(Object.keys(wrong.headers)).toEqual(Object.keys(unknown.headers));
  });

  it('is limited for each address, so that nobody guesses for long; time gives attempts back', async () => {
    const { browser, clock } = await opened();
    const { burst, perSecond } = officeWebLimits.loginsOfAddress;
    for (let at = 0; at < burst; at++) expect((await browser.logIn('lihat', 'salah')).status).toBe(401);
    expect((await browser.logIn('lihat')).status).toBe(429);
    await clock.advance(1_000 / perSecond);
    expect((await browser.logIn('lihat')).status).toBe(200);
  });

  it('takes the line that `loket passwd` makes', async () => {
    const { browser, fleet, history, clock } = await opened();
    const hash = readHash(await hashPassword('kata sandi panjang'));
    if (hash === undefined) throw new Error('that is no hash');
    const users = [{ name: 'sari', role: 'look' as const, hash }];
    const web = await openedWeb({
      fleet,
      history,
      clock,
      wall: () => wall0,
      users,
      windowsChanged: () => undefined,
    });
    const own = new Browser(web.url);
    expect((await own.logIn('sari', 'kata sandi panjang')).status).toBe(200);
    expect((await own.logIn('sari', password)).status).toBe(401);
    expect((await browser.logIn('sari', 'kata sandi panjang')).status).toBe(401);
  });
});

describe('a session', () => {
  it('ends when it was not used for twelve hours, and its stream with it', async () => {
    const { browser, clock } = await opened();
    await browser.logIn('lihat');
    const events: string[] = [];
    const stop = await browser.listen(({ type }) => events.push(type));
    await clock.advance(officeWebLimits.sessionIdleMs - 1);
    expect((await browser.ask('GET', '/api/me')).text).toContain('lihat');
    await clock.advance(officeWebLimits.sessionIdleMs + 60_001);
    expect((await browser.ask('GET', '/api/fleet')).status).toBe(401);
    const count = events.length;
    await clock.advance(10_000);
    expect(events.length).toBe(count);
    stop();
  });

  it('of a user who only looks changes nothing; each role may do what those before it may', async () => {
    const { browser } = await opened();
    const statuses = async (name: string) => {
      await browser.logIn(name);
      const found: Record<string, number> = {};
      for (const route of officeRoutes)
        found[`${route.method} ${route.path}`] = (await ask(browser, route)).status;
      return found;
    };
    const isRefused = (found: Record<string, number>) =>
      Object.entries(found).flatMap(([path, status]) => (status === 403 ? [path] : []));
    expect(isRefused(await statuses('lihat'))).toEqual(
      officeRoutes.filter(({ role }) => role !== 'look').map(({ method, path }) => `${method} ${path}`),
    );
    expect(isRefused(await statuses('tangani'))).toEqual(
      officeRoutes.filter(({ role }) => role === 'administer').map(({ method, path }) => `${method} ${path}`),
    );
    expect(isRefused(await statuses('atur'))).toEqual([]);
  });
});

describe('a request that changes something', () => {
  it('comes from the own page: not from another origin, another site or a form', async () => {
    const { browser } = await opened();
    await browser.logIn('atur');
    const plan = { from: wall0 + 1_000, to: wall0 + 9_000, site: 'mpp-aceh-1', text: 'x' };
    const post = (more: Record<string, string>) => browser.ask('POST', '/api/windows', plan, more);
    expect((await post({ origin: 'http://jahat.example' })).status).toBe(403);
    expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await post({ 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post({ 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await post({})).status).toBe(200);
    const login = { name: 'atur', password };
    expect((await browser.ask('POST', '/api/login', login, { 'sec-fetch-site': 'cross-site' })).status).toBe(
      403,
    );
  });

  it('is refused whole when it is too long, no JSON, or no object', async () => {
    const { browser } = await opened();
    await browser.logIn('atur');
    const post = (body: string) => browser.ask('POST', '/api/windows', body);
    expect((await post('{')).status).toBe(415);
    expect((await post('[]')).status).toBe(415);
    expect((await post(JSON.stringify({ text: 'x'.repeat(officeWebLimits.bodyMax) }))).status).toBe(413);
  });

  it('is not answered to a name that this machine does not have (DNS rebinding)', async () => {
    const { browser } = await opened();
    expect((await browser.ask('GET', '/api/me', undefined, { host: 'jahat.example' })).status).toBe(403);
    const page = await browser.ask('GET', '/', undefined, { host: 'kantor.example' });
    expect([page.status, page.text]).toEqual([403, expect.stringContaining("nama 'kantor.example'")]);
  });
});

it('every answer has the headers that let nothing else in', async () => {
  const { browser } = await opened();
  for (const path of ['/', '/api/me', '/api/fleet']) {
    const { headers } = await browser.ask('GET', path);
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({
      ...{
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      },
      'cross-origin-resource-policy': 'same-origin',
    });
  }
});

describe('maintenance windows', () => {
  it('are planned, ended, and told to the verdicts; what is no window is refused', async () => {
    const { browser, calls, history } = await opened();
    await browser.logIn('atur');
    const plan = { from: wall0, to: wall0 + 3_600_000, site: 'mpp-aceh-1', text: 'ganti printer' };
    const post = async (more: object) =>
      (await browser.ask('POST', '/api/windows', { ...plan, ...more })).status;
    for (const more of [
      { to: wall0 - 1 },
      { from: wall0 + 9e6 },
      { to: wall0 + officeWebLimits.windowLongestMs + 1 },
      { from: '2026' },
      { site: undefined },
      { region: 'aceh' },
      { site: 'Bukan Id' },
      { text: 'x'.repeat(officeWebLimits.noteCharactersMax + 1) },
    ])
      expect([more, await post(more)]).toEqual([more, 400]);
    expect(calls.windows).toBe(0);
    expect(await post({})).toBe(200);
    expect(calls.windows).toBe(1);
    const [kept] = await history.windows();
    expect(kept).toMatchObject({ site: 'mpp-aceh-1', by: 'atur', text: 'ganti printer' });
    const path = `/api/windows/${kept?.id}`;
    expect((await browser.ask('DELETE', path, {})).status).toBe(200);
    expect((await browser.ask('DELETE', '/api/windows/lain', {})).status).toBe(404);
    expect(calls.windows).toBe(2);
  });
});

it('a store that is away takes nothing from what is known now, and a note that it does not keep is not shown', async () => {
  const { browser, history, fleet } = await opened();
  const cause: RootCause = {
    ...{
      key: 'site/mpp-aceh-1',
      verdict: 'site-unreachable',
      reasons: [],
      candidates: [],
      confidence: 'certain',
    },
    ...{ since: { at: 0, wall: wall0 }, fix: 'technician', devices: [], isQuiet: false },
  };
  const openedAt = { at: 0, wall: wall0 };
  const more = { parent: undefined, flaps: 0, isQuiet: false, corrections: [], closedAt: undefined };
  const incident = { id: 'site/mpp-aceh-1@1', site: 'mpp-aceh-1', cause, openedAt, ...more };
  fleet.judged({ verdicts: [], corrections: [], incidents: [{ change: 'opened', incident }] }, openedAt);
  await browser.logIn('tangani');
  const events: { readonly type: string }[] = [];
  const stop = await browser.listen((event) => events.push(event));
  history.isAway = true;
  const site = await browser.ask('GET', '/api/site/mpp-aceh-1');
  expect(JSON.parse(site.text)).toMatchObject({
    id: 'mpp-aceh-1',
    history: null,
    judgement: { verdict: 'well' },
  });
  const path = `/api/incident/${encodeURIComponent(incident.id)}/acknowledge`;
  expect((await browser.ask('POST', path, { text: 'saya' })).status).toBe(500);
  expect((await browser.ask('GET', '/api/fleet')).text).not.toContain('saya');
  history.isAway = false;
  expect((await browser.ask('POST', path, { text: 'saya' })).status).toBe(200);
  await until(async () => (await browser.ask('GET', '/api/fleet')).text.includes('"text":"saya"'));
  stop();
});
