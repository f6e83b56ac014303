import type { Aedes, Client } from 'aedes';
import type { ClientFacts } from './clients.ts';

type FactsOf = (client: Client) => ClientFacts | undefined;

/** The part of aedes that knows who is connected. */
interface Registry {
  readonly clients: Readonly<Record<string, Client>>;
  registerClient(client: Client): void;
}

/**
 * Whether the client's id is in use by another user. MQTT closes the one that was there, and says its last will: who
 * may only look could otherwise throw out, and speak for, whoever may do more.
 */
export function isTaken(aedes: Aedes, client: Client, factsOf: FactsOf): boolean {
  const there = (aedes as unknown as Registry).clients[client.id ?? ''];
  return there !== undefined && there !== client && factsOf(there)?.user !== factsOf(client)?.user;
}

/** Asked once more where the one that was there is closed: two may have logged in at the same time. */
export function guardTakeover(aedes: Aedes, factsOf: FactsOf): void {
  const registry = aedes as unknown as Registry;
  const register = registry.registerClient.bind(aedes);
  registry.registerClient = (client) => {
    if (isTaken(aedes, client, factsOf)) factsOf(client)?.guest.expel();
    else register(client);
  };
}
