import { Fault } from '../../../devices/fault.ts';
import type { Clock } from '../../../devices/ports.ts';
import type { Journal } from '../../journal/journal-port.ts';
import type { Answer } from '../commands/command-port.ts';
import type { Link } from '../external-link.ts';
import type { Protocol } from '../mqtt-protocol.ts';
import type { Backlog } from './backlog.ts';
import type { Cursor } from './cursor.ts';
import { createPoisonMessage } from './poison-message.ts';
import { type PublishVerification, sendProved } from './publish-verification.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { createReplays } from './replays.ts';
import { type Replicator, startReplicator } from './replicator.ts';

export interface OfficeFeedOptions {
  readonly site: string;
  readonly journal: Pick<Journal, 'read'>;
  readonly cursor: Cursor;
  readonly backlog: Pick<Backlog, 'last'>;
  readonly clock: Clock;
  readonly wall: () => number;
  /** Events in a second by now. */
  readonly rate: () => number;
  readonly verification: PublishVerification;
  readonly protocol: Pick<Protocol, 'saysRefusals'>;
  readonly report: (fault: Fault) => void;
  /** Called when the journal cannot be read. */
  readonly failed: (why: Fault) => void;
}

/** Sends the events to the office: over one connection after the other, each time from the cursor on. */
export interface OfficeFeed {
  /** Whether events are being sent over a connection. */
  readonly goes: boolean;
  /** Events left out because connections broke on them. */
  readonly leftOut: number;
  /** Starts sending over a connection that has proved to work. */
  start(link: Link): void;
  /** The connection is gone; `there` when the other side or the network ended it. */
  lost(where: 'here' | 'there'): void;
  stop(): void;
  /** To be called when there is a new record. */
  wake(): void;
  /** The office requests events again. Resolves when they were sent and acknowledged. */
  replay(from: number, to: number): Promise<Answer>;
  /** Called with records that were removed from the journal before they were sent. One listener. */
  onDropped(listener: (from: number, to: number) => void): void;
}

export function openOfficeFeed(of: OfficeFeedOptions): OfficeFeed {
  const { verification, protocol } = of;
  const pace = createRateLimiter(of.rate);
  const replays = createReplays();
  const poison = createPoisonMessage();
  let tellDropped = (_from: number, _to: number): void => {};
  let replicator: Replicator | undefined;

  /** A connection broke on this event, or the broker reported that it cannot take it. */
  function suspect(sequence: number): void {
    if (!poison.broke(sequence)) return;
    of.report(
      new Fault('uplink.refused', `event ${sequence} was left out: three connections broke on it`, {
        context: { sequence },
      }),
    );
  }

  function start(link: Link): void {
    replicator = startReplicator({
      ...{ site: of.site, journal: of.journal, cursor: of.cursor, clock: of.clock, wall: of.wall },
      ...{ link, pace, last: () => of.backlog.last, takeReplay: replays.take },
      prove: protocol.saysRefusals() ? undefined : (message) => sendProved(link, verification, message),
      ...{ suspect: poison.sequence(), aside: poison.aside },
      told: {
        dropped: (from, to) => tellDropped(from, to),
        refused(sequence, why) {
          if (poison.isOfEvent(why)) suspect(sequence);
          link.abandon(why);
        },
        failed: of.failed,
      },
    });
  }

  function stop(): number | undefined {
    const first = replicator?.stop();
    replicator = undefined;
    return first;
  }

  return {
    get goes() {
      return replicator !== undefined;
    },
    get leftOut() {
      return poison.aside.size;
    },
    start,
    lost(where) {
      const first = stop();
      replays.forget();
      if (first !== undefined && where === 'there') suspect(first);
    },
    stop: () => void stop(),
    wake: () => replicator?.wake(),
    replay(from, to) {
      const answer = replays.ask(from, to);
      replicator?.wake();
      return answer;
    },
    onDropped(listener) {
      tellDropped = listener;
    },
  };
}
