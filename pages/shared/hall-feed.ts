import type { ElementId, Score } from '../../firmware-host/queue/survey.ts';
import type {
  OrderReply,
  PageLine,
  PageMessage,
  PageReader,
} from '../../firmware-host/web/hall-page-messages.ts';
import type { OrderOutcome } from './order-outcome.ts';
import { connectionWords } from './page-words.ts';
import { openSocket } from './socket.ts';

/** The socket of a page of the hall: what it is told, and what it asks for. */
export interface HallFeed {
  /** Gives a command of the contract. */
  command(name: string, fields: object): Promise<OrderOutcome>;
  /** Presses a key of the counter whose page it is; `action` is a function as the site file writes it. */
  press(action: string): Promise<OrderOutcome>;
  /** Gives the answer of a visitor, at a rating pad. */
  rate(element: ElementId, score: Score): Promise<OrderOutcome>;
  /** Opens a complaint, at a rating pad. */
  complain(): Promise<OrderOutcome>;
}

/** Longer than the hall itself waits for an outcome. */
const answerMs = 20_000;
/** The beat comes every 4 s: without it for so long the connection is dead. */
const silentMs = 9_000;
const lookEveryMs = 1_000;

/** `language` gives the one in which the page speaks now. */
export function openHallFeed(
  path: string,
  of: {
    readonly language: () => 'id' | 'en';
    /** Called before the first message of each connection, and when it is over. */
    readonly connected: (isOpen: boolean) => void;
    readonly reader: (reader: PageReader) => void;
    readonly mqtt?: (address: string, payload: string) => void;
    /** Called with every message; most pages need none but those of the hall. */
    readonly message?: (message: PageMessage) => void;
  },
): HallFeed {
  const waiting = new Map<string, (reply: OrderOutcome) => void>();
  let isOpen = false;
  let heardAt = performance.now();
  /** The controller's time less our own, in ms; undefined until it was told. */
  let ahead: number | undefined;
  const lost = (): OrderOutcome => ({ ok: false, code: 'lost', text: connectionWords.lost[of.language()] });

  const socket = openSocket<PageMessage>(path, {
    opened() {
      isOpen = true;
      heardAt = performance.now();
      of.connected(true);
    },
    closed() {
      isOpen = false;
      for (const settle of Array.from(waiting.values())) settle(lost());
      of.connected(false);
      void logInAgain();
    },
    message(message) {
      heardAt = performance.now();
      if (message.type === 'beat') ahead = message.at - heardAt;
      if (message.type === 'reader') of.reader(message.reader);
      else if (message.type === 'mqtt') of.mqtt?.(message.address, message.payload);
      of.message?.(message);
      if (message.type === 'reply' && message.id !== null) waiting.get(message.id)?.(outcomeOf(message));
    },
  });
  setInterval(() => {
    if (isOpen && performance.now() - heardAt > silentMs) socket.renew();
  }, lookEveryMs);

  function order(what: Named): Promise<OrderOutcome> {
    if (!isOpen) return Promise.resolve(lost());
    const id = newId();
    return new Promise((resolve) => {
      const settle = (outcome: OrderOutcome): void => {
        clearTimeout(late);
        waiting.delete(id);
        resolve(outcome);
      };
      const late = setTimeout(() => settle(lost()), answerMs);
      waiting.set(id, settle);
      const line: PageLine = Object.assign({ id }, what, sentAt());
      socket.send(JSON.stringify(line));
    });
  }

  /** When it is sent, by the controller's clock: what arrives much later is not carried out. */
  const sentAt = (): { sent_at?: string } =>
    ahead === undefined ? {} : { sent_at: new Date(ahead + performance.now()).toISOString() };

  return ordersOf(order);
}

const ordersOf = (order: (what: Named) => Promise<OrderOutcome>): HallFeed => ({
  command: (name, fields) => order({ type: 'command', command: name, fields }),
  press: (action) => order({ type: 'press', action }),
  rate: (element, score) => order({ type: 'rate', element, score }),
  complain: () => order({ type: 'complain' }),
});

type Named =
  | { readonly type: 'command'; readonly command: string; readonly fields: object }
  | { readonly type: 'press'; readonly action: string }
  | { readonly type: 'rate'; readonly element: ElementId; readonly score: Score }
  | { readonly type: 'complain' };

const outcomeOf = (reply: OrderReply): OrderOutcome =>
  reply.ok
    ? { ok: true, result: reply.result }
    : { ok: false, code: reply.error.code, text: reply.error.text };

function newId(): string {
  const parts = crypto.getRandomValues(new Uint32Array(4));
  return Array.from(parts, (part) => part.toString(36)).join('-');
}

/**
 * Where the page would only be given after a login now, the login is shown, which leads back. While the server is away
 * the page stays.
 */
async function logInAgain(): Promise<void> {
  try {
    const answer = await fetch(location.pathname, { redirect: 'manual' });
    const isOver = answer.type === 'opaqueredirect';
    if (isOver) location.assign(`/login?to=${encodeURIComponent(location.pathname)}`);
  } catch (thrown) {
    // The server does not answer: the socket tries again by itself.
    console.warn(thrown);
  }
}
