import type { Duplex } from 'node:stream';
import { Aedes, type AuthenticateError, type AuthenticateHandler, type Client } from 'aedes';
import { asFault, type Fault } from '../../../devices/fault.ts';
import type { Clock } from '../../../devices/ports.ts';
import { createBudget } from '../../async/budget.ts';
import { listenerLimits } from '../../listeners/listener-limits.ts';
import type { AccessRole } from '../commands/access-roles.ts';
import '../packet-numbers.ts';
import {
  type AccessRefusal,
  connectRefusal,
  denyIfThrown,
  devicePublishRefusal,
  deviceSubscribeRefusal,
  isBroad,
  mayHear,
  mayTouch,
  publishRefusal,
  subscribeRefusal,
} from './access.ts';
import { type ClientFacts, type Clients, type Offender, printableText } from './clients.ts';
import { createDeviceRetained } from './device-retained.ts';
import { guardTakeover, isTaken } from './takeover.ts';
import type { Users } from './users.ts';

/** A subscriber that stops reading holds up all others for this long; then it is disconnected. */
const drainTimeoutMs = 2_000;
const connectTimeoutMs = 5_000;
/** The deepest topic of the contract has six levels. */
const topicLevelsMax = 10;
/** CONNACK return codes (MQTT 3.1.1, table 3.1). */
const returnCodes: Readonly<Partial<Record<AccessRefusal, number>>> = {
  'client-id-taken': 2,
  'too-many-logins': 3,
  'too-many-connections': 3,
};
const notAuthorized = 5;
/** Messages that their sender may not send go to this topic: nobody may subscribe to it. */
const nowhere = '$loket/dropped';

export interface AedesOptions {
  readonly site: string;
  readonly users: Users;
  readonly clients: Clients;
  readonly clock: Clock;
  /** The topics below which Home Assistant finds the hall. */
  readonly discovery?: readonly string[] | undefined;
  readonly refuse: (refusal: AccessRefusal, offender: Offender) => void;
  readonly report: (fault: Fault) => void;
}

/** An aedes broker without a listener, with our access rules. It calls `refuse` each time it denies something. */
export async function createAedes(options: AedesOptions): Promise<Aedes> {
  const { site, users, clients, clock, discovery, report } = options;
  const factsOf = (client: Client) => clients.of(client.conn as Duplex);
  /** What a client may do, by its role. */
  const rightsOf = (client: Client | null): Rights => {
    const { role = 'view', topics = [], user = '' } = (client === null ? undefined : factsOf(client)) ?? {};
    return role === 'device' ? ofDevice(user, topics, retains) : ofPerson(site, role, discovery);
  };
  const goesOn = openFloods(clock);
  const retains = createDeviceRetained(listenerLimits.deviceRetained, users.devices);

  function refuse(refusal: AccessRefusal, client: Client | null, user?: string, id?: string): void {
    const facts = client === null ? undefined : factsOf(client);
    options.refuse(refusal, {
      address: facts?.guest.address ?? '',
      user: printableText(user ?? facts?.user),
      client: printableText(id ?? client?.id ?? undefined),
    });
  }

  const aedes = await Aedes.createBroker({
    drainTimeout: drainTimeoutMs,
    connectTimeout: connectTimeoutMs,
    maxTopicLevels: topicLevelsMax,
    preConnect(client, packet, done) {
      factsOf(client)?.guest.spoke();
      // A session kept for an absent client would gather a day's events in memory. State is retained, and a missed
      // event can be requested by its number.
      packet.clean = true;
      const refusal = denyIfThrown(() => connectRefusal(packet.clientId));
      if (refusal !== undefined) refuse(refusal, client, packet.username, packet.clientId);
      done(refusal === undefined ? null : new Error(refusal), refusal === undefined);
    },
    authenticate: authenticating(users, factsOf, refuse, (client) => isTaken(aedes, client, factsOf)),
    authorizePublish(client, packet, done) {
      const refusal = denyIfThrown(() => rightsOf(client).publish(packet));
      if (refusal === undefined) return done(null);
      refuse(refusal, client);
      if (client === null || goesOn(client)) return done(new Error(refusal));
      Object.assign(packet, { topic: nowhere, payload: Buffer.alloc(0), retain: false });
      done(null);
    },
    authorizeSubscribe(client, subscription, done) {
      const { topic } = subscription;
      const refusal = denyIfThrown(() => {
        const mayAsk = factsOf(client)?.budget.mayAsk(isBroad(topic, discovery)) !== false;
        if (!mayAsk || !hasRoom(client as unknown as Subscribed, topic)) return 'too-many-subscriptions';
        return rightsOf(client).subscribe(topic);
      });
      if (refusal !== undefined) refuse(refusal, client);
      done(null, refusal === undefined ? subscription : null);
    },
    authorizeForward(client, packet) {
      const facts = factsOf(client);
      if (facts === undefined || !rightsOf(client).hears(packet.topic)) return null;
      if ((client.conn as Duplex).writableLength > listenerLimits.clientWaitingMax) {
        refuse('slow-reader', client);
        facts.guest.expel();
        return null;
      }
      facts.budget.owesAck();
      return packet;
    },
  });
  guardTakeover(aedes, factsOf);
  // An error event that nobody listens to would end the process.
  aedes.addListener('error', (error: unknown) => report(asFault(error, 'broker.down')));
  return aedes;
}

/** What one client may do. The first two return why not. */
interface Rights {
  publish(
    packet: Parameters<typeof publishRefusal>[2] & { readonly payload: string | Buffer },
  ): AccessRefusal | undefined;
  subscribe(filter: string): AccessRefusal | undefined;
  hears(topic: string): boolean;
}

const ofPerson = (site: string, role: AccessRole, discovery?: readonly string[]): Rights => ({
  publish: (packet) => publishRefusal(site, role, packet, discovery),
  subscribe: (filter) => subscribeRefusal(role, filter, discovery),
  hears: (topic) => mayHear(role, topic),
});

const ofDevice = (
  user: string,
  topics: readonly string[],
  retains: ReturnType<typeof createDeviceRetained>,
): Rights => ({
  publish: (packet) => devicePublishRefusal(topics, packet) ?? retains.refusal(user, packet),
  subscribe: (filter) => deviceSubscribeRefusal(topics, filter),
  hears: (topic) => mayTouch(topics, topic),
});

/**
 * Authenticates a client by its name and password, or refuses it with a return code. `isTakenFor`: whether another user
 * has its client id.
 */
function authenticating(
  users: Users,
  factsOf: (client: Client) => ClientFacts | undefined,
  refuse: (refusal: AccessRefusal, client: Client, user: string | undefined) => void,
  isTakenFor: (client: Client) => boolean,
): AuthenticateHandler {
  return (client, name, password, done) => {
    const facts = factsOf(client);
    const refused = (refusal: AccessRefusal) => {
      refuse(refusal, client, name);
      const returnCode = returnCodes[refusal] ?? notAuthorized;
      done(Object.assign(new Error(refusal), { returnCode }) as AuthenticateError, null);
    };
    if (facts === undefined) return refused('check-failed');
    users.login(name, password, facts.guest.address).then(
      (outcome) => {
        if (outcome === 'login' || outcome === 'too-many-logins') return refused(outcome);
        facts.user = name;
        facts.role = outcome;
        facts.topics = users.topicsOf(name ?? '');
        if (isTakenFor(client)) return refused('client-id-taken');
        if (!facts.guest.join(`${name ?? ''} ${facts.guest.address}`)) return refused('too-many-connections');
        done(null, true);
      },
      () => refused('check-failed'),
    );
  };
}

/**
 * A client that publishes what it may not is not notified and stays connected. Returns a function: whether this client
 * has refused publishes beyond its budget, which is a flood.
 */
function openFloods(clock: Clock): (client: Client) => boolean {
  const floods = new WeakMap<Client, () => boolean>();
  return (client) => {
    const may = floods.get(client) ?? createBudget(clock, listenerLimits.refusedPublishes);
    floods.set(client, may);
    return !may();
  };
}

/** A client's subscriptions, by filter. */
interface Subscribed {
  readonly subscriptions: Readonly<Record<string, unknown>>;
}

/** Renewing an existing subscription takes no further place. */
const hasRoom = ({ subscriptions }: Subscribed, filter: string): boolean =>
  Object.hasOwn(subscriptions, filter) || Object.keys(subscriptions).length < listenerLimits.subscriptionsMax;
