import { asFault, type Fault } from '../../../devices/fault.ts';
import type { Clock, Millis } from '../../../devices/ports.ts';
import type { Outgoing } from '../broker-connection.ts';
import type { Link } from '../external-link.ts';

/** The most events in flight. mosquitto takes 20 from one client; one of them is for the states. */
const inFlightMax = 16;

/** The messages in flight over one connection, and the waiting for room on it. */
export interface Traffic {
  /** Whether nothing more is sent. */
  readonly isOver: boolean;
  /** The most events in flight on this connection. */
  readonly most: number;
  /** Resolves when something changes, or after `ms`. */
  change(ms?: Millis): Promise<void>;
  /** Resolves when nothing is in flight. */
  emptied(): Promise<void>;
  /** Waits for a place in flight and for the rate limit. */
  turn(limit: () => number): Promise<void>;
  /**
   * Resolves when the event is in flight. `taken` is called when it was acknowledged, `refused` when it never will be.
   */
  send(message: Outgoing, taken: () => void, refused: (why: Fault) => void): Promise<void>;
  /** Resolves the current `change`. */
  wake(): void;
  /** Ends sending. Pending waits notice it at the next `wake`. */
  end(): void;
}

export interface TrafficOptions {
  readonly link: Link;
  readonly clock: Clock;
  /** 0: another event may be sent now; else how long to wait. */
  readonly pace: (now: Millis) => Millis;
  /**
   * Sends the first event of a topic and waits until it came back; undefined where acknowledgements are proof enough.
   */
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
