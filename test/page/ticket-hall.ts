import { listenerLimits } from '../../firmware-host/listeners/listener-limits.ts';
import type { FeedMessage } from '../../firmware-host/web/feed-messages.ts';
import { openHallWeb } from '../../firmware-host/web/hall-web.ts';
import type { PageHolder } from '../../firmware-host/web/page-feed.ts';
import { createWebSessions } from '../../firmware-host/web/web-sessions.ts';
import { type Parts, siteOf } from '../config/site-text.ts';
import { realClock } from '../real-clock.ts';

/** Monday, 30 November 2026, 09:15 in Jakarta. */
export const mondayMorning = Date.UTC(2026, 10, 30, 2, 15);

/** What the hall answers to a ticket that is asked for: a reply without its id. `silent`: nothing. */
export type Answer = object | 'silent';

export const issued = (ticket: string): Answer => ({
  ok: true,
  result: { ticket, events: ['ticket.reserved'] },
});
export const refused = (code: string): Answer => ({
  ok: false,
  error: { code, text: `kata balai: ${code}` },
});

/** Services for a site file, each open as `hours` says. */
export function services(titles: readonly string[], more = ''): Parts {
  const written = titles.map(
    (title, at) => `  layanan-${at + 1}: { title: "${title}", prefix: ${prefix(at)}${more} }`,
  );
  const ids = titles.map((_, at) => `    - layanan-${at + 1}`);
  return {
    services: ['services:', ...written].join('\n'),
    counters: ['counters:', '  loket-1:', '    number: 1', '    serves:', ...ids].join('\n'),
  };
}

/** Letters that every number display shows clearly. */
const letters = 'ACEFHLPU';
const prefix = (at: number) => `${['', 'A', 'C', 'E'][Math.floor(at / 8)]}${letters[at % 8]}`;

/** A queue as `service/ID/state` has it. */
export const queue = (service: string, state: object = {}): FeedMessage => ({
  address: `service/${service}/state`,
  payload: JSON.stringify({
    ...{ open: true, reason: null, forced: 'schedule', forced_reason: null, waiting: 3, waiting_priority: 0 },
    ...{ longest_wait_s: 60, estimate_s: 540, quota_left: null, quota_left_priority: null, ...state },
  }),
});

export const printer = (state: object): FeedMessage => ({
  address: 'device/printer-1/state',
  payload: JSON.stringify({ state: 'online', usable: true, reason: null, ...state }),
});

/** An event of a ticket, as it happens. */
export const paper = (end: 'issued' | 'unconfirmed' | 'voided', ticket: string, ahead = 3): FeedMessage => ({
  address: `event/ticket/${end}`,
  payload: JSON.stringify({
    historical: false,
    data: { ticket, ...(end === 'issued' ? { waiting_ahead: ahead } : { reason: 'paper.out' }) },
  }),
});

/** The real web server of a hall with a ticket machine; the test says what the hall answers and publishes. */
export async function openTicketHall(
  of: {
    readonly parts?: Parts;
    readonly retained?: readonly FeedMessage[];
    readonly answer?: (asked: TicketAsked) => Answer;
    readonly at?: number;
    /** Any free one unless it is given. */
    readonly port?: number;
  } = {},
) {
  const site = siteOf({ ...services(['Paspor', 'Izin Tinggal']), ...of.parts });
  const asked: TicketAsked[] = [];
  const listeners = new Set<(message: FeedMessage) => void>();
  const retained = new Map((of.retained ?? []).map((message) => [message.address, message]));
  const web = { host: '127.0.0.1', port: of.port ?? 0, hosts: [], pages: ['tickets'] as const };
  const server = await openHallWeb({
    ...{ web, clock: realClock, site: () => site, tls: undefined, board: undefined, passwords: undefined },
    wall: () => of.at ?? mondayMorning,
    sessions: createWebSessions<PageHolder>({ clock: realClock, limits: listenerLimits.pageSessions }),
    feed: {
      connected: true,
      retained: () => retained.values(),
      listen(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      close: async () => undefined,
    },
    desk: {
      command(name, { payload, to }) {
        const order = JSON.parse(Buffer.from(payload).toString('utf8'));
        asked.push(order);
        const answer = of.answer?.(order) ?? issued(`A-00${asked.length}`);
        if (answer !== 'silent') to(name, JSON.stringify({ id: order.id, ...answer }));
      },
      keys: () => ({ press: () => undefined, close: () => undefined }),
      pad: () => {
        throw new Error('it has no rating pad');
      },
    },
    refused: () => undefined,
    before: [],
  });
  let closed: Promise<void> | undefined;
  return {
    asked,
    port: server.port,
    url: `http://127.0.0.1:${server.port}/tickets`,
    /** Publishes a message of the hall; a state is retained. */
    say(message: FeedMessage): void {
      if (!message.address.startsWith('event/')) retained.set(message.address, message);
      for (const listener of listeners) listener(message);
    },
    close: () => (closed ??= server.close()),
  };
}

export interface TicketAsked {
  readonly id: string;
  readonly service: string;
  readonly class: 'regular' | 'priority';
}
