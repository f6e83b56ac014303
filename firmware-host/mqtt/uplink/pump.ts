import { asFault, type Fault } from '../../../devices/fault.ts';
import type { Clock, Millis } from '../../../devices/ports.ts';
import type { Journal, Record } from '../../journal/port.ts';
import type { Link } from '../external-link.ts';
import { eventMessage } from '../messages/outgoing.ts';
import type { Outgoing } from '../session.ts';
import type { Cursor } from './cursor.ts';
import { openReader } from './reader.ts';
import type { Replay } from './replays.ts';
import { openWindow } from './window.ts';

/** Events on their way at once. mosquitto takes 20 from one client; one of them is for the states. */
const inFlightMost = 16;
/** When the journal had not what it should have. */
const readAgainMs: Millis = 1_000;

export interface PumpOptions {
  readonly site: string;
  readonly journal: Pick<Journal, 'read'>;
  readonly link: Link;
  readonly cursor: Cursor;
  readonly clock: Clock;
  readonly wall: () => number;
  /** 0: another event may go now; else how long to wait. */
  readonly pace: (now: Millis) => Millis;
  /** The newest record that is durable. */
  readonly last: () => number;
  readonly takeReplay: () => Replay | undefined;
  /** Sends the first event of a topic and waits until it came back; undefined where acknowledgements are enough. */
  readonly prove: ((message: Outgoing) => Promise<void>) | undefined;
  /** To be sent with nothing beside it: connections broke on it before. */
  readonly suspect: number | undefined;
  /** Events that are not sent at all. */
  readonly aside: ReadonlySet<number>;
  readonly told: PumpTold;
}

export interface PumpTold {
  /** The journal has no record of these any more. */
  dropped(from: number, to: number): void;
  /** The broker does not take this event. Nothing more is sent. */
  refused(sequence: number, why: Fault): void;
  /** The journal cannot be read. Nothing more is sent. */
  failed(why: Fault): void;
}

export interface Pump {
  /** There is something new: a record or a request. */
  wake(): void;
  /** Returns the oldest event that was sent and not acknowledged. */
  stop(): number | undefined;
}

/** Sends the journal from the cursor on over one connection, and moves the cursor over what was acknowledged. */
export function startPump(options: PumpOptions): Pump {
  const { site, journal, link, cursor, clock, suspect, aside, told } = options;
  const most = Math.max(1, Math.min(inFlightMost, link.receiveMost() - 1));
  const read = openReader(journal, cursor.sequence + 1);
  const window = openWindow();
  const proved = new Set<string>();
  let next = cursor.sequence + 1;
  let inFlight = 0;
  let over = false;
  let wake = (): void => {};

  /** Until something happens, or `ms` have passed. */
  function change(ms?: Millis): Promise<void> {
    return new Promise((resolve) => {
      const cancel = ms === undefined ? undefined : clock.after(ms, () => wake());
      wake = () => {
        cancel?.();
        resolve();
      };
    });
  }

  async function emptied(): Promise<void> {
    while (!over && inFlight > 0) await change();
  }

  /** Waits for a place in flight and for the pace. */
  async function turn(limit: () => number): Promise<void> {
    while (!over) {
      if (inFlight >= limit()) {
        await change();
        continue;
      }
      const waitMs = options.pace(clock.now());
      if (waitMs === 0) return;
      await change(waitMs);
    }
  }

  async function run(): Promise<void> {
    while (!over) {
      const replay = options.takeReplay();
      if (replay !== undefined) await repeat(replay);
      else if (next > options.last()) await change();
      else await advance();
    }
  }

  async function advance(): Promise<void> {
    const record = await read();
    if (record === undefined) return change(readAgainMs);
    if (record.sequence > next) await skip(record.sequence);
    await turn(() => (record.sequence === suspect || window.first === suspect ? 1 : most));
    if (over) return;
    next = record.sequence + 1;
    window.sent(record.sequence);
    await send(record, options.wall(), () => {
      const passed = window.acknowledged(record.sequence);
      if (passed !== undefined) cursor.move(passed);
    });
  }

  async function skip(to: number): Promise<void> {
    await emptied();
    if (over) return;
    cursor.move(to - 1);
    told.dropped(next, to - 1);
  }

  /** Resolves when the event is on its way; `taken` is called when it was acknowledged. */
  async function send(record: Record, nowWall: number, taken: () => void): Promise<void> {
    if (aside.has(record.sequence)) return taken();
    const message = eventMessage(site, record, nowWall);
    const { topic, payload, retain, qos } = message;
    const proof = proved.has(topic) ? undefined : options.prove;
    if (proof !== undefined) await emptied();
    if (over) return;
    inFlight++;
    const sent = proof === undefined ? link.publish(topic, payload, { retain, qos }) : proof(message);
    const settled = sent.then(
      () => {
        inFlight--;
        proved.add(topic);
        taken();
        wake();
      },
      (thrown) => {
        if (over) return;
        over = true;
        told.refused(record.sequence, asFault(thrown, 'broker.down'));
      },
    );
    if (proof !== undefined) await settled;
  }

  /** Sends again what was sent before, up to where the backlog has come. */
  async function repeat(replay: Replay): Promise<void> {
    const to = Math.min(replay.to, next - 1);
    const readAgain = openReader(journal, replay.from);
    const sent = { from: replay.from, to: replay.from, events: 0 };
    for (;;) {
      const record = over ? undefined : await readAgain();
      if (record === undefined || record.sequence > to) break;
      await turn(() => most);
      if (over || aside.has(record.sequence)) continue;
      if (sent.events === 0) sent.from = record.sequence;
      sent.to = record.sequence;
      sent.events++;
      // Once everything on its way was acknowledged, this one was too; else the connection is over.
      // However lately it happened, who asks for it knows that it is not happening now.
      await send(record, Number.POSITIVE_INFINITY, () => undefined);
    }
    await emptied();
    if (!over) replay.done(sent);
  }

  run().catch((thrown) => {
    over = true;
    told.failed(asFault(thrown, 'journal.stopped'));
  });

  return {
    wake: () => wake(),
    stop() {
      over = true;
      wake();
      return window.first;
    },
  };
}
