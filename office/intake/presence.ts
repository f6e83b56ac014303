import type { Clock } from '../../devices/ports.ts';
import { repeat } from '../../firmware-host/async/interval.ts';
import type { BrokerConnection } from '../../firmware-host/mqtt/broker-connection.ts';
import type { LastWill } from '../../firmware-host/mqtt/last-will.ts';
import {
  type OfficeState,
  officeStateTopic,
  readOfficeState,
} from '../../firmware-host/mqtt/office-state.ts';
import type { Barrier } from './barrier.ts';
import { intakeLimits } from './intake-limits.ts';
import { createPace } from './pace.ts';

const { siteEventsPerSecondMin, siteEventsPerSecondMax, rateEveryMs, rateOffMax } = intakeLimits;

/** How many events a second each of so many sites may send, of so many together, in tenths. */
const rateFor = (perSecond: number, sites: number): number =>
  Math.round(
    10 * Math.min(siteEventsPerSecondMax, Math.max(siteEventsPerSecondMin, perSecond / Math.max(1, sites))),
  ) / 10;

const saying = (state: OfficeState['state'], boot: string, since: number, rate: number) => ({
  topic: officeStateTopic,
  payload: JSON.stringify({ state, since: new Date(since).toISOString(), boot, rate } satisfies OfficeState),
  retain: true,
  qos: 1 as const,
});

/** The last will of the office: `boot` names its run, `wall` is Unix ms. Its rate counts for nobody. */
export function officeWill(boot: string, wall: () => number): LastWill {
  return () => saying('offline', boot, wall(), siteEventsPerSecondMin);
}

/** Says on the broker that the office is there, and how many events a second each site may send. */
export interface Presence {
  /** The rate that is said now. */
  rate(): number;
  /** How long a message stands in the queue of the broker to us. */
  queueMs(): number;
  /** Says that the office is gone, as its last will would. */
  leave(): Promise<void>;
}

/**
 * Several workers are one office and say one thing: the lowest rate stands. Who finds `offline` there, the last will of
 * another one or of an earlier connection, says again that the office is there.
 */
export function sayPresence(of: {
  readonly connection: BrokerConnection;
  readonly clock: Clock;
  readonly boot: string;
  readonly wall: () => number;
  /** How many sites are there. */
  readonly sites: () => number;
  readonly barrier: Barrier;
  /** How many events came so far. */
  readonly taken: () => number;
}): Presence {
  const { connection, clock, boot, wall, barrier } = of;
  const pace = createPace(clock, barrier, of.taken);
  const since = wall();
  let rate = rateFor(pace.perSecond(), of.sites());
  let isKnown = false;
  /** What stands at the broker. */
  let there: OfficeState | undefined;

  function publish(state: OfficeState['state']): Promise<void> {
    there = { state, boot, rate, since: null };
    const { topic, payload, ...delivery } = saying(state, boot, state === 'online' ? since : wall(), rate);
    return connection.publish(topic, payload, delivery).catch(() => {
      // No connection: the next one says it.
    });
  }

  function look(): void {
    if (!isKnown) return;
    pace.measure();
    const wanted = rateFor(pace.perSecond(), of.sites());
    if (Math.abs(wanted - rate) > rateOffMax * rate) rate = wanted;
    const isOurs = there?.state !== 'online' || there.boot === boot;
    if (isOurs ? there?.state !== 'online' || there.rate !== rate : there !== undefined && there.rate > rate)
      void publish('online');
  }

  connection.subscribe(officeStateTopic, ({ payload }) => {
    const said = readOfficeState(payload);
    // What we said ourselves may come late, behind a newer word of ours.
    if (said?.state === 'online' && said.boot === boot) return;
    there = said;
    look();
  });
  connection.onConnected(() => {
    isKnown = false;
    there = undefined;
    // All that the broker retains has come, and with it the sites that are there.
    barrier.whenDelivered(() => {
      isKnown = true;
      look();
    });
  });
  const stop = repeat(clock, rateEveryMs, look, 'office: rate');

  return {
    rate: () => rate,
    queueMs: () => pace.queueMs,
    async leave() {
      stop();
      isKnown = false;
      await publish('offline');
    },
  };
}
