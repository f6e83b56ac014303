import type { Site } from '../../config/site.ts';
import type { Clock } from '../../devices/ports.ts';
import { type Allowance, createBudget } from '../async/budget.ts';
import { repeat } from '../async/interval.ts';
import { listenerLimits } from '../listeners/listener-limits.ts';
import type { AccessRole } from '../mqtt/commands/access-roles.ts';
import type { Feed } from './feed.ts';
import {
  commandRefusal,
  isUnwatched,
  type OrderRefusal,
  type PagePlace,
  type PageVisitor,
  pressRefusal,
  visitorRefusal,
} from './hall-access.ts';
import type { OrderReply, PageMessage, ScreenPad } from './hall-page-messages.ts';
import { listenerAt, type PageListener } from './page-listener.ts';
import { payloadOf, type ReadLine, readLine } from './page-order.ts';
import type { WebVisitor } from './page-sockets.ts';
import type { StatusTeller } from './status-teller.ts';
import type { WebSession } from './web-sessions.ts';
import { orderRefusals } from './web-texts.ts';

/** A page that hears nothing for twice this long has lost its server. */
const beatEveryMs = 4_000;
const usedEveryMs = 60_000;

/** Who has logged in at the pages. */
export interface PageHolder {
  readonly name: string;
  readonly role: AccessRole;
}

/** A page that was opened, and by whom. `session`: undefined on this machine, where nobody had to log in. */
export interface OpenedPage {
  readonly place: PagePlace;
  readonly who: PageVisitor;
  readonly session: WebSession<PageHolder> | undefined;
  /** Called before a page is disconnected, because it goes on with orders that are refused. */
  readonly flooded: () => void;
}

/** Where orders go that may be given: the desk of the hall (page-desk.ts). */
export interface OrderDesk {
  command(name: string, order: Order): void;
  keys(counter: string): { press(order: Order): void; close(): void };
  pad(counter: string): {
    now(): Pick<ScreenPad, 'element' | 'isOpen'>;
    rate(order: Order): void;
    complain(order: Order): void;
  };
}

interface Order {
  readonly payload: Uint8Array;
  readonly to: (name: string, payload: string) => void;
}

/** The sockets of pages: they are told what they may hear, and their orders are taken if they may give them. */
export interface PageFeeds {
  /** Whether a session may open one more page now. To be asked once for each. */
  hasPlace(session: OpenedPage['session']): boolean;
  greet(page: OpenedPage, visitor: WebVisitor): void;
  close(): void;
}

export function openPageFeeds(of: {
  readonly feed: Feed;
  readonly clock: Clock;
  /** The time of the hall, in Unix ms. */
  readonly wall: () => number;
  readonly site: () => Site;
  readonly desk: OrderDesk;
  readonly status: StatusTeller;
  /** In a simulated hall time runs as fast as it is asked to, so that it does not say how old an order is. */
  readonly isSimulated: boolean;
}): PageFeeds {
  const { feed, clock, wall, site } = of;
  const pages = new Map<WebVisitor, PageListener>();
  const shares = createSessionShares(clock);
  const beat = (): PageMessage => ({ type: 'beat', broker: feed.connected, at: wall() });
  const stops = [
    repeat(
      clock,
      beatEveryMs,
      () => {
        for (const visitor of pages.keys()) visitor.tell(beat());
      },
      'pages: beat',
    ),
    feed.listen((message) => {
      for (const listener of pages.values()) listener.hear(message);
    }),
  ];

  return {
    hasPlace: shares.hasPlace,
    greet(page, visitor) {
      const { place, session, who } = page;
      const tell = (message: PageMessage) => visitor.tell(message);
      tell({ type: 'reader', reader: { name: session?.holder.name ?? null, role: who.role ?? null } });
      const listener = listenerAt(place, { ...of, tell });
      listener.greet();
      for (const message of feed.retained()) listener.hear(message);
      tell(beat());
      pages.set(visitor, listener);
      shares.count(session, 1);
      const orders = takeOrders(page, {
        ...{ desk: of.desk, isSimulated: of.isSimulated, language: () => site().language, tell, clock },
        mayOrder: shares.budget(session),
        leave() {
          page.flooded();
          visitor.leave();
        },
      });
      visitor.onLine(orders.line);
      const stopWaiting = session?.onEnd(() => visitor.leave());
      // A screen for visitors is in use while it stands open: nobody is there in the morning to log it in again.
      const stopUsing =
        isUnwatched(place.page) && session !== undefined
          ? repeat(clock, usedEveryMs, session.used, 'pages: a screen for visitors is used')
          : undefined;
      visitor.onGone(() => {
        pages.delete(visitor);
        shares.count(session, -1);
        stopWaiting?.();
        stopUsing?.();
        listener.close();
        orders.close();
      });
    },
    close() {
      for (const stop of stops) stop();
    },
  };
}

/** What all pages of a session have together. All that need no session, such as kiosks, count as one for orders. */
function createSessionShares(clock: Clock) {
  type Session = NonNullable<OpenedPage['session']>;
  const shared = budgetOfEach<Session>(clock, listenerLimits.sessionOrders);
  const mayOpen = budgetOfEach<Session>(clock, listenerLimits.openingsOfSession);
  const ofNobody = createBudget(clock, listenerLimits.sessionOrders);
  const counts = new WeakMap<Session, number>();
  return {
    hasPlace(session: OpenedPage['session']): boolean {
      if (session === undefined) return true;
      return (counts.get(session) ?? 0) < listenerLimits.socketsOfSession && mayOpen(session);
    },
    count(session: OpenedPage['session'], by: 1 | -1): void {
      if (session !== undefined) counts.set(session, (counts.get(session) ?? 0) + by);
    },
    /** Whether one more order of a page is allowed. */
    budget(session: OpenedPage['session']): () => boolean {
      const mine = createBudget(clock, listenerLimits.pageOrders);
      if (session === undefined) return () => mine() && ofNobody();
      return () => mine() && shared(session);
    },
  };
}

/** A budget for each holder, for as long as there is one. */
function budgetOfEach<Holder extends object>(
  clock: Clock,
  allowance: Allowance,
): (holder: Holder) => boolean {
  const budgets = new WeakMap<Holder, () => boolean>();
  return (holder) => {
    const budget = budgets.get(holder) ?? createBudget(clock, allowance);
    budgets.set(holder, budget);
    return budget();
  };
}

/** Takes the orders of one page. */
function takeOrders(
  { place, who, session }: OpenedPage,
  of: {
    readonly desk: OrderDesk;
    readonly isSimulated: boolean;
    readonly language: () => Site['language'];
    readonly tell: (message: PageMessage) => void;
    readonly mayOrder: () => boolean;
    readonly clock: Clock;
    readonly leave: () => void;
  },
): { line(text: string): void; close(): void } {
  const keys = place.page === 'counter' ? of.desk.keys(place.counter) : undefined;
  const pad = place.page === 'rating' ? of.desk.pad(place.counter) : undefined;
  const refuse = (id: string | null, code: keyof typeof orderRefusals): void =>
    of.tell({ type: 'reply', id, ok: false, error: { code, text: orderRefusals[code][of.language()] } });
  const to = (_name: string, payload: string): void =>
    of.tell({ type: 'reply', ...JSON.parse(payload) } as OrderReply);

  const mayBeRefused = createBudget(of.clock, listenerLimits.refusedOrders);
  let isGone = false;

  /** Refuses what costs as much to answer as it costs to send, for as long as that is no flood. */
  function refuseOrLeave(id: string | null, code: 'too-often' | 'bad-line'): void {
    isGone = !mayBeRefused();
    if (isGone) of.leave();
    else refuse(id, code);
  }

  function take(order: ReadLine): void {
    const { id } = order;
    const refusal = orderRefusal(place, who, order);
    const envelope = of.isSimulated ? { id } : order;
    const asked = (fields: object) => ({ payload: payloadOf(envelope, fields), to });
    if (refusal !== undefined) refuse(id, refusal);
    else if (order.type === 'command') of.desk.command(order.command, asked(order.fields));
    else if (order.type === 'rate') pad?.rate(asked({ element: order.element, score: order.score }));
    else if (order.type === 'complain') pad?.complain(asked({}));
    else if (place.page === 'counter') keys?.press(asked({ counter: place.counter, action: order.action }));
  }

  return {
    line(text) {
      // What had come in before it was disconnected.
      if (isGone) return;
      const order = readLine(text);
      if (!of.mayOrder()) return refuseOrLeave(order?.id ?? null, 'too-often');
      if (order === undefined) return refuseOrLeave(null, 'bad-line');
      session?.used();
      take(order);
    },
    close: () => keys?.close(),
  };
}

/** Why an order is not taken at a page; undefined: it is. */
function orderRefusal(place: PagePlace, who: PageVisitor, order: ReadLine): OrderRefusal | undefined {
  switch (order.type) {
    case 'press':
      return pressRefusal(place, who);
    case 'command':
      return commandRefusal(place, who, { name: order.command, fields: order.fields });
    default:
      return visitorRefusal(place, who);
  }
}
