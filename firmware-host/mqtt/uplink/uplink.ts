import { asFault, type Fault } from '../../../devices/fault.ts';
import type { FaultCode } from '../../../devices/fault-catalogue.ts';
import type { Millis } from '../../../devices/ports.ts';
import type { Journal } from '../../journal/journal-port.ts';
import type { BrokerConnection } from '../broker-connection.ts';
import { replayRequest } from '../commands/command-table.ts';
import { type CommandIntake, createCommandIntake } from '../commands/intake.ts';
import type { ControllerHealth } from '../messages/controller-messages.ts';
import type { Title } from '../messages/event-table.ts';
import { createProtocol } from '../mqtt-protocol.ts';
import type { Publisher } from '../publisher.ts';
import { topicOf } from '../topics.ts';
import { createBacklog } from './backlog.ts';
import { type CursorStore, createCursor } from './cursor.ts';
import { createOfficeFaults } from './office-faults.ts';
import { type OfficeFeed, openOfficeFeed } from './office-feed.ts';
import { createOfficeLine, type OfficeLine, type OfficeLineOptions } from './office-line.ts';
import { createOfficePresence } from './office-presence.ts';
import { createPublishVerification } from './publish-verification.ts';

export const eventsPerSecond = 100;
const drainMs: Millis = 1_000;

export interface UplinkOptions extends OfficeLineOptions {
  /** Of the texts for people in replies. */
  readonly language: () => keyof Title;
  readonly journal: Pick<Journal, 'read'>;
  /** The newest record of the journal; 0 when it is empty. */
  readonly last: number;
  readonly store: CursorStore;
  /** What `store` held. */
  readonly cursor: number;
  /** Events in a second, 100 by default; fewer where the office says so. */
  readonly rate?: number;
  /** MQTT 3.1.1 is 4. Both are tried by default, 5 first. */
  readonly protocol?: 4 | 5;
  /** Told once for each trouble, until the line has been good again. */
  readonly report: (fault: Fault) => void;
}

/**
 * The line to the central office: the states through a publisher of their own, the events by a cursor on the journal.
 */
export interface Uplink {
  /** For the retained messages. Events are not for it: they come from the journal. */
  readonly publisher: Publisher;
  readonly connection: BrokerConnection;
  /** A publisher that says retained messages here as well as in `local`, and everything else in `local` alone. */
  tee(local: Pick<Publisher, 'enqueue'>): Pick<Publisher, 'enqueue'>;
  /** Called with records that are gone from the journal and were never sent. One listener. */
  onDropped(listener: (from: number, to: number) => void): void;
  /** A record became durable. */
  recorded(sequence: number): void;
  /** For `controller/health`. */
  figures(): Pick<
    Required<ControllerHealth>,
    'uplink_ok' | 'uplink_sequence' | 'uplink_backlog' | 'uplink_refused'
  >;
  /** What is wrong with the line now. */
  troubles(): readonly FaultCode[];
  /** Says what waits, if that takes a second at most; saves the cursor and says goodbye. */
  close(): Promise<void>;
}

export function openUplink(options: UplinkOptions): Uplink {
  const { site, clock, report } = options;
  const protocol = createProtocol(options.protocol);
  const faults = createOfficeFaults(protocol, report);
  const sequence = Math.min(options.cursor, options.last);
  const cursor = createCursor({ sequence, store: options.store, clock, report: faults.say });
  const backlog = createBacklog(options.last, cursor, report);
  const verification = createPublishVerification(clock);
  const presence = createOfficePresence(clock, options.rate ?? eventsPerSecond);
  const feed = openOfficeFeed({
    ...{ site, journal: options.journal, cursor, backlog, clock, wall: options.time.wall },
    ...{ rate: presence.rate, verification, protocol, report, failed: faults.say },
  });
  const line = createOfficeLine(options, { protocol, faults, verification, presence, feed });
  const { connection, publisher } = line;
  // The only command that is taken from the central office: nobody there runs the queues or the devices of a hall.
  connection.subscribe(topicOf(site, 'command/replay'), replayIntake(options, line, feed).take);

  function troubles(): readonly FaultCode[] {
    const { said } = faults;
    return [
      ...(said === undefined ? [] : [said === 'broker.down' ? ('uplink.down' as const) : said]),
      ...[connection.trouble?.()?.code ?? []].flat().filter((code) => code !== said),
      ...(feed.leftOut > 0 ? (['uplink.refused'] as const) : []),
      ...(backlog.isHigh ? (['backlog.high'] as const) : []),
    ];
  }

  return {
    publisher,
    connection,
    tee: (local) => ({
      enqueue(message) {
        local.enqueue(message);
        if (message.retain) publisher.enqueue(message);
      },
    }),
    onDropped: feed.onDropped,
    recorded(newest) {
      backlog.recorded(newest);
      feed.wake();
    },
    figures: () => ({
      uplink_ok: feed.goes,
      uplink_sequence: cursor.sequence,
      uplink_backlog: backlog.size,
      uplink_refused: feed.leftOut,
    }),
    troubles,
    async close() {
      if (feed.goes) await publisher.drained(drainMs);
      feed.stop();
      publisher.close();
      await connection.close();
      await cursor.flush();
    },
  };
}

/** Takes what the office asks for again, under the rules of every command, and has `feed` send it. */
function replayIntake(
  { site, language, clock, time, report }: UplinkOptions,
  { send }: Pick<OfficeLine, 'send'>,
  feed: Pick<OfficeFeed, 'replay'>,
): CommandIntake {
  return createCommandIntake({
    ...{ site, language, clock, wall: time.wall, trusted: time.trusted, send },
    perform(_row, fields) {
      const { from, to } = replayRequest.parse(fields);
      return feed.replay(from, to);
    },
    // The consumer is told; there is nothing to do here.
    refused: () => undefined,
    broke: (_name, thrown) => report(asFault(thrown, 'uplink.refused')),
  });
}
