import { Fault } from '../../devices/fault.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { createBudget } from '../async/budget.ts';
import type { BrokerConnection } from './broker-connection.ts';
import { type Link, type LinkEvents, openLink } from './external-link.ts';
import type { LastWill } from './last-will.ts';
import { createProtocol } from './mqtt-protocol.ts';
import { createOutage, type OutageOptions } from './outage.ts';
import { createSubscriptions, type Subscriptions } from './subscriptions.ts';

/** Limits how often skipped messages are reported. */
const skippedTold = { burst: 3, perSecond: 0.1 };
/** The hall's own broker is on the hall's network and serves only this controller, so that short waits do no harm. */
const hallBackoffMaxMs: Millis = 2_000;
/** A connection that lasted this long was healthy: its loss resets the backoff. */
const steadyMs: Millis = 30_000;
/**
 * How many publishes are under way at a time where a broker speaks MQTT 3.1.1: it acknowledges those of one connection
 * in order and cannot refuse a single one (sections 4.6 and 3.3.5). In version 5 it can refuse one among others that it
 * takes; sent again, that one would come behind them.
 */
const hallWindow = 32;
/** If the broker closes a connection sooner than this, the reason may be a message sent on it. */
const briefMs: Millis = 5_000;

/**
 * A connection on `broker: external`. It connects at once and again after every loss, each time with a fresh client. It
 * speaks MQTT 3.1.1, unless `protocol` is 5. When a broker hangs up without a reason, the next attempt uses MQTT 5,
 * which has reason codes. `report` is called once for each outage. `random` gives 0 to below 1.
 */
export function openExternalConnection(options: {
  readonly url: string;
  readonly site: string;
  /** Replaces the hall's own client id, for another connection of the same hall. */
  readonly clientId?: string;
  readonly username?: string;
  readonly password?: string;
  /** See LinkOptions. */
  readonly ca?: string;
  readonly protocol?: 4 | 5;
  /** What the broker says when a connection of this connection is lost. */
  readonly will?: LastWill;
  readonly clock: Clock;
  readonly random: () => number;
  readonly report: (fault: Fault) => void;
}): BrokerConnection {
  const { site, clock, random, report, clientId = `loket-${site}`, will, ...place } = options;
  const version = createProtocol(options.protocol, 4);
  function open(told: LinkEvents, connection: number): Link {
    let since: Millis | undefined;
    return openLink(
      {
        ...{ ...place, clientId, clock, protocol: version.next() },
        ...(will === undefined ? {} : { will: will(connection) }),
      },
      {
        ...told,
        up() {
          since = clock.now();
          told.up();
        },
        lost(why, where) {
          if (since !== undefined && clock.now() - since >= briefMs) version.up();
          version.lost(why, where);
          told.lost(why, where);
        },
      },
    );
  }
  const window = () => (version.saysRefusals() ? 1 : hallWindow);
  return openBrokerConnection({ open, window, clock, random, report, backoffMaxMs: hallBackoffMaxMs });
}

export interface BrokerConnectionOptions extends OutageOptions {
  /** `connection`: the number of this attempt, from 1. */
  readonly open: (told: LinkEvents, connection: number) => Link;
  /** See `BrokerConnection.window`. */
  readonly window?: () => number;
}

/**
 * A connection over the links that `open` makes, one after the other. `report` is called once for each outage, and once
 * more when another fault keeps it from ending.
 */
export function openBrokerConnection(options: BrokerConnectionOptions): BrokerConnection {
  const { clock, report } = options;
  const subscriptions = createSubscriptions(report);
  const watchers = createWatchers(() => upSince !== undefined);
  const outage = createOutage(options);
  const skipped = tellSkipped(clock, report);
  let link: Link | undefined;
  let number = 0;
  let upSince: Millis | undefined;
  let readingHeld = false;
  let cancelRetry: Cancel | undefined;
  let closed = false;

  function connect(): void {
    number++;
    const told = { up, lost, skipped, message: subscriptions.message, steady: outage.steady };
    link = options.open(told, number);
    link.holdReading?.(readingHeld);
  }

  async function up(): Promise<void> {
    const mine = link;
    const isRenewed = mine === undefined || (await renewed(subscriptions, mine, report));
    if (!isRenewed || closed || link !== mine) return;
    upSince = clock.now();
    outage.up();
    watchers.up();
  }

  function lost(why: Fault): void {
    const lasted = upSince !== undefined && clock.now() - upSince >= steadyMs;
    const wasUp = upSince !== undefined;
    upSince = undefined;
    link = undefined;
    if (wasUp) watchers.lost();
    if (!closed) cancelRetry = clock.after(outage.lost(why, lasted), connect, 'broker: reconnect');
  }

  connect();

  return {
    ...{ ownTopic: outage.ownTopic, trouble: outage.trouble, window: options.window ?? (() => 1) },
    get connected() {
      return upSince !== undefined;
    },
    get number() {
      return number;
    },
    publish(topic, payload, delivery) {
      if (link && upSince !== undefined) return link.publish(topic, payload, delivery);
      return Promise.reject(new Fault('broker.down', 'no connection to the broker'));
    },
    subscribe: (filter, listener) =>
      subscriptions.add(filter, listener, upSince === undefined ? undefined : link),
    unsubscribe: (filter) => subscriptions.remove(filter, link),
    holdReading(isHeld) {
      readingHeld = isHeld;
      link?.holdReading?.(isHeld);
    },
    ...{ onConnected: watchers.onConnected, onLost: watchers.onLost },
    async close() {
      closed = true;
      upSince = undefined;
      cancelRetry?.();
      await link?.close();
    },
  };
}

/** Who wants to know when the connection comes and goes. */
function createWatchers(isUp: () => boolean) {
  const [ups, losses] = [new Set<() => void>(), new Set<() => void>()];
  const tell = (listeners: ReadonlySet<() => void>) => {
    for (const listener of listeners) listener();
  };
  return {
    up: () => tell(ups),
    lost: () => tell(losses),
    onConnected(listener: () => void): Cancel {
      ups.add(listener);
      if (isUp()) listener();
      return () => ups.delete(listener);
    },
    onLost(listener: () => void): Cancel {
      losses.add(listener);
      return () => losses.delete(listener);
    },
  };
}

/** Makes all subscriptions on a link; resolves with whether it stands. */
async function renewed(
  subscriptions: Subscriptions,
  link: Link,
  report: (fault: Fault) => void,
): Promise<boolean> {
  try {
    const refusal = await subscriptions.renew(link);
    if (refusal) report(refusal);
    return true;
  } catch {
    // The connection broke again; `lost` has been called with the reason.
    return false;
  }
}

function tellSkipped(clock: Clock, report: (fault: Fault) => void): (bytes: number) => void {
  const mayTell = createBudget(clock, skippedTold);
  return (bytes) => {
    if (mayTell()) report(new Fault('broker.huge_message', `a message of ${bytes} bytes was skipped`));
  };
}
