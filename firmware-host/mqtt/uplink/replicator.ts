import { asFault, type Fault } from '../../../devices/fault.ts';
import type { Millis } from '../../../devices/ports.ts';
import type { Journal, Record } from '../../journal/journal-port.ts';
import { eventMessage } from '../messages/outgoing.ts';
import type { Cursor } from './cursor.ts';
import type { Replay } from './replays.ts';
import { openTraffic, type Traffic, type TrafficOptions } from './traffic.ts';
import { createUplinkReader } from './uplink-reader.ts';
import { createWindow } from './window.ts';

/** The wait before reading again, after a record that should be in the journal was missing. */
const readAgainMs: Millis = 1_000;

export interface ReplicatorOptions extends TrafficOptions {
  readonly site: string;
  readonly journal: Pick<Journal, 'read'>;
  readonly cursor: Cursor;
  readonly wall: () => number;
  /** The newest record that is durable. */
  readonly last: () => number;
  readonly takeReplay: () => Replay | undefined;
  /** The event to be sent with no other in flight: connections broke on it before. */
  readonly suspect: number | undefined;
  /** Events that are not sent at all. */
  readonly aside: ReadonlySet<number>;
  readonly told: ReplicatorEvents;
}

export interface ReplicatorEvents {
  /** Called when the journal no longer has these records. */
  dropped(from: number, to: number): void;
  /** Called when the broker does not take this event. Nothing more is sent. */
  refused(sequence: number, why: Fault): void;
  /** Called when the journal cannot be read. Nothing more is sent. */
  failed(why: Fault): void;
}

export interface Replicator {
  /** To be called when there is a new record or a new request. */
  wake(): void;
  /** Stops sending. Returns the oldest event that was sent and not acknowledged. */
  stop(): number | undefined;
}

/** Sends the journal from the cursor on over one connection, and moves the cursor over what was acknowledged. */
export function startReplicator(options: ReplicatorOptions): Replicator {
  const { site, journal, cursor, suspect, aside, told } = options;
  const traffic = openTraffic(options);
  const read = createUplinkReader(journal, cursor.sequence + 1);
  const window = createWindow();
  let next = cursor.sequence + 1;

  async function run(): Promise<void> {
    while (!traffic.isOver) {
      const replay = options.takeReplay();
      if (replay !== undefined) await sendAgain(replay, next - 1, { journal, traffic, aside, send });
      else if (next > options.last()) await traffic.change();
      else await advance();
    }
  }

  async function advance(): Promise<void> {
    const record = await read();
    if (record === undefined) return traffic.change(readAgainMs);
    if (record.sequence > next) await skip(record.sequence);
    await traffic.turn(() => (record.sequence === suspect || window.first === suspect ? 1 : traffic.most));
    if (traffic.isOver) return;
    next = record.sequence + 1;
    window.sent(record.sequence);
    await send(record, options.wall(), () => {
      const passed = window.acknowledged(record.sequence);
      if (passed !== undefined) cursor.move(passed);
    });
  }

  async function skip(to: number): Promise<void> {
    await traffic.emptied();
    if (traffic.isOver) return;
    cursor.move(to - 1);
    told.dropped(next, to - 1);
  }

  /** Resolves when the event is in flight; `taken` is called when it was acknowledged. */
  function send(record: Record, nowWall: number, taken: () => void): Promise<void> {
    if (aside.has(record.sequence)) return Promise.resolve(taken());
    const message = eventMessage(site, record, nowWall);
    return traffic.send(message, taken, (why) => told.refused(record.sequence, why));
  }

  run().catch((thrown) => {
    traffic.end();
    told.failed(asFault(thrown, 'journal.stopped'));
  });

  return {
    wake: traffic.wake,
    stop() {
      traffic.end();
      traffic.wake();
      return window.first;
    },
  };
}

/** Answers `replay`: sends its events again, up to `sentTo`. */
async function sendAgain(
  replay: Replay,
  sentTo: number,
  of: Pick<ReplicatorOptions, 'journal' | 'aside'> & {
    readonly traffic: Traffic;
    readonly send: (record: Record, nowWall: number, taken: () => void) => Promise<void>;
  },
): Promise<void> {
  const { traffic } = of;
  const to = Math.min(replay.to, sentTo);
  const read = createUplinkReader(of.journal, replay.from);
  const sent = { from: replay.from, to: replay.from, events: 0 };
  for (;;) {
    const record = traffic.isOver ? undefined : await read();
    if (record === undefined || record.sequence > to) break;
    await traffic.turn(() => traffic.most);
    if (traffic.isOver || of.aside.has(record.sequence)) continue;
    if (sent.events === 0) sent.from = record.sequence;
    sent.to = record.sequence;
    sent.events++;
    // Once everything in flight was acknowledged, so was this event; otherwise the connection is over.
    // It is sent as historical, however recent: the requester knows that it is not happening now.
    await of.send(record, Number.POSITIVE_INFINITY, () => undefined);
  }
  await traffic.emptied();
  if (!traffic.isOver) replay.done(sent);
}
