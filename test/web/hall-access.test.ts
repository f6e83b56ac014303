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
);
type Order = Readonly<{ type: string; command?: string; fields?: { counter?: string } }>;

/** Whether an order may get through to the hall. */
function isAllowed(role: Role, place: Place, { type, command = '', fields }: Order): boolean {
  const [page, counter] = place.split('/');
  if (!reaches(role, leastOf[place])) return false;
  if (type === 'press') return page === 'counter';
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

async function opened() {
  const clock = new VirtualClock();
  const pages = await openedPages({ clock });
  const browsers = new Map<Role, PageBrowser>();
  for (const role of roles) {
    const name = names[role];
    browsers.set(role, name === undefined ? pages.browser() : await pages.loggedIn(name));
  }
  const of = (role: Role) => browsers.get(role) ?? pages.browser();
  return { ...pages, clock, of };
}

it('no order gives a role more than docs/mqtt.md has for it, at no page', { timeout: 60_000 }, async () => {
  const { of, orders, clock } = await opened();
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
});

it('no request shows a role a page that is not for it, by whatever way', { timeout: 60_000 }, async () => {
  const { of, clock, orders } = await opened();
  const path = fc.oneof(
    fc.constantFrom(...places.map((place) => `/${place}`)),
    fc.constantFrom('/', '/me', '/login', '/status.html', '/board', '/counter', '/status/feed'),
    fc
      .tuple(fc.constantFrom(...places), fc.constantFrom('/', '//', '?x', '%2e', '/..', '.html', '\\', ';a'))
      .map(([place, end]) => `/${place}${end}`),
    fc.constantFrom('//status', '/./status', '/%73tatus', '/STATUS', '/counter/loket-1/../../status'),
  );
  const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE');
  const property = fc.asyncProperty(fc.constantFrom(...roles), method, path, async (role, verb, asked) => {
    await clock.advance(10_000);
    const { status, text } = await of(role).ask(verb, asked);
    const shown = ['status', 'counter', 'tickets'].find((page) => text.includes(`src="/${page}.js"`));
    if (shown === undefined) return;
    const least = shown === 'status' ? 'view' : shown === 'counter' ? 'operate' : 'guest';
    expect([asked, verb, status, reaches(role, least)]).toEqual([asked, 'GET', 200, true]);
  });
  await fc.assert(property, { numRuns: 400, verbose: 1 });
  expect(orders).toEqual([]);
  // Otherwise nothing was tried.
  for (const place of places)
    expect((await of('maintain').ask('GET', `/${place}`)).text).toContain(`src="/${place.split('/')[0]}.js"`);
});
