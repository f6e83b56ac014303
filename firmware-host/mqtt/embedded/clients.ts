import type { Duplex } from 'node:stream';
import type { Clock } from '../../../devices/ports.ts';
import type { Guest } from '../../listeners/reception.ts';
import type { AccessRole } from '../commands/access-roles.ts';
import { createClientBudget } from './client-budget.ts';

/** What the broker knows of a connection, beside what it says. */
export interface ClientFacts {
  readonly guest: Guest;
  readonly budget: ReturnType<typeof createClientBudget>;
  /** CONNACK was sent: it is in. */
  accepted: boolean;
  user?: string | undefined;
  role?: AccessRole;
}

/** Who a refusal was about, as far as that was known. Texts come from the other side: printable, and short. */
export interface Offender {
  readonly address: string;
  readonly user?: string | undefined;
  readonly client?: string | undefined;
}

export type Clients = ReturnType<typeof createClients>;

/** The connections of a broker by their streams, which is all that the broker's library hands around. */
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

/** A text of a stranger's for the log. */
export const printableText = (text: string | undefined) =>
  text?.slice(0, textMax).replace(/[^\x20-\x7e]/g, '?');
