import { afterEach, describe, expect, it } from 'vitest';
import { listenerLimits } from '../../firmware-host/listeners/listener-limits.ts';
import { until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { account, closePages, openedPages, password } from './played-pages.ts';

afterEach(closePages);

/** What a proxy says of a browser that is not on this machine. */
const elsewhere = { 'x-forwarded-for': '10.0.0.9' };

describe('whoever has not logged in', () => {
  it('is led to the login and back, and gets files that say nothing of the hall', async () => {
    const { browser } = await openedPages();
    const guest = browser();
    for (const path of ['/status', '/counter/loket-1'])
      expect(await guest.ask('GET', path)).toMatchObject({
        status: 303,
        headers: { location: `/login?to=${encodeURIComponent(path)}` },
      });
    const login = await guest.ask('GET', '/login?to=%2Fcounter%2Floket-1');
    expect(login.text).toContain('name="to" value="/counter/loket-1"');
    for (const path of ['/status.js', '/status.css', '/login.css', '/icon.svg'])
      expect((await guest.ask('GET', path)).status).toBe(200);
    expect((await guest.ask('GET', '/status.html')).status).toBe(404);
    expect((await guest.ask('GET', '/me')).text).toBe('null');
    expect(await guest.socket('/status/feed')).toBeUndefined();
    expect(await guest.socket('/counter/loket-1/feed')).toBeUndefined();
  });

  it('gets in by no token that was made up, and by none that was logged out', async () => {
    const { browser, loggedIn, port } = await openedPages();
    const own = await loggedIn('rawat');
    const guest = browser();
    guest.cookie = `loket-${port}=AAAA`;
    expect((await guest.ask('GET', '/status')).status).toBe(303);
    guest.cookie = own.cookie;
    expect((await guest.ask('GET', '/status')).status).toBe(200);
    expect((await own.form('/logout', {})).status).toBe(303);
    expect((await guest.ask('GET', '/status')).status).toBe(303);
  });
});

describe('a login', () => {
  it('sets a cookie that no script and no other site can use', async () => {
    const { browser } = await openedPages();
    const { status, text, headers } = await browser().logIn('layani');
    expect([status, JSON.parse(text)]).toEqual([200, { name: 'layani', role: 'operate' }]);
    const [cookie = ''] = headers['set-cookie'] as string[];
    expect(cookie).toMatch(/^loket-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('takes the name with the space that the keyboard of a telephone has put behind it', async () => {
    const { browser } = await openedPages();
    const { status, text } = await browser().logIn('layani ');
    expect([status, JSON.parse(text)]).toEqual([200, { name: 'layani', role: 'operate' }]);
  });

  it('by a form leads to the page that was asked for, and to no other place', async () => {
    const { browser } = await openedPages();
    const lead = async (to: string) => {
      const { status, headers } = await browser().form('/login', { name: 'lihat', password, to });
      return [status, headers.location];
    };
    expect(await lead('/status')).toEqual([303, '/status']);
    expect(await lead('/counter/loket-2')).toEqual([303, '/counter/loket-2']);
    for (const to of [
      'https://jahat.example/',
      '//jahat.example',
      '/counter/../x',
      '',
      '/board',
      'javascript:1',
    ])
      expect([to, ...(await lead(to))]).toEqual([to, 303, '/login']);
  });

  it('gets the same answer for an unknown name and a wrong password, in words in both languages', async () => {
    const { browser, refused } = await openedPages();
    const attempts = [
      { name: 'siapa', password },
      { name: 'lihat', password: 'bukan-ini' },
    ];
    const [unknown, wrong] = await Promise.all(attempts.map((fields) => browser().form('/login', fields)));
    expect(unknown?.status).toBe(401);
    expect(unknown?.text).toContain('Nama atau kata sandi salah.');
    expect(unknown?.text).toContain('<span lang="en">The name or the password is wrong.</span>');
    expect([wrong?.status, wrong?.text]).toEqual([unknown?.status, unknown?.text]);
    expect((await browser().logIn('lihat', 'x')).text).toBe(
      '{"error":{"code":"wrong","text":"Nama atau kata sandi salah."}}',
    );
    expect(refused).toEqual(['login', 'login', 'login']);
  });

  it('is limited for each address, so that nobody guesses for long; who is in stays in', async () => {
    const clock = new VirtualClock();
    const { browser, loggedIn } = await openedPages({ clock });
    const own = await loggedIn('lihat');
    const { burst, perSecond } = listenerLimits.pageLogins.loginsOfAddress;
    for (let at = 1; at < burst; at++) expect((await browser().logIn('lihat', 'salah')).status).toBe(401);
    const late = await browser().form('/login', { name: 'lihat', password });
    expect(late.status).toBe(429);
    expect(late.text).toContain('Terlalu banyak percobaan');
    expect((await own.ask('GET', '/status')).status).toBe(200);
    await clock.advance(1_000 / perSecond);
    expect((await browser().logIn('lihat')).status).toBe(200);
  });

  it('comes from the own page: not from another origin, another site or a page without one', async () => {
    const { browser, port, sessions } = await openedPages();
    const own = `http://127.0.0.1:${port}`;
    const from = async (more: Record<string, string>) =>
      (await browser().form('/login', { name: 'rawat', password }, more)).status;
    expect(await from({ origin: 'http://jahat.example' })).toBe(403);
    expect(await from({ origin: 'null' })).toBe(403);
    expect(await from({ origin: own, 'sec-fetch-site': 'cross-site' })).toBe(400);
    expect(await from({ origin: own, 'sec-fetch-site': 'same-site' })).toBe(400);
    expect(await from({ 'content-type': 'text/plain' })).toBe(400);
    expect(sessions.list()).toEqual([]);
    expect(await from({ origin: own })).toBe(303);
  });

  it('that fails inside is told so, and the server goes on', async () => {
    const passwords = {
      login: () => Promise.reject(new Error('out of memory')),
      topicsOf: () => [],
      devices: 0,
    };
    const { browser, refused } = await openedPages({ passwords });
    const { status, text } = await browser().form('/login', { name: 'lihat', password });
    expect(status).toBe(500);
    expect(text).toContain('Tidak berhasil: coba lagi sebentar.');
    expect(refused).toEqual(['failed']);
    expect((await browser().ask('GET', '/login')).status).toBe(200);
  });

  it('again in the same browser leaves the session of before', async () => {
    const { loggedIn, browser, sessions } = await openedPages();
    const own = await loggedIn('rawat');
    const before = own.cookie;
    await own.logIn('lihat');
    expect(sessions.list().map(({ holder }) => holder.name)).toEqual(['lihat']);
    const other = browser();
    other.cookie = before;
    expect((await other.ask('GET', '/me')).text).toBe('null');
  });

  it('shows the pages that the account may open, with titles of the site file as text', async () => {
    const { loggedIn } = await openedPages();
    const officer = (await (await loggedIn('layani')).ask('GET', '/login')).text;
    expect(officer).toContain('href="/counter/loket-2">Loket &lt;b&gt;&amp;</a>');
    expect(officer).toContain('href="/tickets"');
    const looker = (await (await loggedIn('lihat')).ask('GET', '/login')).text;
    expect(looker).toContain('href="/status"');
    expect(looker).not.toContain('href="/counter');
  });
});

describe('a session', () => {
  it('ends when it was not used for twelve hours, and the sockets of its pages with it', async () => {
    const clock = new VirtualClock();
    const { loggedIn } = await openedPages({ clock });
    const own = await loggedIn('lihat');
    const socket = await own.socket('/status/feed');
    await clock.advance(listenerLimits.pageSessions.sessionIdleMs - 1_000);
    expect(socket?.isOpen()).toBe(true);
    await clock.advance(120_000);
    await socket?.closed;
    expect((await own.ask('GET', '/status')).status).toBe(303);
  });

  it('of a ticket machine elsewhere in the hall lasts over the night, for as long as its page stands open', async () => {
    const clock = new VirtualClock();
    const { loggedIn } = await openedPages({ clock });
    const panel = await loggedIn('layani');
    const socket = await panel.socket('/tickets/feed');
    const nightMs = 2 * listenerLimits.pageSessions.sessionIdleMs;
    await clock.advance(nightMs);
    expect(socket?.isOpen()).toBe(true);
    expect((await panel.ask('GET', '/tickets', undefined, elsewhere)).status).toBe(200);
    socket?.close();
    await socket?.closed;
    expect((await panel.ask('GET', '/me', undefined, elsewhere)).text).toContain('layani');
    await clock.advance(nightMs);
    expect((await panel.ask('GET', '/tickets', undefined, elsewhere)).status).toBe(303);
  });

  it('ends after a week however much it is used', async () => {
    const clock = new VirtualClock();
    const { loggedIn } = await openedPages({ clock });
    const own = await loggedIn('lihat');
    const { sessionMostMs, sessionIdleMs } = listenerLimits.pageSessions;
    for (let at = 0; at + sessionIdleMs / 2 <= sessionMostMs; at += sessionIdleMs / 2) {
      expect((await own.ask('GET', '/status')).status).toBe(200);
      await clock.advance(sessionIdleMs / 2);
    }
    await clock.advance(1);
    expect((await own.ask('GET', '/status')).status).toBe(303);
  });

  it('stands beside that of another server of the same machine, whose cookies a browser mixes with its own', async () => {
    const [hall, other] = [await openedPages(), await openedPages()];
    const [own, its] = [await hall.loggedIn('lihat'), await other.loggedIn('rawat')];
    const nameOf = ({ cookie }: { readonly cookie: string }) => cookie.split('=')[0];
    expect(nameOf(own)).not.toBe(nameOf(its));
    const both = `${its.cookie}; ${own.cookie}`;
    [own.cookie, its.cookie] = [both, both];
    expect(JSON.parse((await own.ask('GET', '/me')).text)).toMatchObject({ name: 'lihat' });
    expect(JSON.parse((await its.ask('GET', '/me')).text)).toMatchObject({ name: 'rawat' });
  });

  it('that is logged out closes its pages at once, and no other', async () => {
    const { loggedIn } = await openedPages();
    const [own, other] = [await loggedIn('rawat'), await loggedIn('rawat')];
    const [mine, others] = [await own.socket('/status/feed'), await other.socket('/status/feed')];
    await own.form('/logout', {});
    await mine?.closed;
    expect(others?.isOpen()).toBe(true);
  });

  it('opens no more sockets in a short time than an officer who loads pages again and again', async () => {
    const clock = new VirtualClock();
    const { loggedIn, refused } = await openedPages({ clock });
    const own = await loggedIn('layani');
    const { burst, perSecond } = listenerLimits.openingsOfSession;
    for (let opening = 0; opening < burst; opening++) {
      const socket = await own.socket('/counter/loket-1/feed');
      socket?.close();
      await socket?.closed;
    }
    expect(refused).toEqual([]);
    expect(await own.socket('/counter/loket-1/feed')).toBeUndefined();
    expect(refused).toEqual(['no-place']);
    expect(await (await loggedIn('rawat')).socket('/counter/loket-1/feed')).toBeDefined();
    await clock.advance(1_000 / perSecond);
    expect(await own.socket('/counter/loket-1/feed')).toBeDefined();
  });

  it('has so many pages open, and no more', async () => {
    const { loggedIn, refused } = await openedPages();
    const own = await loggedIn('lihat');
    const most = listenerLimits.socketsOfSession;
    const sockets = await Promise.all(Array.from({ length: most }, () => own.socket('/status/feed')));
    expect(sockets.every((socket) => socket !== undefined)).toBe(true);
    expect(await own.socket('/status/feed')).toBeUndefined();
    expect(refused).toEqual(['no-place']);
    sockets[0]?.close();
    await until(async () => (await own.socket('/status/feed')) !== undefined);
  });

  it('asks for so much, and no more', async () => {
    const { loggedIn } = await openedPages({ clock: new VirtualClock() });
    const own = await loggedIn('lihat');
    const statuses: number[] = [];
    for (let at = 0; at <= listenerLimits.pageSessions.requests.burst; at++)
      statuses.push((await own.ask('GET', '/status')).status);
    expect(statuses.slice(0, -1).every((status) => status === 200)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('without accounts', () => {
  it('this machine may do everything, as its MQTT clients may, and a name of its own or a proxy nothing', async () => {
    const { browser, port } = await openedPages({ users: [], names: ['balai.example'] });
    const here = browser();
    expect((await here.ask('GET', '/status')).status).toBe(200);
    expect(JSON.parse((await here.ask('GET', '/me')).text)).toEqual({ name: null, role: 'maintain' });
    const strangers: readonly Record<string, string>[] = [
      { host: 'balai.example' },
      { forwarded: 'for=10.0.0.9' },
      { 'x-forwarded-for': '10.0.0.9' },
      { 'x-forwarded-host': `127.0.0.1:${port}` },
      { 'x-real-ip': '10.0.0.9' },
      { via: '1.1 proksi' },
    ];
    for (const headers of strangers) {
      expect([headers, (await here.ask('GET', '/status', undefined, headers)).status]).toEqual([
        headers,
        303,
      ]);
      expect([headers, (await here.ask('GET', '/tickets', undefined, headers)).status]).toEqual([
        headers,
        303,
      ]);
      const origin = { origin: `http://${headers.host ?? `127.0.0.1:${port}`}` };
      expect([headers, await here.socket('/tickets/feed', { ...headers, ...origin })]).toEqual([
        headers,
        undefined,
      ]);
    }
  });

  it('nobody logs in, whatever the name and the password', async () => {
    const { browser, sessions } = await openedPages({ users: [] });
    expect((await browser().logIn('rawat')).status).toBe(401);
    expect((await browser().form('/login', { name: '', password: '' })).status).toBe(401);
    expect(sessions.list()).toEqual([]);
    expect((await browser().ask('GET', '/login')).text).toContain('Situs ini belum punya pengguna');
  });
});

it('with accounts this machine has to log in too, but for the ticket machine of a kiosk', async () => {
  const { browser } = await openedPages({ users: [account('rawat', 'maintain')] });
  const here = browser();
  expect((await here.ask('GET', '/status')).status).toBe(303);
  expect((await here.ask('GET', '/tickets')).status).toBe(200);
  expect((await here.socket('/tickets/feed'))?.isOpen()).toBe(true);
});

it('a counter that the site does not have has no page', async () => {
  const { loggedIn } = await openedPages();
  const own = await loggedIn('layani');
  expect((await own.ask('GET', '/counter/loket-9')).status).toBe(404);
  expect((await own.ask('GET', '/counter/LOKET')).status).toBe(404);
});

it('an address with a slash behind it, or of a counter without its name, leads to what was meant', async () => {
  const { loggedIn } = await openedPages({ pages: ['status', 'counter'] });
  const own = await loggedIn('rawat');
  const leads = async (path: string) => {
    const { status, headers } = await own.ask('GET', path);
    return [status, headers.location];
  };
  expect(await leads('/status/')).toEqual([303, '/status']);
  expect(await leads('/counter/loket-1/')).toEqual([303, '/counter/loket-1']);
  expect(await leads('/login/')).toEqual([303, '/login']);
  for (const path of ['/counter', '/counter/']) expect(await leads(path)).toEqual([303, '/login']);
  for (const path of ['//jahat.example/', '//status/', '/tickets/', '/counter/../', '//', '/status//'])
    expect([path, (await own.ask('GET', path)).status]).toEqual([path, 404]);
});
