import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { commandTable } from '../../firmware-host/mqtt/commands/command-table.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { closePages, openedPages, type PageBrowser } from './played-pages.ts';

afterEach(closePages);

/** The roles as docs/mqtt.md has them, the least first. `guest`: nobody has logged in. */
const roles = ['guest', 'view', 'operate', 'maintain'] as const;
const names = { guest: undefined, view: 'lihat', operate: 'layani', maintain: 'rawat' } as const;
type Role = (typeof roles)[number];
const reaches = (has: Role, needs: Role) => roles.indexOf(has) >= roles.indexOf(needs);

/** What docs/mqtt.md asks for a command; one that there is not may be sent by who may send any. */
const needed = (command: string): Role =>
  Object.hasOwn(commandTable, command) ? commandTable[command as keyof typeof commandTable].role : 'operate';

/** The pages with the least role that opens each. Everything here is on the machine itself, as a kiosk is. */
const leastOf = {
  status: 'view',
  'counter/loket-1': 'operate',
  'counter/loket-2': 'operate',
  tickets: 'guest',
  'rating/loket-1': 'guest',
} as const;
type Place = keyof typeof leastOf;
const places = Object.keys(leastOf) as readonly Place[];

const commandName = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...Object.keys(commandTable)) },
  fc.constantFrom('press', 'constructor', '__proto__', 'issue-ticket/', ''),
);
const fields = fc.record(
  {
    counter: fc.constantFrom('loket-1', 'loket-2', 'loket-9'),
    service: fc.constant('paspor'),
    to: fc.constantFrom({ counter: 'loket-2' }, { service: 'paspor' }),
    device: fc.constant('printer-1'),
  },
  { requiredKeys: [] },
);
const order = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('command'), command: commandName, fields }) },
  fc.record({
    type: fc.constant('press'),
    action: fc.constantFrom('next', 'end', 'open-close', 'ticket paspor'),
  }),
  fc.record({
    type: fc.constant('rate'),
    element: fc.constantFrom('pulse', 'waktu'),
    score: fc.constantFrom(1, 2, 3, 4),
  }),
  fc.constant({ type: 'complain' }),
);
type Order = Readonly<{ type: string; command?: string; fields?: { counter?: string } }>;

/** Whether an order may get through to the hall. */
function isAllowed(role: Role, place: Place, { type, command = '', fields }: Order): boolean {
  const [page, counter] = place.split('/');
  if (!reaches(role, leastOf[place])) return false;
  if (type === 'press') return page === 'counter';
  if (type === 'rate' || type === 'complain') return page === 'rating';
  if (page === 'rating') return false;
  if (page === 'tickets') return command === 'issue-ticket';
  if (!reaches(role, needed(command))) return false;
  if (page === 'status') return true;
  const takesCounter = Object.hasOwn(commandTable, command) && ofCounter.has(command);
  return takesCounter && fields?.counter === counter;
}

/** The commands of docs/mqtt.md that are of a counter. */
const ofCounter: ReadonlySet<string> = new Set([
  ...['call-next', 'recall', 'arrive', 'no-show', 'put-back', 'park', 'resume', 'transfer', 'end', 'walk-in'],
  ...['call-ticket', 'open-counter', 'close-counter', 'break-counter'],
]);

async function opened(simulated: boolean) {
  const clock = new VirtualClock();
  const pages = await openedPages({ clock, simulated });
  const browsers = new Map<Role, PageBrowser>();
  for (const role of roles) {
    const name = names[role];
    browsers.set(role, name === undefined ? pages.browser() : await pages.loggedIn(name));
  }
  const of = (role: Role) => browsers.get(role) ?? pages.browser();
  return { ...pages, clock, of };
}

/** A simulation that has accounts, which `loket simulate` has not, may give nobody more for it. */
const halls = [
  ['a real hall', false],
  ['a simulated hall', true],
] as const;

it.each(halls)(
  'no order gives a role more than docs/mqtt.md has for it, at no page of %s',
  {
    timeout: 60_000,
  },
  async (_, simulated) => {
    const { of, orders, clock } = await opened(simulated);
    const through = { yes: 0, no: 0 };
    const property = fc.asyncProperty(
      fc.constantFrom(...roles),
      fc.constantFrom(...places),
      fc.array(order, { minLength: 1, maxLength: 6 }),
      async (role, place, sent) => {
        // Budgets are full again, and no session is idle for long.
        await clock.advance(10_000);
        orders.length = 0;
        const socket = await of(role).socket(`/${place}/feed`);
        expect(socket !== undefined).toBe(reaches(role, leastOf[place]));
        if (socket === undefined) return;
        for (const one of sent) {
          const before = orders.length;
          const reply = await socket.order(one);
          const isThrough = orders.length > before;
          expect([one, isThrough]).toEqual([one, isAllowed(role, place, one as Order)]);
          expect(reply?.ok).toBe(isThrough);
          through[isThrough ? 'yes' : 'no']++;
        }
        // A press is one at the counter of the page.
        for (const { keys } of orders) expect(keys ?? place.split('/')[1]).toBe(place.split('/')[1]);
        socket.close();
        await socket.closed;
      },
    );
    await fc.assert(property, { numRuns: 150, verbose: 1 });
    // Otherwise nothing was tried.
    expect(through.yes).toBeGreaterThan(20);
    expect(through.no).toBeGreaterThan(20);
  },
);

it.each(halls)(
  'no request shows a role a page of %s that is not for it, by whatever way',
  {
    timeout: 60_000,
  },
  async (_, simulated) => {
    const { of, clock, orders } = await opened(simulated);
    const path = fc.oneof(
      fc.constantFrom(...places.map((place) => `/${place}`)),
      fc.constantFrom('/', '/me', '/login', '/status.html', '/board', '/counter', '/status/feed'),
      fc
        .tuple(
          fc.constantFrom(...places),
          fc.constantFrom('/', '//', '?x', '%2e', '/..', '.html', '\\', ';a'),
        )
        .map(([place, end]) => `/${place}${end}`),
      fc.constantFrom('//status', '/./status', '/%73tatus', '/STATUS', '/counter/loket-1/../../status'),
    );
    const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE');
    const property = fc.asyncProperty(fc.constantFrom(...roles), method, path, async (role, verb, asked) => {
      await clock.advance(10_000);
      const { status, text } = await of(role).ask(verb, asked);
      const shown = ['status', 'counter', 'tickets', 'rating'].find((page) =>
        text.includes(`src="/${page}.js"`),
      );
      if (shown === undefined) return;
      const least = shown === 'status' ? 'view' : shown === 'counter' ? 'operate' : 'guest';
      expect([asked, verb, status, reaches(role, least)]).toEqual([asked, 'GET', 200, true]);
    });
    await fc.assert(property, { numRuns: 400, verbose: 1 });
    expect(orders).toEqual([]);
    // Otherwise nothing was tried.
    for (const place of places)
      expect((await of('maintain').ask('GET', `/${place}`)).text).toContain(
        `src="/${place.split('/')[0]}.js"`,
      );
  },
);

it('a simulated hall gives the browsers of its machine every page without a login, and others none', {
  timeout: 60_000,
}, async () => {
  const clock = new VirtualClock();
  const { browser, orders } = await openedPages({ clock, simulated: true, users: [] });
  const proxied = fc.constantFrom('via', 'forwarded', 'x-forwarded-for', 'x-real-ip').map((name) => [name]);
  const through = { here: 0, elsewhere: 0 };
  const property = fc.asyncProperty(
    fc.option(proxied, { nil: [], freq: 2 }),
    fc.constantFrom(...places),
    fc.array(order, { minLength: 1, maxLength: 6 }),
    async (added, place, sent) => {
      await clock.advance(10_000);
      const headers = Object.fromEntries(added.map((name) => [name, '10.0.0.7']));
      const socket = await browser().socket(`/${place}/feed`, headers);
      const isHere = added.length === 0;
      expect(socket !== undefined).toBe(isHere);
      through[isHere ? 'here' : 'elsewhere']++;
      if (socket === undefined) return;
      for (const one of sent) {
        const before = orders.length;
        await socket.order({ ...one, sent_at: '2001-01-01T00:00:00.000Z' });
        expect([one, orders.length > before]).toEqual([one, isAllowed('maintain', place, one as Order)]);
        // The time of a simulated hall does not say how old an order is.
        expect(orders.at(-1)?.payload.sent_at).toBeUndefined();
      }
      socket.close();
      await socket.closed;
    },
  );
  await fc.assert(property, { numRuns: 100, verbose: 1 });
  // Otherwise nothing was tried.
  expect(through.here).toBeGreaterThan(20);
  expect(through.elsewhere).toBeGreaterThan(10);
  const answers = await Promise.all(
    ['/', '/login', '/me', '/status'].map(async (path) => (await browser().ask('GET', path)).text),
  );
  expect(answers[0]).toBe('<p>simulasi</p>');
  expect(answers[1]).toContain('semua halamannya terbuka tanpa masuk');
  expect(answers[1]).toContain('<a href="/">Balai simulasi');
  expect(answers[2]).toBe('{"name":null,"role":"maintain"}');
  expect(answers[3]).toContain('src="/status.js"');
  expect((await browser().ask('GET', '/status', undefined, { via: 'x' })).headers.location).toContain(
    '/login',
  );
});
