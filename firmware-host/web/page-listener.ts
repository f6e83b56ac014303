import type { Site } from '../../config/site.ts';
import { createDeskTeller } from './desk-teller.ts';
import type { FeedMessage } from './feed-messages.ts';
import { isHeardAt, type PagePlace } from './hall-access.ts';
import type { PageMessage, ScreenPad } from './hall-page-messages.ts';
import { screenPad } from './screen-pad.ts';
import type { StatusTeller } from './status-teller.ts';
import { ticketMachine } from './ticket-machine.ts';

/** What one open page is told: the messages that it may hear, and what only its kind of page is told. */
export interface PageListener {
  /** Called once, before the first message. */
  greet(): void;
  hear(message: FeedMessage): void;
  close(): void;
}

export function listenerAt(
  place: PagePlace,
  of: {
    readonly site: () => Site;
    readonly status: StatusTeller;
    readonly wall: () => number;
    readonly desk: { pad(counter: string): { now(): Pick<ScreenPad, 'element' | 'isOpen'> } };
    readonly tell: (message: PageMessage) => void;
  },
): PageListener {
  const { site, status, wall, tell } = of;
  const pass = (message: FeedMessage): void => {
    if (isHeardAt(place, message.address)) tell({ type: 'mqtt', ...message });
  };
  switch (place.page) {
    case 'status': {
      let stop = () => {};
      return {
        greet() {
          stop = status.watch((now) => tell({ type: 'status', at: wall(), status: now }));
        },
        hear: pass,
        close: () => stop(),
      };
    }
    case 'counter': {
      const desk = createDeskTeller(place.counter, of);
      return {
        greet: desk.greet,
        hear(message) {
          pass(message);
          if (isHeardAt(place, message.address)) desk.hear(message);
        },
        close: () => undefined,
      };
    }
    case 'rating':
      return padListener(place.counter, of);
    case 'tickets': {
      let told = '';
      const greet = () => {
        const machine = ticketMachine(site());
        const text = JSON.stringify(machine);
        if (text !== told) tell({ type: 'machine', machine });
        told = text;
      };
      return {
        greet,
        hear(message) {
          pass(message);
          // The hall says what it is again when another site file is in force.
          if (message.address === 'controller/info') greet();
        },
        close: () => undefined,
      };
    }
  }
}

type ListenerParts = Parameters<typeof listenerAt>[1];

/** A rating pad is told what it asks, and no message of the hall. */
function padListener(
  counter: string,
  { site, desk, tell }: Pick<ListenerParts, 'site' | 'desk' | 'tell'>,
): PageListener {
  const pad = desk.pad(counter);
  let told = '';
  const greet = (): void => {
    const message: PageMessage = { type: 'pad', pad: screenPad(site(), counter, pad.now()) };
    const text = JSON.stringify(message);
    if (text !== told) tell(message);
    told = text;
  };
  return {
    greet,
    hear({ address }) {
      // The counter opened or closed, another day or another site file came.
      if (/^(counter\/|controller\/info$|event\/day\/opened$)/.test(address)) greet();
    },
    close: () => undefined,
  };
}
