import { Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { openBudget } from '../async/budget.ts';
import { type Link, openLink, type Told } from './external-link.ts';
import { filterTakes } from './filter.ts';
import { openProtocol } from './protocol.ts';
import { openRival } from './rival.ts';
import type { Incoming, Outgoing, Session } from './session.ts';
import type { Party } from './tls-fault.ts';

const backoffFirstMs: Millis = 1_000;
/** How often a skipped message is told. */
const skippedTold = { burst: 3, perSecond: 0.1 };
/** By default: a central broker hears from many sites when it returns. */
const backoffMostMs: Millis = 60_000;
/** The hall's own broker is on its network and has this one controller. */
const hallBackoffMostMs: Millis = 2_000;
/** A connection that lasted this long was a good one: after it, the waits begin at the first again. */
const steadyMs: Millis = 30_000;
/** One that was closed sooner than this may have been closed for what was said on it. */
const briefMs: Millis = 5_000;

/**
 * A session on `broker: external`, which connects now and again after every loss, each time with a fresh client. It
 * speaks MQTT 3.1.1, unless `protocol` says 5; a broker that hangs up without a word is asked in MQTT 5, which has words. `report` is told once for each outage. `random` gives 0 to below 1.
 */
export function openExternalSession(options: {
  readonly url: string;
  readonly site: string;
  /** In place of the hall's own, for another session of the same hall. */
  readonly clientId?: string;
  readonly username?: string;
  readonly password?: string;
  /** See LinkOptions. */
  readonly ca?: string;
  readonly protocol?: 4 | 5;
  /** `controller/state` offline, with the boot id: what the broker says when this session is lost. */
  readonly will?: Outgoing;
  readonly clock: Clock;
  readonly random: () => number;
  readonly report: (fault: Fault) => void;
}): Session {
  const { site, clock, random, report, clientId = `loket-${site}`, ...place } = options;
  const version = openProtocol(options.protocol, 4);
  function open(told: Told): Link {
    let since: Millis | undefined;
    return openLink(
      { ...place, clientId, clock, protocol: version.next() },
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
  return openSession({ open, clock, random, report, backoffMostMs: hallBackoffMostMs });
}

/**
 * A session on the links that `open` makes, one after the other. `report` is told once for each outage, and once more
 * when something else keeps it from ending.
 */
export function openSession(options: {
  readonly open: (told: Told) => Link;
  readonly clock: Clock;
  readonly random: () => number;
  readonly report: (fault: Fault) => void;
  /** Whose codes tell of another controller in our place. */
  readonly party?: Party;
  /** The longest wait between two attempts; 60 s by default. */
  readonly backoffMostMs?: Millis;
}): Session {
  const { clock, random, report } = options;
  const longestMs = options.backoffMostMs ?? backoffMostMs;
  const subscriptions = new Map<string, (message: Incoming) => void>();
  const listeners = new Set<() => void>();
  let link: Link | undefined;
  let upSince: Millis | undefined;
  let losses = 0;
  let reported: FaultCode | undefined;
  let trouble: Fault | undefined;
  const rival = openRival(clock);
  let cancelRetry: Cancel | undefined;
  const mayTell = openBudget(clock, skippedTold);
  let closed = false;

  function connect(): void {
    link = options.open({ up, lost, message, steady, skipped });
  }

  async function up(): Promise<void> {
    const mine = link;
    try {
      const refusal = await mine?.subscribe([...subscriptions.keys()]);
      if (refusal) report(refusal);
    } catch {
      // The connection broke again; `lost` has been told why.
      return;
    }
    if (closed || link !== mine) return;
    upSince = clock.now();
    reported = undefined;
    if (!rival.stands()) trouble = undefined;
    for (const listener of listeners) listener();
  }

  function steady(): void {
    losses = 0;
  }

  function skipped(bytes: number): void {
    if (mayTell()) report(new Fault('broker.huge_message', `a message of ${bytes} bytes was skipped`));
  }

  function lost(why: Fault): void {
    const lasted = upSince !== undefined && clock.now() - upSince >= steadyMs;
    upSince = undefined;
    link = undefined;
    if (closed) return;
    const tookOver = why.code.endsWith('.duplicate');
    if (tookOver ? rival.tookOver() : reported !== why.code) report(why);
    reported = why.code;
    if (tookOver || !rival.stands()) trouble = why;
    losses = lasted ? 0 : losses;
    if (rival.stands()) {
      cancelRetry = clock.after(rival.waitMs(random()), connect);
      return;
    }
    const step = Math.min(longestMs, backoffFirstMs * 2 ** losses);
    losses++;
    // Jitter, so that the sites of a region do not all return in the same moment.
    cancelRetry = clock.after(step * (0.5 + random() / 2), connect);
  }

  function message(incoming: Incoming): void {
    for (const [filter, listener] of subscriptions) {
      if (filterTakes(filter, incoming.topic)) listener(incoming);
    }
  }

  connect();

  return {
    ownTopic(boot) {
      if (boot === undefined) return rival.ours();
      const code = `${options.party ?? 'broker'}.duplicate` as const;
      const why = new Fault(code, `another controller runs with the id of this site: boot ${boot}`, {
        context: { boot },
      });
      if (rival.spoke(boot)) report(why);
      if (rival.stands()) trouble = why;
    },
    trouble: () => {
      const over = trouble?.code.endsWith('.duplicate') && !rival.stands();
      return over || trouble?.code === 'broker.down' ? undefined : trouble;
    },
    get connected() {
      return upSince !== undefined;
    },
    async publish(topic, payload, delivery) {
      if (!link || upSince === undefined) throw new Fault('broker.down', 'no connection to the broker');
      await link.publish(topic, payload, delivery);
    },
    subscribe(filter, listener) {
      subscriptions.set(filter, listener);
      if (upSince !== undefined) {
        link?.subscribe([filter]).then(
          (refusal) => refusal && report(refusal),
          () => {
            // The connection broke; the next one subscribes to everything.
          },
        );
      }
    },
    unsubscribe(filter) {
      subscriptions.delete(filter);
      link?.unsubscribe(filter).catch(() => {
        // The connection broke; the next one does without.
      });
    },
    onConnected(listener) {
      listeners.add(listener);
      if (upSince !== undefined) listener();
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      upSince = undefined;
      cancelRetry?.();
      await link?.close();
    },
  };
}
