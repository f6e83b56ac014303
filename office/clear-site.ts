import { Fault } from '../devices/fault.ts';
import type { Clock, Millis } from '../devices/ports.ts';
import type { BrokerConnection, Incoming } from '../firmware-host/mqtt/broker-connection.ts';
import { topicOf } from '../firmware-host/mqtt/topics.ts';
import { json } from './intake/event.ts';

/** A site that runs says its health every 30 s: three of them may get lost, and a slow line takes its time. */
export const listenUsualMs: Millis = 95_000;
/** Without a connection for so long it is given up. */
const connectMs: Millis = 30_000;
/** A broker sends what it retains at once; a slow line may take this long for all of it. */
const retainedMs: Millis = 5_000;
/** More than any site has. */
const topicsMax = 10_000;

/** What became of it. `topics` are those that were retained. */
export type ClearedSite =
  /** The site said this while we listened. Nothing was cleared after it. */
  | { readonly outcome: 'live'; readonly topic: string }
  | { readonly outcome: 'found'; readonly topics: readonly string[] }
  /** `left`: those that the broker did not clear. */
  | { readonly outcome: 'cleared'; readonly topics: readonly string[]; readonly left: readonly string[] };

/**
 * Clears all that a broker retains of a site that was closed for good. Listens for `listenMs` before, on one connection
 * without a gap, and clears nothing of a site that is heard. Without `yes` it only says what there is. Rejects with
 * `broker.down` when there is no connection.
 */
export async function clearSite(of: {
  readonly site: string;
  readonly connection: BrokerConnection;
  readonly clock: Clock;
  readonly listenMs: Millis;
  readonly yes: boolean;
}): Promise<ClearedSite> {
  const { connection, clock } = of;
  const filter = `${topicOf(of.site, 'controller').replace(/controller$/, '')}#`;
  let retained = new Set<string>();
  let live: string | undefined;
  let heardLive = (): void => {};

  function hear(message: Incoming): void {
    const { topic, payload, retain } = message;
    if (retain) {
      if (payload.length > 0 && retained.size < topicsMax) retained.add(topic);
    } else if (isLive(message)) {
      live ??= topic;
      heardLive();
    }
  }

  /** What is retained now: said anew to a new subscription. */
  async function lookAgain(): Promise<readonly string[]> {
    connection.unsubscribe(filter);
    retained = new Set();
    connection.subscribe(filter, hear);
    await pause(clock, retainedMs, 'clear-site: what is left');
    return [...retained].sort();
  }

  connection.subscribe(filter, hear);
  try {
    const heard = new Promise<void>((resolve) => {
      heardLive = resolve;
    });
    await Promise.race([heard, listened(connection, clock, of.listenMs)]);
    const topics = [...retained].sort();
    if (live === undefined && of.yes) {
      // The state even where nothing is retained: an office that was away when the site was cleared forgets it by this.
      for (const topic of new Set([...topics, topicOf(of.site, 'controller/state')])) {
        if (live !== undefined) break;
        await connection.publish(topic, '', { retain: true, qos: 1 });
      }
      const left = live === undefined && topics.length > 0 ? await lookAgain() : [];
      if (live === undefined && topics.length > 0) return { outcome: 'cleared', topics, left };
    }
    return live === undefined ? { outcome: 'found', topics } : { outcome: 'live', topic: live };
  } finally {
    connection.unsubscribe(filter);
  }
}

/** A word of the site itself: not what others ask of it, not a last will, and not a topic that is being cleared. */
function isLive({ topic, payload }: Incoming): boolean {
  const [, , , first, second] = topic.split('/');
  if (payload.length === 0 || first === 'command') return false;
  if (first !== 'controller' || second !== 'state') return true;
  return Object(json(payload)).state !== 'offline';
}

/** Resolves once one connection has stood for `ms`: on an interrupted one the site may have said something unheard. */
function listened(connection: BrokerConnection, clock: Clock, ms: Millis): Promise<void> {
  return new Promise((resolve, reject) => {
    const none = () =>
      reject(new Fault('broker.down', `no connection to the broker for ${connectMs / 1_000} s`));
    let cancel = clock.after(connectMs, none, 'clear-site: connect');
    const forget = connection.onConnected(() => {
      cancel();
      const { number } = connection;
      cancel = clock.after(
        ms,
        () => {
          if (connection.connected && connection.number === number) {
            forget();
            resolve();
          } else cancel = clock.after(connectMs, none, 'clear-site: connect again');
        },
        'clear-site: listen',
      );
    });
  });
}

const pause = (clock: Clock, ms: Millis, name: string): Promise<void> =>
  new Promise((resolve) => void clock.after(ms, resolve, name));
