import type { Fault } from '../../../devices/fault.ts';
import { openSession } from '../external.ts';
import type { Link } from '../external-link.ts';
import { type Lane, openLane } from '../lane.ts';
import { stateRank } from '../messages/outgoing.ts';
import { numberedState } from '../numbered-state.ts';
import { watchOwnState } from '../own-state.ts';
import type { Protocol } from '../protocol.ts';
import type { Outgoing, Session } from '../session.ts';
import { topicOf } from '../topics.ts';
import type { Echo } from './echo.ts';
import type { OfficeFaults } from './office-faults.ts';
import type { OfficeFeed } from './office-feed.ts';
import { type OfficeAddress, openOfficeLink } from './office-link.ts';
import type { OfficePresence } from './office-presence.ts';

/** A session with the central office, and the lane of the states. */
export interface OfficeLine {
  readonly session: Session;
  readonly lane: Lane;
  /** Sends past the lane, once: whoever asked asks again when no answer comes. */
  send(message: Outgoing): void;
}

export interface OfficeLineOptions extends OfficeAddress {
  /** 0 to below 1. */
  readonly random: () => number;
}

/**
 * Connects now and again after every loss. A connection is good, and `feed` gets it, once our own state has come back
 * on it: before that, nothing tells whether the broker takes what we say.
 */
export function openOfficeLine(
  options: OfficeLineOptions,
  of: {
    readonly protocol: Protocol;
    readonly faults: OfficeFaults;
    readonly echo: Echo;
    readonly presence: OfficePresence;
    readonly feed: Pick<OfficeFeed, 'start' | 'lost'>;
  },
): OfficeLine {
  const { clock, random } = options;
  const { protocol, faults, echo, presence, feed } = of;
  const ownTopic = topicOf(options.site, 'controller/state');
  let link: Link | undefined;
  let steady: (() => void) | undefined;

  async function begin(mine: Link): Promise<void> {
    try {
      await echo.expect(ownTopic, () => lane.said(ownTopic));
    } catch (thrown) {
      mine.abandon(thrown as Fault);
      return;
    }
    if (mine !== link || !session.connected) return;
    faults.good();
    steady?.();
    await presence.ask(mine);
    if (mine === link && session.connected) feed.start(mine);
  }

  const session = openSession({
    open(told, connection) {
      link = openOfficeLink(options, connection, protocol, faults.say, {
        ...told,
        up() {
          protocol.up();
          told.up();
        },
        message(message) {
          echo.heard(message);
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
  const lane = numberedState(session, openLane({ session, clock, rank: stateRank }), ownTopic);
  watchOwnState(session, lane, ownTopic);
  session.onConnected(() => link && void begin(link));

  return {
    session,
    lane,
    send({ topic, payload, retain, qos }) {
      link?.publish(topic, payload, { retain, qos }).catch(() => {
        // Whoever asked asks again when no answer comes.
      });
    },
  };
}
