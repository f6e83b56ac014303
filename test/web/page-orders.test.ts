import { afterEach, describe, expect, it } from 'vitest';
import { listenerLimits } from '../../firmware-host/listeners/listener-limits.ts';
import { until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { closePages, openedPages, type PageBrowser, type PlayedSocket } from './played-pages.ts';

afterEach(closePages);

async function socketOf(browser: PageBrowser, path: string): Promise<PlayedSocket> {
  const socket = await browser.socket(path);
  if (socket === undefined) throw new Error(`${path} was refused`);
  return socket;
}

const error = (code: string) => ({ ok: false, error: { code, text: expect.stringMatching(/\.$/) } });

describe('the socket of a page', () => {
  it('tells first who has opened it, then what the hall has said, and then what it says', async () => {
    const { loggedIn, say } = await openedPages();
    const socket = await socketOf(await loggedIn('layani'), '/counter/loket-1/feed');
    await until(() => socket.heard.length === 6);
    expect(socket.heard).toEqual([
      { type: 'reader', reader: { name: 'layani', role: 'operate' } },
      { type: 'desk', desk: expect.objectContaining({ id: 'loket-1', functions: ['next'] }) },
      { type: 'keypads', keypads: [expect.objectContaining({ works: 'unknown' })] },
      { type: 'mqtt', address: 'controller/info', payload: expect.any(String) },
      { type: 'mqtt', address: 'counter/loket-1/state', payload: '{"ticket":"A-001"}' },
      { type: 'beat', broker: true, at: 1_000 },
    ]);
    say({ address: 'event/ticket/called', payload: '{}' });
    await until(() => socket.heard.length === 7);
    expect(socket.heard[6]).toEqual({ type: 'mqtt', address: 'event/ticket/called', payload: '{}' });
  });

  it('beats, so that a page knows that it is not alone', async () => {
    const clock = new VirtualClock();
    const { loggedIn } = await openedPages({ clock });
    const socket = await socketOf(await loggedIn('lihat'), '/status/feed');
    const beats = () => socket.heard.filter(({ type }) => type === 'beat').length;
    await until(() => beats() === 1);
    await clock.advance(4_000);
    await until(() => beats() === 2);
  });

  it('tells nobody of commands and replies, and a ticket machine of little else than its services', async () => {
    const { loggedIn, browser, say } = await openedPages();
    const rawat = await loggedIn('rawat');
    const sockets = {
      status: await socketOf(rawat, '/status/feed'),
      counter: await socketOf(rawat, '/counter/loket-1/feed'),
      tickets: await socketOf(browser(), '/tickets/feed'),
    };
    const addresses = [
      ...['command/call-next', 'reply/call-next', 'event/ticket/issued', 'event/device/lost'],
      ...['device/printer-1/health', 'counter/loket-2/state', 'service/paspor/state'],
    ];
    for (const address of addresses) say({ address, payload: '{}' });
    const heard = ({ heard }: PlayedSocket) =>
      heard.flatMap((one) => (one.type === 'mqtt' && one.payload === '{}' ? [one.address] : []));
    await until(() => heard(sockets.tickets).includes('service/paspor/state'));
    expect(heard(sockets.tickets)).toEqual(['event/ticket/issued', 'service/paspor/state']);
    // It is told in words.
    expect(heard(sockets.status)).toEqual([]);
    expect(heard(sockets.counter)).toEqual(addresses.slice(2).filter((one) => one !== 'event/device/lost'));
  });
});

describe('an order', () => {
  it('is handed in as an MQTT client would send it, and answered with its reply', async () => {
    const { loggedIn, orders } = await openedPages();
    const socket = await socketOf(await loggedIn('layani'), '/counter/loket-1/feed');
    const fields = { counter: 'loket-1', ticket: 'A-007' };
    const sent = { sent_at: '2026-11-29T01:00:00Z', expires_at: '2026-11-29T01:00:09Z' };
    expect(await socket.order({ type: 'command', command: 'call-ticket', fields, ...sent })).toMatchObject({
      ok: true,
    });
    expect(await socket.order({ type: 'press', action: 'transfer paspor first' })).toMatchObject({
      ok: true,
    });
    expect(orders).toEqual([
      { name: 'call-ticket', payload: { id: expect.stringMatching(/^order-/), ...fields, ...sent } },
      {
        ...{ name: 'press', keys: 'loket-1' },
        payload: {
          id: expect.stringMatching(/^order-/),
          counter: 'loket-1',
          action: 'transfer paspor first',
        },
      },
    ]);
  });

  it('cannot put on another id, another time or another counter by its fields', async () => {
    const { loggedIn, orders } = await openedPages();
    const socket = await socketOf(await loggedIn('layani'), '/counter/loket-1/feed');
    const fields = { counter: 'loket-1', id: 'lain', __proto__: { counter: 'loket-2' } };
    await socket.order({ type: 'command', command: 'recall', fields });
    expect(orders).toEqual([
      { name: 'recall', payload: { id: expect.stringMatching(/^order-/), counter: 'loket-1' } },
    ]);
    socket.line('{"type":"press","id":"a","action":"next","counter":"loket-2"}');
    await until(() => socket.replies().length === 2);
    expect(socket.replies()[1]).toMatchObject({ id: null, ...error('bad-line') });
    expect(orders).toHaveLength(1);
  });

  it('that cannot be read is answered as such, and the next one is taken', async () => {
    const { loggedIn, orders } = await openedPages();
    const socket = await socketOf(await loggedIn('rawat'), '/status/feed');
    const lines = ['', '{', '[]', 'null', '{"type":"command"}', '{"type":"quit","id":"x"}', '"restate"'];
    for (const line of lines) socket.line(line);
    await until(() => socket.replies().length === lines.length);
    expect(socket.replies()).toEqual(lines.map(() => ({ type: 'reply', id: null, ...error('bad-line') })));
    await socket.order({ type: 'command', command: 'restate', fields: {} });
    expect(orders.map(({ name }) => name)).toEqual(['restate']);
  });

  it('goes no further than the account, the counter and the page', async () => {
    const { loggedIn, browser, orders } = await openedPages();
    const call = (counter: string) => ({ type: 'command', command: 'call-next', fields: { counter } });
    const restate = { type: 'command', command: 'restate', fields: {} };
    const looker = await socketOf(await loggedIn('lihat'), '/status/feed');
    expect(await looker.order(call('loket-1'))).toMatchObject(error('role'));
    expect(await looker.order({ type: 'press', action: 'next' })).toMatchObject(error('not-here'));
    const officer = await socketOf(await loggedIn('layani'), '/counter/loket-1/feed');
    expect(await officer.order(call('loket-2'))).toMatchObject(error('not-here'));
    expect(await officer.order(restate)).toMatchObject(error('role'));
    expect(
      await officer.order({ type: 'command', command: 'cancel-ticket', fields: { ticket: 'A-001' } }),
    ).toMatchObject(error('not-here'));
    const machine = await socketOf(browser(), '/tickets/feed');
    expect(await machine.order(restate)).toMatchObject(error('not-here'));
    const maintainer = await socketOf(await loggedIn('rawat'), '/tickets/feed');
    expect(await maintainer.order(call('loket-1'))).toMatchObject(error('not-here'));
    expect(orders).toEqual([]);
    const take = { type: 'command', command: 'issue-ticket', fields: { service: 'paspor' } };
    expect(await machine.order(take)).toMatchObject({ ok: true });
  });
});

describe('orders that come too fast', () => {
  it('are refused, until time has passed', async () => {
    const clock = new VirtualClock();
    const { loggedIn, orders } = await openedPages({ clock });
    const socket = await socketOf(await loggedIn('layani'), '/counter/loket-1/feed');
    const press = { type: 'press', action: 'next' };
    const { burst, perSecond } = listenerLimits.pageOrders;
    for (let at = 0; at < burst; at++) await socket.order(press);
    expect(await socket.order(press)).toMatchObject(error('too-often'));
    socket.line('no order at all');
    await until(() => socket.replies().length === burst + 2);
    expect(socket.replies().at(-1)).toMatchObject(error('too-often'));
    expect(orders).toHaveLength(burst);
    await clock.advance(1_000 / perSecond);
    expect(await socket.order(press)).toMatchObject({ ok: true });
  });

  it('cost a page its socket when it goes on and on, and nothing that it had sent is taken after that', async () => {
    const flood = async (path: string, line: string, taken: number) => {
      const { loggedIn, orders, refused } = await openedPages({ clock: new VirtualClock() });
      const socket = await socketOf(await loggedIn('layani'), path);
      for (let at = 0; at < 100; at++) socket.line(line);
      await socket.closed;
      expect(socket.replies().filter(({ ok }) => !ok)).toHaveLength(listenerLimits.refusedOrders.burst);
      expect(orders).toHaveLength(taken);
      expect(refused).toEqual(['too-many-orders']);
    };
    await flood(
      '/counter/loket-1/feed',
      '{"type":"press","id":"x","action":"next"}',
      listenerLimits.pageOrders.burst,
    );
    await flood('/tickets/feed', '{"type":"command"', 0);
  });

  it('of all kiosks are counted together', async () => {
    const { browser, orders } = await openedPages({ clock: new VirtualClock() });
    const take = { type: 'command', command: 'issue-ticket', fields: { service: 'paspor' } };
    for (let kiosk = 0; kiosk < 3; kiosk++) {
      const socket = await socketOf(browser(), '/tickets/feed');
      for (let at = 0; at < listenerLimits.pageOrders.burst; at++) await socket.order(take);
    }
    expect(orders).toHaveLength(listenerLimits.sessionOrders.burst);
  });

  it('of all tabs of a session are counted together', async () => {
    const { loggedIn, orders } = await openedPages({ clock: new VirtualClock() });
    const own = await loggedIn('layani');
    const most = listenerLimits.sessionOrders.burst;
    for (let tab = 0; tab < 4; tab++) {
      const socket = await socketOf(own, '/counter/loket-1/feed');
      for (let at = 0; at < listenerLimits.pageOrders.burst; at++)
        await socket.order({ type: 'press', action: 'next' });
    }
    expect(orders).toHaveLength(most);
  });
});

it('an order keeps a session alive, as a page that is asked for does', async () => {
  const clock = new VirtualClock();
  const { loggedIn } = await openedPages({ clock });
  const own = await loggedIn('layani');
  const socket = await socketOf(own, '/counter/loket-1/feed');
  const half = listenerLimits.pageSessions.sessionIdleMs / 2;
  for (let at = 0; at < 3; at++) {
    await clock.advance(half);
    await socket.order({ type: 'press', action: 'next' });
  }
  expect((await own.ask('GET', '/me')).text).toContain('layani');
});
