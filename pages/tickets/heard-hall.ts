import type { BoardText } from '../../firmware-host/web/feed-messages.ts';
import type { PageMessage, TicketMachine } from '../../firmware-host/web/hall-page-messages.ts';
import type { TicketLanguage } from './tickets-texts.ts';

export type State = { readonly [field: string]: unknown };

/** What became of a number that was being printed. */
export interface PaperEnd {
  readonly ticket: string;
  readonly end: 'issued' | 'unconfirmed' | 'voided';
  /** For `issued`: how many wait before it. */
  readonly ahead?: number;
}

/** What the ticket machine has heard of the hall. `now` is always the page's steady clock in ms. */
export interface HeardHall {
  readonly machine: TicketMachine | undefined;
  /** Whether tickets can be asked for: the hall answers on this connection. */
  readonly isThere: boolean;
  /** Whether the figures of queues are those of now. */
  readonly isCurrent: boolean;
  /** The last JSON at an address, such as `service/paspor/state`. */
  state(address: string): State | undefined;
  /** What the staff has for visitors to know (`set-notice`); empty: nothing. */
  notice(language: TicketLanguage): string;
  /** The hall's time in Unix ms; undefined before it has told any. */
  wall(now: number): number | undefined;
  connected(isOpen: boolean): void;
  /** Returns the end of a print that happens now. */
  hear(message: PageMessage, now: number): PaperEnd | undefined;
}

export function createHeardHall(): HeardHall {
  const states = new Map<string, State>();
  let machine: TicketMachine | undefined;
  let [isOpen, greeted, broker] = [false, false, false];
  let aheadMs: number | undefined;

  return {
    get machine() {
      return machine;
    },
    get isThere() {
      return isOpen && greeted && machine !== undefined;
    },
    get isCurrent() {
      return broker;
    },
    state: (address) => states.get(address),
    notice: (language) => noticeIn(states.get('board/state'), language),
    wall: (now) => (aheadMs === undefined ? undefined : now + aheadMs),
    connected(open) {
      [isOpen, greeted, broker] = [open, false, false];
      if (open) states.clear();
    },
    hear(message, now) {
      if (message.type === 'machine') machine = message.machine;
      if (message.type === 'beat') {
        [greeted, broker] = [true, message.broker];
        aheadMs = message.at - now;
      }
      if (message.type !== 'mqtt') return undefined;
      if (message.address.indexOf('event/') === 0) return paperEnd(message.address, message.payload);
      if (message.payload === '') states.delete(message.address);
      else states.set(message.address, JSON.parse(message.payload) as State);
      return undefined;
    },
  };
}

function noticeIn(state: State | undefined, language: TicketLanguage): string {
  const notices = (state?.notices ?? []) as readonly { readonly kind: string; readonly text: BoardText }[];
  // The others are said at each service.
  return notices.filter(({ kind }) => kind === 'message')[0]?.text[language] ?? '';
}

function paperEnd(address: string, payload: string): PaperEnd | undefined {
  const end = /^event\/ticket\/(issued|unconfirmed|voided)$/.exec(address)?.[1] as
    | PaperEnd['end']
    | undefined;
  const { historical, data } = JSON.parse(payload) as { historical?: unknown; data?: State };
  // What is told again, for those who ask for it, is over.
  if (end === undefined || historical !== false || typeof data?.ticket !== 'string') return undefined;
  const ahead = data.waiting_ahead;
  return { ticket: data.ticket, end, ...(typeof ahead === 'number' ? { ahead } : {}) };
}
