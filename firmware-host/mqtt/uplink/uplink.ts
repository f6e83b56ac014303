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
  /** The language of the texts for people in replies. */
  readonly language: () => keyof Title;
  readonly journal: Pick<Journal, 'read'>;
  /** The newest record of the journal; 0 when it is empty. */
  readonly last: number;
  readonly store: CursorStore;
  /** The position that `store` held. */
  readonly cursor: number;
  /** Events per second; 100 by default. */
  readonly rate?: number;
  /** 4 is MQTT 3.1.1. By default 5 is tried first, then 4. */
  readonly protocol?: 4 | 5;
  /** Called once for each fault, until the line has been healthy again. */
  readonly report: (fault: Fault) => void;
}

/**
 * The line to the central office: the states through a publisher of their own, the events by a cursor on the journal.
 */
export interface Uplink {
  /** Publishes the retained messages. Events do not use it: they come from the journal. */
  readonly publisher: Publisher;
  readonly connection: BrokerConnection;
  /** A publisher that sends retained messages both here and to `local`, and everything else to `local` alone. */
  tee(local: Pick<Publisher, 'enqueue'>): Pick<Publisher, 'enqueue'>;
  /** Called with records that were removed from the journal before they were sent. One listener. */
  onDropped(listener: (from: number, to: number) => void): void;
  /** To be called when a record became durable. */
  recorded(sequence: number): void;
  /** For `controller/health`. */
  figures(): Pick<
    Required<ControllerHealth>,
    'uplink_ok' | 'uplink_sequence' | 'uplink_backlog' | 'uplink_refused'
  >;
  /** The active faults of the line. */
  troubles(): readonly FaultCode[];
  /** Sends waiting states for at most a second, saves the cursor and disconnects. */
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
  // The only command accepted from the central office: nobody there runs the queues or the devices of a hall.
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

/** The intake of replay requests from the office, under the rules of every command; `feed` sends the events. */
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
    // The consumer gets the reply; there is nothing else to do.
    refused: () => undefined,
    broke: (_name, thrown) => report(asFault(thrown, 'uplink.refused')),
  });
}
