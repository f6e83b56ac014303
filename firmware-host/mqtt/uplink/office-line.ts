import type { Fault } from '../../../devices/fault.ts';
import type { BrokerConnection, Outgoing } from '../broker-connection.ts';
import { openBrokerConnection } from '../external-connection.ts';
import type { Link } from '../external-link.ts';
import { openHallPublisher } from '../hall-publisher.ts';
import type { Protocol } from '../mqtt-protocol.ts';
import type { Publisher } from '../publisher.ts';
import { topicOf } from '../topics.ts';
import type { OfficeFaults } from './office-faults.ts';
import type { OfficeFeed } from './office-feed.ts';
import { type OfficeAddress, openOfficeLink } from './office-link.ts';
import type { OfficePresence } from './office-presence.ts';
import type { PublishVerification } from './publish-verification.ts';

/** A connection with the central office, and the publisher of the states. */
export interface OfficeLine {
  readonly connection: BrokerConnection;
  readonly publisher: Publisher;
  /** Sends once, bypassing the publisher: a requester that gets no answer asks again. */
  send(message: Outgoing): void;
}

export interface OfficeLineOptions extends OfficeAddress {
  /** 0 to below 1. */
  readonly random: () => number;
}

/**
 * Connects at once and again after every loss. A connection is passed to `feed` once our own state has come back on it:
 * before that, nothing proves that the broker takes our messages.
 */
export function createOfficeLine(
  options: OfficeLineOptions,
  of: {
    readonly protocol: Protocol;
    readonly faults: OfficeFaults;
    readonly verification: PublishVerification;
    readonly presence: OfficePresence;
    readonly feed: Pick<OfficeFeed, 'start' | 'lost'>;
  },
): OfficeLine {
  const { clock, random } = options;
  const { protocol, faults, verification, presence, feed } = of;
  const ownTopic = topicOf(options.site, 'controller/state');
  let link: Link | undefined;
  let steady: (() => void) | undefined;

  async function begin(mine: Link): Promise<void> {
    try {
      await verification.expect(ownTopic, () => publisher.said(ownTopic));
    } catch (thrown) {
      mine.abandon(thrown as Fault);
      return;
    }
    if (mine !== link || !connection.connected) return;
    faults.good();
    steady?.();
    await presence.ask(mine);
    if (mine === link && connection.connected) feed.start(mine);
  }

  const connection = openBrokerConnection({
    open(told, number) {
      link = openOfficeLink(options, number, protocol, faults.say, {
        ...told,
        up() {
          protocol.up();
          told.up();
        },
        message(message) {
          verification.heard(message);
          presence.heard(message);
          told.message(message);
        },
        lost(why, where) {
          feed.lost(where);
          presence.lost();
          protocol.lost(why, where);
          told.lost(why, where);
        },
      });
      steady = told.steady;
      return link;
    },
    ...{ clock, random, report: faults.say, party: 'uplink' },
  });
  const publisher = openHallPublisher({ connection, clock, site: options.site });
  connection.onConnected(() => link && void begin(link));

  return {
    connection,
    publisher,
    send({ topic, payload, retain, qos }) {
      link?.publish(topic, payload, { retain, qos }).catch(() => {
        // A requester that gets no answer asks again.
      });
    },
  };
}
