import { asFault, type Fault } from '../devices/fault.ts';
import type { FaultCode } from '../devices/fault-catalogue.ts';
import type { Cancel, Clock, Millis } from '../devices/ports.ts';

/** The wait after the first attempt; it doubles, up to the longest. */
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
 * Opens a listener of the hall to others, which must not keep the hall itself from opening: a port that another program
 * has, or an address that the network has not given yet at the start. Settles after the first attempt; where that
 * failed it is tried again for ever. `told` hears of a fault when it is a new one, and `undefined` when it is over.
 */
export async function keepOpening<Opened extends { close(): Promise<void> }>(of: {
  readonly open: () => Promise<Opened>;
  /** For what is thrown and is no Fault. */
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
