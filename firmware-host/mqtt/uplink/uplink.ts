import { asFault, Fault } from '../../../devices/fault.ts';
import type { FaultCode } from '../../../devices/fault-catalogue.ts';
import type { Clock, Millis } from '../../../devices/ports.ts';
import type { Journal } from '../../journal/port.ts';
import { openCommandIntake } from '../commands/intake.ts';
import { replayRequest } from '../commands/table.ts';
import type { ClientTls } from '../dial.ts';
import { openSession } from '../external.ts';
import { keepAliveSeconds, type Link, openLink, type Told } from '../external-link.ts';
import { type Lane, openLane } from '../lane.ts';
import type { ControllerHealth } from '../messages/controller.ts';
import type { Title } from '../messages/event-table.ts';
import { stateRank } from '../messages/outgoing.ts';
import { watchOwnState } from '../own-state.ts';
import { openProtocol } from '../protocol.ts';
import type { Outgoing, Session } from '../session.ts';
import { topicOf } from '../topics.ts';
import { type CursorStore, openCursor } from './cursor.ts';
import { openEcho, sendProved } from './echo.ts';
import { linkOver } from './over-wire.ts';
import { openPace } from './pace.ts';
import { type Pump, startPump } from './pump.ts';
import { openReplays } from './replays.ts';
import { openSuspicion } from './suspicion.ts';
import { openWatchdog } from './watchdog.ts';
import { type KnownTime, openWire } from './wire.ts';

export const eventsPerSecond = 100;
/** Two keepalives without a sign of life: the line is dead, whatever the socket says. */
const silenceMs = 2 * keepAliveSeconds * 1_000;
/** An hour of the busiest hall. Once below half of it, it may be reported again. */
const backlogHigh = 5_000;
const drainMs: Millis = 1_000;

export interface UplinkOptions {
  readonly site: string;
  /** Of the texts for people in replies. */
  readonly language: keyof Title;
  /** `mqtt://HOST[:PORT]` or `mqtts://HOST[:PORT]`. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: ClientTls;
  /** `controller/state` offline, with the boot id. */
  readonly will: Outgoing;
  readonly journal: Pick<Journal, 'read'>;
  /** The newest record of the journal; 0 when it is empty. */
  readonly last: number;
  readonly store: CursorStore;
  /** What `store` held. */
  readonly cursor: number;
  readonly clock: Clock;
  readonly time: KnownTime;
  /** 0 to below 1. */
  readonly random: () => number;
  /** Events in a second; 100 by default. */
  readonly rate?: number;
  /** MQTT 3.1.1 is 4. Both are tried by default, 5 first. */
  readonly protocol?: 4 | 5;
  /** How a connection is begun; without it, over the network to `url`. It speaks `protocol`. */
  readonly connect?: (told: Told) => Link;
  /** Told once for each trouble, until the line has been good again. */
  readonly report: (fault: Fault) => void;
}

/** The line to the central office: the states through a lane of their own, the events by a cursor on the journal. */
export interface Uplink {
  /** For the retained messages. Events are not for it: they come from the journal. */
  readonly lane: Lane;
  readonly session: Session;
  /** A lane that says retained messages here as well as in `local`, and everything else in `local` alone. */
  beside(local: Pick<Lane, 'enqueue'>): Pick<Lane, 'enqueue'>;
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
  const { site, clock, journal, time } = options;
  const ownTopic = topicOf(site, 'controller/state');
  const cursor = openCursor({ ...options, sequence: Math.min(options.cursor, options.last), report: say });
  const pace = openPace(options.rate ?? eventsPerSecond);
  const echo = openEcho(clock);
  const replays = openReplays();
  const suspicion = openSuspicion();
  const protocol = openProtocol(options.protocol);
  let last = options.last;
  let said: FaultCode | undefined;
  let backlogSaid = false;
  let tellDropped = (_from: number, _to: number): void => {};
  let link: Link | undefined;
  let steady: (() => void) | undefined;
  let pump: Pump | undefined;

  function say(fault: Fault): void {
    if (fault.code === said) return;
    // Then 3.1.1 is spoken, which nearly every broker knows.
    if (fault.code === 'uplink.old_protocol' && protocol.next() === 4) return;
    said = fault.code;
    options.report(fault);
  }

  function overNetwork(on: Told): Link {
    const wire = openWire({ ...options, tls: options.tls ?? {}, report: say });
    const clientId = `loket-${site}`;
    return linkOver(
      wire,
      (stream, told) =>
        openLink(
          {
            ...{ ...options, stream, clientId, protocol: protocol.next() },
            ...{ ackTimeoutMs: silenceMs, party: 'uplink' },
          },
          told,
        ),
      on,
    );
  }

  function open(told: Told): Link {
    const watchdog = openWatchdog(clock, silenceMs, () =>
      mine.abandon(new Fault('broker.down', 'the central office has been silent for two keepalives')),
    );
    const mine = (options.connect ?? overNetwork)({
      up() {
        protocol.up();
        told.up();
      },
      heard: watchdog.fed,
      skipped: (bytes) => told.skipped?.(bytes),
      message(message) {
        echo.heard(message);
        told.message(message);
      },
      lost(why, where) {
        watchdog.stop();
        const first = pump?.stop();
        pump = undefined;
        replays.forget();
        if (first !== undefined && where === 'there') suspect(first);
        protocol.lost(why, where);
        told.lost(why, where);
      },
    });
    link = mine;
    steady = told.steady;
    return mine;
  }

  function suspect(sequence: number): void {
    if (!suspicion.broke(sequence)) return;
    options.report(
      new Fault('uplink.refused', `event ${sequence} was left out: three connections broke on it`, {
        context: { sequence },
      }),
    );
  }

  async function begin(mine: Link): Promise<void> {
    try {
      await echo.expect(ownTopic, () => lane.said(ownTopic));
    } catch (thrown) {
      mine.abandon(thrown as Fault);
      return;
    }
    if (mine !== link || !session.connected) return;
    said = undefined;
    steady?.();
    pump = startPump({
      site,
      journal,
      link: mine,
      cursor,
      clock,
      wall: time.wall,
      pace,
      last: () => last,
      takeReplay: replays.take,
      prove: protocol.saysRefusals() ? undefined : (message) => sendProved(mine, echo, message),
      suspect: suspicion.sequence(),
      aside: suspicion.aside,
      told: {
        dropped: (from, to) => tellDropped(from, to),
        refused(sequence, why) {
          if (suspicion.isOfEvent(why)) suspect(sequence);
          mine.abandon(why);
        },
        failed: say,
      },
    });
  }

  function send({ topic, payload, retain, qos }: Outgoing): void {
    link?.publish(topic, payload, { retain, qos }).catch(() => {
      // Whoever asked asks again when no answer comes.
    });
  }

  const intake = openCommandIntake({
    ...{ site, language: options.language, clock, wall: time.wall, trusted: time.trusted, send },
    perform(_row, fields) {
      const { from, to } = replayRequest.parse(fields);
      const answer = replays.ask(from, to);
      pump?.wake();
      return answer;
    },
    // The consumer is told; there is nothing to do here.
    refused: () => undefined,
    broke: (_name, thrown) => options.report(asFault(thrown, 'uplink.refused')),
  });

  const session = openSession({ open, clock, random: options.random, report: say, party: 'uplink' });
  const lane = openLane({ session, clock, rank: stateRank });
  watchOwnState(session, lane, ownTopic);
  // The only command that is taken from the central office: nobody there runs the queues or the devices of a hall.
  session.subscribe(topicOf(site, 'command/replay'), intake.take);
  session.onConnected(() => link && void begin(link));

  function watchBacklog(): void {
    const backlog = last - cursor.sequence;
    if (backlog < backlogHigh / 2) backlogSaid = false;
    if (backlog < backlogHigh || backlogSaid) return;
    backlogSaid = true;
    options.report(new Fault('backlog.high', `${backlog} events wait for the central office`));
  }

  return {
    lane,
    session,
    beside: (local) => ({
      enqueue(message) {
        local.enqueue(message);
        if (message.retain) lane.enqueue(message);
      },
    }),
    onDropped(listener) {
      tellDropped = listener;
    },
    recorded(sequence) {
      last = Math.max(last, sequence);
      watchBacklog();
      pump?.wake();
    },
    figures: () => ({
      uplink_ok: pump !== undefined,
      uplink_sequence: cursor.sequence,
      uplink_backlog: last - cursor.sequence,
      uplink_refused: suspicion.aside.size,
    }),
    troubles: () => [
      ...(said === undefined ? [] : [said === 'broker.down' ? ('uplink.down' as const) : said]),
      ...[session.trouble?.()?.code ?? []].flat().filter((code) => code !== said),
      ...(suspicion.aside.size > 0 ? (['uplink.refused'] as const) : []),
      ...(backlogSaid ? (['backlog.high'] as const) : []),
    ],
    async close() {
      if (pump !== undefined) await lane.drained(drainMs);
      pump?.stop();
      pump = undefined;
      lane.close();
      await session.close();
      await cursor.flush();
    },
  };
}
