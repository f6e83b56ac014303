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
  /** The journal cannot be read. */
  readonly failed: (why: Fault) => void;
}

/** The events on their way to the office: over one connection after the other, each time from the cursor on. */
export interface OfficeFeed {
  /** Whether there is a connection for them. */
  readonly goes: boolean;
  /** Events that are left out, because connections broke on them. */
  readonly leftOut: number;
  /** A connection is good for events. */
  start(link: Link): void;
  /** The connection is gone; `there` when the other side or the network ended it. */
  lost(where: 'here' | 'there'): void;
  stop(): void;
  /** There is a new record. */
  wake(): void;
  /** The office wants events again. Resolves when they were sent and acknowledged. */
  replay(from: number, to: number): Promise<Answer>;
  /** Called with records that are gone from the journal and were never sent. One listener. */
  onDropped(listener: (from: number, to: number) => void): void;
}

export function openOfficeFeed(of: OfficeFeedOptions): OfficeFeed {
  const { verification, protocol } = of;
  const pace = createRateLimiter(of.rate);
  const replays = createReplays();
  const poison = createPoisonMessage();
  let tellDropped = (_from: number, _to: number): void => {};
  let replicator: Replicator | undefined;

  /** A connection broke on it, or the broker says that it cannot take it. */
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
