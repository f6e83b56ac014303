import mqtt from 'mqtt';
import { asFault, Fault } from '../../devices/fault.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import type { Delivery, Incoming, Outgoing } from './session.ts';
import { within } from './within.ts';

const keepAliveSeconds = 20;
const connectTimeoutMs: Millis = 10_000;
/** A broker that does not acknowledge within this is not there, whatever the socket says. */
const ackTimeoutMs: Millis = 8_000;
/** How long a goodbye may take. */
const goodbyeMs: Millis = 1_000;

export interface LinkOptions {
  /** `mqtt://HOST:PORT` or `mqtts://HOST:PORT`. */
  readonly url: string;
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  readonly will: Outgoing;
  readonly clock: Clock;
}

/** One connection to an external broker, for as long as it lasts. It is never repaired: a new one is made. */
export interface Link {
  publish(topic: string, payload: string, delivery: Delivery): Promise<void>;
  /** Resolves with the broker's refusal, if there was one; the connection goes on without. */
  subscribe(filters: readonly string[]): Promise<Fault | undefined>;
  close(): Promise<void>;
}

/**
 * Starts to connect. Then either `lost` is called once, before or after `up`, or `close` is. MQTT.js is kept from
 * reconnecting, queueing and resubscribing by itself: it may fail to do so for ever, and it sends a refused message
 * first again and again.
 */
export function openLink(
  options: LinkOptions,
  told: {
    readonly up: () => void;
    readonly lost: (why: Fault) => void;
    readonly message: (message: Incoming) => void;
  },
): Link {
  const { url, clientId, username, password, will, clock } = options;
  const client = mqtt.connect(url, {
    protocolVersion: 4,
    clean: true,
    clientId,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    keepalive: keepAliveSeconds,
    connectTimeout: connectTimeoutMs,
    reconnectPeriod: 0,
    queueQoSZero: false,
    resubscribe: false,
    will: { topic: will.topic, payload: Buffer.from(will.payload), qos: will.qos, retain: will.retain },
  });
  const abandon = new Set<(why: Fault) => void>();
  let over = false;

  function end(why: Fault): void {
    if (over) return;
    over = true;
    client.end(true);
    for (const reject of abandon) reject(why);
    told.lost(why);
  }

  client.on('connect', told.up);
  client.on('message', (topic, payload, { retain }) => told.message({ topic, payload, retain }));
  // MQTT.js may still emit errors on a client that was given up; they are then nobody's.
  client.on('error', (error) => end(asFault(error, 'broker.down')));
  client.on('close', () => end(new Fault('broker.down', `the connection to ${hostOf(url)} was closed`)));

  /** Runs one exchange with the broker. When it is not answered in time, the connection is given up. */
  async function exchange(start: (done: (error?: Error | null) => void) => void): Promise<void> {
    if (over) throw new Fault('broker.down', `no connection to ${hostOf(url)}`);
    let reject = (_why: Fault): void => {};
    const answered = new Promise<void>((resolve, refuse) => {
      reject = refuse;
      abandon.add(reject);
      start((error) => (error ? refuse(asFault(error, 'broker.down')) : resolve()));
    });
    try {
      await within(clock, ackTimeoutMs, answered);
    } catch (thrown) {
      const why = asFault(thrown, 'broker.down');
      end(why);
      throw why;
    } finally {
      abandon.delete(reject);
    }
  }

  return {
    publish: (topic, payload, delivery) => exchange((done) => client.publish(topic, payload, delivery, done)),
    async subscribe(filters) {
      if (filters.length === 0) return undefined;
      let refusal: Fault | undefined;
      await exchange((done) =>
        client.subscribe([...filters], { qos: 1 }, (error) => {
          if (error) refusal = asFault(error, 'broker.down');
          done();
        }),
      );
      return refusal;
    },
    async close() {
      if (over) return;
      over = true;
      for (const reject of abandon) reject(new Fault('broker.down', 'the session was closed'));
      await within(clock, goodbyeMs, client.endAsync()).catch(() => {
        // Nobody is there to hear the goodbye.
      });
      client.end(true);
    },
  };
}

/** Without the user and password that a URL may carry. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the broker';
}
