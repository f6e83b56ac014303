import { afterEach, describe, expect, it } from 'vitest';
import { siteOf } from '../config/site-text.ts';
import { until } from '../real-clock.ts';
import { closePages, openedPages } from './played-pages.ts';

afterEach(closePages);

const elsewhere = { via: '1.1 proxy' };
const asks = siteOf({
  hours: 'rating: { asks: waktu, complaints: { link: "https://lapor.example/{code}" } }',
  counters: 'counters: { loket-1: { number: 1, title: Loket Paspor, serves: [paspor] } }',
});

describe('the rating pad on a screen', () => {
  it('is told what it asks and whether the counter is open, and nothing of anybody', async () => {
    const { browser, say } = await openedPages({ site: () => asks, pages: ['rating'] });
    const page = await browser().socket('/rating/loket-1/feed');
    await until(() => page?.heard.some(({ type }) => type === 'beat') === true);
    for (const address of [
      ...['event/rating/given', 'event/ticket/called', 'event/complaint/opened', 'counter/loket-1/state'],
      ...['service/paspor/state', 'rating/paspor/state', 'rating/state', 'device/printer-1/state'],
    ])
      say({ address, payload: '{"ticket":"A-001","score":1}' });
    await page?.order({ type: 'rate', element: 'waktu', score: 4 });
    expect(page?.heard.map(({ type }) => type)).toEqual(['reader', 'pad', 'beat', 'reply']);
    expect(page?.heard[1]).toEqual({
      type: 'pad',
      pad: { title: 'Loket Paspor', language: 'id', element: 'waktu', isOpen: true, takesComplaints: true },
    });
  });

  it('is open to a kiosk of this machine, and elsewhere to an account that may do nothing else', async () => {
    const { browser, loggedIn, orders } = await openedPages();
    expect((await browser().ask('GET', '/rating/loket-1')).status).toBe(200);
    const answer = await browser().ask('GET', '/rating/loket-1', undefined, elsewhere);
    expect([answer.status, answer.headers.location]).toEqual([303, '/login?to=%2Frating%2Floket-1']);
    const tablet = await loggedIn('lihat');
    expect((await tablet.ask('GET', '/rating/loket-1', undefined, elsewhere)).status).toBe(200);
    expect((await tablet.ask('GET', '/counter/loket-1', undefined, elsewhere)).status).toBe(403);
    for (const officer of [await loggedIn('layani'), await loggedIn('rawat')]) {
      expect((await officer.ask('GET', '/rating/loket-1', undefined, elsewhere)).status).toBe(403);
      expect(await officer.socket('/rating/loket-1/feed', elsewhere)).toBeUndefined();
    }
    const socket = await tablet.socket('/rating/loket-2/feed', elsewhere);
    expect((await socket?.order({ type: 'rate', element: 'pulse', score: 2 }))?.ok).toBe(true);
    expect(orders).toMatchObject([
      { name: 'rate', keys: 'loket-2', payload: { element: 'pulse', score: 2 } },
    ]);
  });

  it('of a counter that there is not is no page', async () => {
    const { browser } = await openedPages();
    expect((await browser().ask('GET', '/rating/loket-9')).status).toBe(404);
    expect(await browser().socket('/rating/loket-9/feed')).toBeUndefined();
    expect((await browser().ask('GET', '/rating')).headers.location).toBe('/login');
    expect((await browser().ask('GET', '/login')).text).toContain('href="/rating/loket-1"');
  });

  it.each([
    '{"type":"rate","id":"a","element":"pulse","score":4,"counter":"loket-2"}',
    '{"type":"rate","id":"a","element":"pulse","score":"4"}',
    '{"type":"rate","id":"a","score":4}',
    '{"type":"complain","id":"a","text":"panjang sekali"}',
  ])('takes no line that says more, or less: %s', async (line) => {
    const { browser, orders } = await openedPages();
    const page = await browser().socket('/rating/loket-1/feed');
    page?.line(line);
    await until(() => page?.replies().length === 1);
    expect(page?.replies()[0]).toMatchObject({ ok: false, error: { code: 'bad-line' } });
    expect(orders).toEqual([]);
  });

  it('that is flooded with touches is answered, then hung up on, and the hall hears few of them', async () => {
    const { browser, orders, refused } = await openedPages();
    const page = await browser().socket('/rating/loket-1/feed');
    for (let at = 0; at < 400; at++)
      page?.line(JSON.stringify({ type: 'rate', id: `t${at}`, element: 'pulse', score: (at % 4) + 1 }));
    await page?.closed;
    expect(orders.length).toBeLessThanOrEqual(30);
    // Which of its budgets ends first depends on how its lines arrive.
    expect(['too-many-orders', 'too-many-bytes']).toContain(refused[0]);
  });
});
