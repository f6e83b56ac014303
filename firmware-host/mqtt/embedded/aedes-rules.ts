import { Aedes, type AuthenticateError, type Client } from 'aedes';
import { asFault, type Fault } from '../../../devices/fault.ts';
import type { Role } from '../commands/roles.ts';
import {
  type AccessRefusal,
  connectRefusal,
  denyIfThrown,
  publishRefusal,
  subscribeRefusal,
} from './access.ts';
import type { Users } from './users.ts';

/** One subscriber that stops reading holds up all others for this long, then it is thrown out. */
const drainTimeoutMs = 2_000;
const connectTimeoutMs = 5_000;
/** The deepest topic of the contract has six. */
const topicLevelsMost = 10;
/** CONNACK return code (MQTT 3.1.1, table 3.1). */
const notAuthorized = 5;

/** An aedes broker without a listener, with our rules of access. It tells `refuse` each time it denies something. */
export async function createAedes(options: {
  readonly site: string;
  readonly users: Users;
  readonly refuse: (refusal: AccessRefusal) => void;
  readonly report: (fault: Fault) => void;
}): Promise<Aedes> {
  const { site, users, refuse, report } = options;
  const roles = new WeakMap<Client, Role>();
  const roleOf = (client: Client | null): Role => (client === null ? 'view' : (roles.get(client) ?? 'view'));

  /** What a check refuses, as the error that aedes wants. */
  function denied(check: () => AccessRefusal | undefined): Error | null {
    const refusal = denyIfThrown(check);
    if (refusal === undefined) return null;
    refuse(refusal);
    return new Error(refusal);
  }

  const aedes = await Aedes.createBroker({
    drainTimeout: drainTimeoutMs,
    connectTimeout: connectTimeoutMs,
    maxTopicLevels: topicLevelsMost,
    preConnect(_client, packet, done) {
      // A session kept for an absent client would gather a day's events in memory. State is retained, and an event
      // that was missed can be asked for by its number.
      packet.clean = true;
      const error = denied(() => connectRefusal(packet.clientId));
      done(error, error === null);
    },
    authenticate(client, name, password, done) {
      const refused = (refusal: AccessRefusal) => {
        refuse(refusal);
        done(Object.assign(new Error(refusal), { returnCode: notAuthorized }) as AuthenticateError, null);
      };
      users.login(name, password).then(
        (outcome) => {
          if (outcome === 'login' || outcome === 'too-many-logins') return refused(outcome);
          roles.set(client, outcome);
          done(null, true);
        },
        () => refused('check-failed'),
      );
    },
    authorizePublish(client, packet, done) {
      done(denied(() => publishRefusal(site, roleOf(client), packet)));
    },
    authorizeSubscribe(client, subscription, done) {
      const error = denied(() => subscribeRefusal(roleOf(client), subscription.topic));
      done(null, error === null ? subscription : null);
    },
  });
  // An error event that nobody listens to would end the process.
  aedes.addListener('error', (error: unknown) => report(asFault(error, 'broker.down')));
  return aedes;
}
