import { asFault, type Fault } from '../../devices/fault.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { repeatAfter } from '../../firmware-host/async/interval.ts';
import { settledIn } from '../../firmware-host/async/time-limit.ts';
import type { Held, Leases } from '../store/store-port.ts';

const renewEveryMs: Millis = 3_000;
/** A lease lasts for 10 s by the clock of the store. Who could not renew it stops a little before that. */
const staleMs: Millis = 8_000;
const releaseMaxMs: Millis = 2_000;

const nothing: Held = { shares: new Set(), writesHistory: false };

/** The leases of this worker. */
export interface KeptLeases {
  readonly held: Held;
  /** Gives them back, so that others take over at once. */
  stop(): Promise<void>;
}

/**
 * Renews the leases of a worker. `changed` is called with what it holds whenever that has changed; with nothing when
 * the store could not be asked for so long that another worker may hold them. Resolves after the first renewal, and
 * rejects when that one fails.
 */
export async function keepLeases(of: {
  readonly leases: Leases;
  /** Unique among the workers of a store. */
  readonly worker: string;
  readonly clock: Clock;
  readonly changed: (held: Held) => void;
  readonly report: (fault: Fault) => void;
}): Promise<KeptLeases> {
  const { leases, worker, clock } = of;
  let held = nothing;
  let renewedAt = clock.now();
  let failing = false;
  let stopped = false;

  function hold(next: Held): void {
    const isSame =
      next.writesHistory === held.writesHistory &&
      next.shares.size === held.shares.size &&
      [...next.shares].every((share) => held.shares.has(share));
    held = next;
    if (!isSame) of.changed(next);
  }

  async function renew(): Promise<void> {
    const askedAt = clock.now();
    const next = await leases.renew(worker);
    // The lease runs from when the store answered, which is no earlier than this.
    renewedAt = askedAt;
    if (!stopped && clock.now() - askedAt <= staleMs) hold(next);
  }

  async function tryToRenew(): Promise<void> {
    try {
      await renew();
      failing = false;
    } catch (thrown) {
      if (!failing) of.report(asFault(thrown, 'store.error'));
      failing = true;
    }
  }

  await renew();
  const stopRenewing = repeatAfter(clock, renewEveryMs, tryToRenew, 'office: renew leases');
  // Apart from the renewals: one that hangs must not keep what it cannot renew.
  const stopLooking = repeatAfter(
    clock,
    renewEveryMs / 3,
    async () => {
      if (clock.now() - renewedAt > staleMs) hold(nothing);
    },
    'office: leases that are over',
  );
  return {
    get held() {
      return held;
    },
    async stop() {
      stopped = true;
      stopRenewing();
      stopLooking();
      hold(nothing);
      await settledIn(clock, releaseMaxMs, leases.release(worker), 'office: give leases back');
    },
  };
}
