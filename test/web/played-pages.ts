import { WebSocket } from 'ws';
import type { Site } from '../../config/site.ts';
import type { WebListener, WebPage } from '../../config/site-shown.ts';
import type { Clock } from '../../devices/ports.ts';
import { listenerLimits } from '../../firmware-host/listeners/listener-limits.ts';
import type { AccessRole } from '../../firmware-host/mqtt/commands/access-roles.ts';
import type { ServerTls } from '../../firmware-host/mqtt/embedded/open-listeners.ts';
import { type BrokerUser, createUsers, type Users } from '../../firmware-host/mqtt/embedded/users.ts';
import { readHash } from '../../firmware-host/mqtt/password.ts';
import type { FeedMessage } from '../../firmware-host/web/feed-messages.ts';
import type { PageMessage } from '../../firmware-host/web/hall-page-messages.ts';
import { openHallWeb } from '../../firmware-host/web/hall-web.ts';
import type { PageHolder } from '../../firmware-host/web/page-feed.ts';
import type { WebServer } from '../../firmware-host/web/web-server.ts';
import { createWebSessions, type KeptSession } from '../../firmware-host/web/web-sessions.ts';
import { siteOf } from '../config/site-text.ts';
import { Browser } from '../office/web/opened-web.ts';
import { realClock, until } from '../real-clock.ts';

/** Of `rahasia-sekali`; it costs less to check than one of `loket passwd`. */
const cheapLine = 'scrypt$2$1$1$AAAAAAAAAAAAAAAAAAAAAA==$lxXYAFvk8rBmriLZHJ2FmO8YiXqpXQapA4OnyujA+FI=';
export const password = 'rahasia-sekali';

export function account(name: string, role: AccessRole): BrokerUser {
  const hash = readHash(cheapLine);
  if (hash === undefined) throw new Error('that is no hash');
  return { name, role, hash };
}

export const everyRole = [
  account('lihat', 'view'),
  account('layani', 'operate'),
  account('rawat', 'maintain'),
];

/** An order that got through to the hall. */
export interface GivenOrder {
  readonly name: string;
  /** For a press: the counter whose keys they are. */
  readonly keys?: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads orders as they come.
  readonly payload: any;
}

const twoCounters = siteOf({
  services: 'services: { paspor: { title: Paspor, prefix: A } }',
  counters:
    'counters: { loket-1: { number: 1, serves: [paspor] }, loket-2: { number: 2, title: "Loket <b>&", serves: [paspor] } }',
});

const open: WebServer[] = [];

export async function closePages(): Promise<void> {
  for (const server of open.splice(0)) await server.close();
}

/** The real web server of a hall whose desk answers everything with `ok`, and whose messages the test sends. */
export async function openedPages(
  of: {
    readonly users?: readonly BrokerUser[];
    readonly pages?: readonly WebPage[];
    readonly clock?: Clock;
    readonly tls?: ServerTls;
    readonly names?: readonly string[];
    readonly site?: () => Site;
    readonly kept?: readonly KeptSession<PageHolder>[];
    readonly passwords?: Users;
    /** Whether it is a simulated hall, with its page. */
    readonly simulated?: boolean;
    /** What the hall has said before. */
    readonly retained?: readonly FeedMessage[];
  } = {},
) {
  const { users = everyRole, clock = realClock, site = () => twoCounters } = of;
  const orders: GivenOrder[] = [];
  const refused: string[] = [];
  const listeners = new Set<(message: FeedMessage) => void>();
  const retained = new Map(
    of.retained?.map(({ address, payload }) => [address, payload]) ?? [
      ['controller/info', '{"language":"id","counters":[],"services":[]}'],
      ['counter/loket-1/state', '{"ticket":"A-001"}'],
    ],
  );
  const sessions = createWebSessions<PageHolder>({
    ...{ clock, limits: listenerLimits.pageSessions },
    ...(of.kept === undefined ? {} : { kept: of.kept }),
  });
  const given = (name: string, keys?: string) => (order: { payload: Uint8Array; to: Reply }) => {
    const payload = JSON.parse(Buffer.from(order.payload).toString('utf8'));
    orders.push({ name, payload, ...(keys === undefined ? {} : { keys }) });
    order.to(name, JSON.stringify({ id: payload.id, ok: true, result: {} }));
  };
  const web: WebListener = {
    ...{ host: '127.0.0.1', port: 0, hosts: of.names ?? [] },
    pages: of.pages ?? ['status', 'counter', 'tickets', 'rating'],
  };
  const server = await openHallWeb({
    ...{ web, clock, sessions, site, tls: of.tls, board: undefined, wall: () => 1_000 },
    passwords: users.length === 0 ? undefined : (of.passwords ?? createUsers(users)),
    feed: {
      connected: true,
      retained: () => [...retained].map(([address, payload]) => ({ address, payload })),
      listen(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      close: async () => undefined,
    },
    desk: {
      command: (name, order) => given(name)(order),
      keys: (counter) => ({ press: given('press', counter), close: () => undefined }),
      pad: (counter) => ({
        now: () => ({ element: 'waktu', isOpen: true }),
        ...{ rate: given('rate', counter), complain: given('complain', counter) },
      }),
    },
    refused: (refusal) => refused.push(refusal),
    before: [],
    ...(of.simulated === true ? { simulation } : {}),
  });
  open.push(server);
  const { port } = server;
  return {
    ...{ port, orders, refused, sessions, url: `http://127.0.0.1:${port}/` },
    say(message: FeedMessage): void {
      if (!/^(event|command|reply)\//.test(message.address)) retained.set(message.address, message.payload);
      for (const listener of listeners) listener(message);
    },
    browser: () => new PageBrowser(port),
    async loggedIn(name: string): Promise<PageBrowser> {
      const browser = new PageBrowser(port);
      const { status } = await browser.logIn(name);
      if (status !== 200) throw new Error(`${name} was not let in: ${status}`);
      return browser;
    },
    close: () => server.close(),
  };
}

/** The page of a simulated hall, in short. */
const simulation = {
  content: (path: string) =>
    path === '/' ? { type: 'text/html; charset=utf-8', body: Buffer.from('<p>simulasi</p>') } : undefined,
  sockets: new Map(),
};

type Reply = (name: string, payload: string) => void;

/** A browser at the pages of a hall: it keeps its cookie, and opens sockets with it. */
export class PageBrowser extends Browser {
  readonly #origin: string;

  constructor(port: number) {
    super(`http://127.0.0.1:${port}/`);
    this.#origin = `http://127.0.0.1:${port}`;
  }

  override logIn(name: string, secret = password, more: Readonly<Record<string, string>> = {}) {
    return this.ask('POST', '/login', { name, password: secret }, more);
  }

  /** Sends a form, as a browser without scripts does. */
  form(path: string, fields: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}) {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.ask('POST', path, new URLSearchParams(fields).toString(), { ...type, ...more });
  }

  /** Opens the socket at a path; undefined: it was refused. */
  async socket(path: string, more: Readonly<Record<string, string>> = {}): Promise<PlayedSocket | undefined> {
    const headers = { origin: this.#origin, ...(this.cookie === '' ? {} : { cookie: this.cookie }), ...more };
    const socket = new WebSocket(`${this.#origin.replace('http', 'ws')}${path}`, { headers });
    const played = playedSocket(socket);
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('open', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    return isOpen ? played : undefined;
  }
}

/** Ids are of the whole hall: that of another page would be taken for its repeat. */
let orderNumber = 0;

export type PlayedSocket = ReturnType<typeof playedSocket>;

function playedSocket(socket: WebSocket) {
  const heard: PageMessage[] = [];
  socket.on('message', (data) => heard.push(JSON.parse(data.toString()) as PageMessage));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const replies = () => heard.flatMap((one) => (one.type === 'reply' ? [one] : []));
  return {
    heard,
    closed,
    replies,
    isOpen: () => socket.readyState === WebSocket.OPEN,
    line: (text: string) => socket.send(text),
    /** Gives an order under an id of its own, and resolves with its reply. */
    async order(what: Readonly<Record<string, unknown>>) {
      const id = `order-${++orderNumber}`;
      socket.send(JSON.stringify({ id, ...what }));
      const own = () => replies().find((reply) => reply.id === id);
      await until(() => own() !== undefined);
      return own();
    },
    close: () => socket.close(),
  };
}
