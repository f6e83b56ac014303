import type { BrokerConnection, Incoming } from '../mqtt/broker-connection.ts';
import { contractRoot } from '../mqtt/topics.ts';
import type { FeedMessage } from './feed-messages.ts';

/** The most topics that are remembered. A site of a hundred counters has about a thousand. */
const topicsMax = 5_000;

/** The hall's MQTT messages, for pages that cannot speak MQTT themselves. Read-only: nothing can be sent. */
export interface Feed {
  /** Whether the connection to the broker is up. */
  readonly connected: boolean;
  /** The last message of every retained topic, in the order in which the topics were first received. */
  retained(): Iterable<FeedMessage>;
  /** Returns a function that removes the listener. */
  listen(listener: (message: FeedMessage) => void): () => void;
  close(): Promise<void>;
}

/** Opens a feed on a connection of its own, which is closed with it. */
export function openFeed(connection: BrokerConnection, site: string): Feed {
  const prefix = `${contractRoot}/${site}/`;
  const latest = new Map<string, string>();
  const listeners = new Set<(message: FeedMessage) => void>();

  function hear({ topic, payload }: Incoming): void {
    const address = topic.slice(prefix.length);
    const text = Buffer.from(payload).toString('utf8');
    if (isRetained(address)) {
      if (text === '') latest.delete(address);
      else if (latest.has(address) || latest.size < topicsMax) latest.set(address, text);
    }
    for (const listener of listeners) listener({ address, payload: text });
  }

  connection.subscribe(`${prefix}#`, hear);
  return {
    get connected() {
      return connection.connected;
    },
    *retained() {
      for (const [address, payload] of latest) yield { address, payload };
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => connection.close(),
  };
}

/** Events, commands and replies are momentary; all other messages are retained states. */
function isRetained(address: string): boolean {
  return !/^(event|command|reply)\//.test(address);
}
