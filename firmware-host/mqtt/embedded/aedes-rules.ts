import { Aedes } from 'aedes';
import { asFault, type Fault } from '../../../devices/fault.ts';
import {
  type AccessRefusal,
  connectRefusal,
  denyIfThrown,
  publishRefusal,
  subscribeRefusal,
} from './access.ts';

/** One subscriber that stops reading holds up all others for this long, then it is thrown out. */
const drainTimeoutMs = 2_000;
const connectTimeoutMs = 5_000;
/** The deepest topic of the contract has six. */
const topicLevelsMost = 10;

/** An aedes broker without a listener, with our rules of access. It tells `refuse` each time it denies something. */
export async function createAedes(options: {
  readonly site: string;
  readonly refuse: (refusal: AccessRefusal) => void;
  readonly report: (fault: Fault) => void;
}): Promise<Aedes> {
  const { site, refuse, report } = options;

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
    authorizePublish(_client, packet, done) {
      done(denied(() => publishRefusal(site, packet)));
    },
    authorizeSubscribe(_client, subscription, done) {
      const error = denied(() => subscribeRefusal(subscription.topic));
      done(null, error === null ? subscription : null);
    },
  });
  // An error event that nobody listens to would end the process.
  aedes.addListener('error', (error: unknown) => report(asFault(error, 'broker.down')));
  return aedes;
}
