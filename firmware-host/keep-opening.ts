import { asFault, type Fault } from '../devices/fault.ts';
import type { FaultCode } from '../devices/fault-catalogue.ts';
import type { Cancel, Clock, Millis } from '../devices/ports.ts';

/** The wait after the first failed attempt; it doubles, up to the longest. */
const firstMs: Millis = 1_000;
const mostMs: Millis = 15_000;

/** A listener that is open, or will be as soon as that is possible. */
export interface KeptOpen<Opened> {
  readonly listener: Opened | undefined;
  /** Why it is not open. */
  readonly fault: Fault | undefined;
  close(): Promise<void>;
}

/**
 * Opens a listener for others without holding up the hall itself: the port may be in use by another program, or the
 * network may not have assigned the address yet. Resolves after the first attempt; if that failed, it is retried for
 * ever. `told` is called with each new fault, and with `undefined` when it is over.
 */
export async function keepOpening<Opened extends { close(): Promise<void> }>(of: {
  readonly open: () => Promise<Opened>;
  /** The code for an error that is not a Fault. */
  readonly code: FaultCode;
  readonly clock: Clock;
  readonly told: (fault: Fault | undefined) => void;
}): Promise<KeptOpen<Opened>> {
  let listener: Opened | undefined;
  let fault: Fault | undefined;
  let cancel: Cancel | undefined;
  let closed = false;
  let attempt: Promise<void> = Promise.resolve();

  async function tryIt(waitMs: Millis): Promise<void> {
    try {
      listener = await of.open();
      if (fault !== undefined) of.told(undefined);
      fault = undefined;
    } catch (thrown) {
      const why = asFault(thrown, of.code);
      if (why.message !== fault?.message) of.told(why);
      fault = why;
      if (closed) return;
      cancel = of.clock.after(
        waitMs,
        () => {
          attempt = tryIt(Math.min(mostMs, waitMs * 2));
        },
        'listener: open again',
      );
    }
  }

  attempt = tryIt(firstMs);
  await attempt;
  return {
    get listener() {
      return listener;
    },
    get fault() {
      return fault;
    },
    async close() {
      closed = true;
      cancel?.();
      await attempt;
      await listener?.close();
    },
  };
}
