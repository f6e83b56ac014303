import type { Aedes, Client } from 'aedes';
import type { ClientFacts } from './clients.ts';

type FactsOf = (client: Client) => ClientFacts | undefined;

/** The part of aedes that knows which clients are connected. */
interface Registry {
  readonly clients: Readonly<Record<string, Client>>;
  registerClient(client: Client): void;
}

/**
 * Whether the client's id is in use by another user. MQTT closes the older connection and publishes its last will:
 * otherwise a user with role `view` could disconnect, and speak for, a user who may do more.
 */
export function isTaken(aedes: Aedes, client: Client, factsOf: FactsOf): boolean {
  const there = (aedes as unknown as Registry).clients[client.id ?? ''];
  return there !== undefined && there !== client && factsOf(there)?.user !== factsOf(client)?.user;
}

/** Checks again at the moment the older connection is closed: two clients may have logged in at the same time. */
export function guardTakeover(aedes: Aedes, factsOf: FactsOf): void {
  const registry = aedes as unknown as Registry;
  const register = registry.registerClient.bind(aedes);
  registry.registerClient = (client) => {
    if (isTaken(aedes, client, factsOf)) factsOf(client)?.guest.expel();
    else register(client);
  };
}
