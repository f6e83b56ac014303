import { asFault, type Fault } from '../../../devices/fault.ts';
import type { Clock, Millis } from '../../../devices/ports.ts';
import type { Outgoing } from '../broker-connection.ts';
import type { Link } from '../external-link.ts';

/** Events on their way at once. mosquitto takes 20 from one client; one of them is for the states. */
const inFlightMax = 16;

/** What is on its way over one connection, and the waiting for room on it. */
export interface Traffic {
  /** Nothing more is sent. */
  readonly isOver: boolean;
  /** As many events as may be on their way at once. */
  readonly most: number;
  /** Until something happens, or `ms` have passed. */
  change(ms?: Millis): Promise<void>;
  /** Until nothing is on its way. */
  emptied(): Promise<void>;
  /** Waits for a place in flight and for the pace. */
  turn(limit: () => number): Promise<void>;
  /**
   * Resolves when the event is on its way; `taken` is called when it was acknowledged, `refused` when it never will be.
   */
  send(message: Outgoing, taken: () => void, refused: (why: Fault) => void): Promise<void>;
  /** Something happened. */
  wake(): void;
  /** From now on it is over. Whoever waits finds out with the next `wake`. */
  end(): void;
}

export interface TrafficOptions {
  readonly link: Link;
  readonly clock: Clock;
  /** 0: another event may go now; else how long to wait. */
  readonly pace: (now: Millis) => Millis;
  /** Sends the first event of a topic and waits until it came back; undefined where acknowledgements are enough. */
  readonly prove: ((message: Outgoing) => Promise<void>) | undefined;
}

export function openTraffic({ link, clock, pace, prove }: TrafficOptions): Traffic {
  const most = Math.max(1, Math.min(inFlightMax, link.receiveMax() - 1));
  const proved = new Set<string>();
  let inFlight = 0;
  let isOver = false;
  let wake = (): void => {};

  function change(ms?: Millis): Promise<void> {
    return new Promise((resolve) => {
      const cancel = ms === undefined ? undefined : clock.after(ms, () => wake(), 'uplink: rest');
      wake = () => {
        cancel?.();
        resolve();
      };
    });
  }

  async function emptied(): Promise<void> {
    while (!isOver && inFlight > 0) await change();
  }

  async function turn(limit: () => number): Promise<void> {
    while (!isOver) {
      if (inFlight >= limit()) {
        await change();
        continue;
      }
      const waitMs = pace(clock.now());
      if (waitMs === 0) return;
      await change(waitMs);
    }
  }

  const send: Traffic['send'] = async (message, taken, refused) => {
    const { topic, payload, retain, qos } = message;
    const proof = proved.has(topic) ? undefined : prove;
    if (proof !== undefined) await emptied();
    if (isOver) return;
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
        if (isOver) return;
        isOver = true;
        refused(asFault(thrown, 'broker.down'));
      },
    );
    if (proof !== undefined) await settled;
  };

  return {
    get isOver() {
      return isOver;
    },
    ...{ most, change, emptied, turn, send },
    wake: () => wake(),
    end() {
      isOver = true;
    },
  };
}
