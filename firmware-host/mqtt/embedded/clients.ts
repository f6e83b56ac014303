import type { Duplex } from 'node:stream';
import type { Clock } from '../../../devices/ports.ts';
import type { Guest } from '../../listeners/reception.ts';
import type { ClientRole } from '../commands/access-roles.ts';
import { createClientBudget } from './client-budget.ts';

/** What the broker knows about a connection apart from what the client sends. */
export interface ClientFacts {
  readonly guest: Guest;
  readonly budget: ReturnType<typeof createClientBudget>;
  /** Whether CONNACK was sent, so that the client is connected. */
  accepted: boolean;
  user?: string | undefined;
  role?: ClientRole;
  /** Of a device: its topics, and all below them. */
  topics?: readonly string[];
}

/** The client that was refused, as far as it is known. Texts come from the client: printable, and short. */
export interface Offender {
  readonly address: string;
  readonly user?: string | undefined;
  readonly client?: string | undefined;
}

export type Clients = ReturnType<typeof createClients>;

/** The connections of a broker, keyed by their streams: aedes passes nothing else around. */
export function createClients(clock: Clock) {
  const facts = new WeakMap<Duplex, ClientFacts>();
  return {
    of: (stream: Duplex) => facts.get(stream),
    enter(stream: Duplex, guest: Guest): ClientFacts {
      const entered = { guest, budget: createClientBudget(clock), accepted: false };
      facts.set(stream, entered);
      return entered;
    },
  };
}

const textMax = 64;

/** Makes a text from a client safe for the log. */
export const printableText = (text: string | undefined) =>
  text?.slice(0, textMax).replace(/[^\x20-\x7e]/g, '?');
