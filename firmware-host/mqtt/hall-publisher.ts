import type { Clock } from '../../devices/ports.ts';
import type { BrokerConnection } from './broker-connection.ts';
import { stateRank } from './messages/outgoing.ts';
import { numberedState } from './numbered-state.ts';
import { openPublisher, type Publisher } from './publisher.ts';
import { guardAgainstStaleWill } from './stale-will.ts';
import { topicOf } from './topics.ts';

/**
 * Says what the hall `site` says on one broker: its own state with the number of the connection, and once more after a
 * late last will.
 */
export function openHallPublisher(of: {
  readonly connection: BrokerConnection;
  readonly clock: Clock;
  readonly site: string;
}): Publisher {
  const { connection } = of;
  const ownTopic = topicOf(of.site, 'controller/state');
  const publisher = numberedState(connection, openPublisher({ ...of, rank: stateRank }), ownTopic);
  guardAgainstStaleWill(connection, publisher, ownTopic);
  return publisher;
}
