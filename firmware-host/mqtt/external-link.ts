import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type IClientOptions, MqttClient } from 'mqtt';
import { asFault, Fault, wordsOf } from '../../devices/fault.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { within } from '../async/time-limit.ts';
import { listenerLimits } from '../listeners/listener-limits.ts';
import type { Delivery, Incoming, Outgoing } from './broker-connection.ts';
import { lacks, namedFault } from './broker-lacks.ts';
import { dial, dialTls, isSecure } from './dial.ts';
import { createExchanges } from './exchanges.ts';
import { holdReading } from './held-reading.ts';
import './packet-numbers.ts';
import { noAnswer } from './no-answer.ts';
import { skipHuge } from './skip-huge.ts';
import { type Party, tlsFault } from './tls-fault.ts';

export const keepAliveSeconds = 20;
const connectTimeoutMs: Millis = 10_000;
/** A broker that does not acknowledge within this time counts as lost, whatever the state of the socket. */
const ackTimeoutMs: Millis = 8_000;
/**
 * For a reader of all sites. It subscribes with QoS 0: mosquitto reads one packet of a client in each round of its
 * loop, so with thousands of publishers it would hear a reader's acknowledgements too late. It keeps as many messages
 * for a slow reader with QoS 0 as with QoS 1 (max_queued_messages), and events that were dropped are known by their
 * sequence. Answers to what we publish and to pings come behind all these messages, so they have longer.
 */
const bulk = { keepAliveSeconds: 40, ackTimeoutMs: 20_000 } as const;
/** The client is not authorized: CONNACK codes of MQTT 3.1.1 (section 3.2.2.3) and 5 (section 3.2.2.2). */
const notLetIn: ReadonlySet<unknown> = new Set([0x04, 0x05, 0x86, 0x87, 0x8a]);
/** Time limit of a clean disconnect. */
const goodbyeMs: Millis = 1_000;

export interface LinkOptions {
  /** `mqtt://HOST:PORT` or `mqtts://HOST:PORT`. */
  readonly url: string;
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  /**
   * PEM of the authority that signed the broker's certificate; without it, the authorities that Node knows are trusted.
   */
  readonly ca?: string;
  readonly will?: Outgoing;
  readonly clock: Clock;
  /** 4 is MQTT 3.1.1, the default. */
  readonly protocol?: 4 | 5;
  /** The prefix of the fault codes for TLS failures and refused credentials; `broker` by default. */
  readonly party?: Party;
  /** An existing stream to the broker; without it, a connection is made to `url`. */
  readonly stream?: Duplex;
  readonly ackTimeoutMs?: Millis;
  /** For a reader of all sites: see `bulk`. */
  readonly isBulk?: boolean;
}

/** The events of a link. */
export interface LinkEvents {
  readonly up: () => void;
  /**
   * Where the loss began. `there`: the other side or the network ended the connection. `here`: we gave it up, by
   * `abandon` or because an answer did not come.
   */
  readonly lost: (why: Fault, where: 'here' | 'there') => void;
  readonly message: (message: Incoming) => void;
  /** The connection is healthy: reset the backoff. */
  readonly steady?: () => void;
  /** A message of so many bytes was too long, and skipped. */
  readonly skipped?: (bytes: number) => void;
  /** A packet of any type arrived. */
  readonly heard?: () => void;
}

/** One connection to an external broker. It is never repaired: after a loss the caller opens a new link. */
export interface Link {
  /**
   * Rejects with `uplink.refused` when the broker refuses the message (MQTT 5 only), with its `reason` in the context;
   * the connection stays open. Rejects with `broker.down` when the connection is lost.
   */
  publish(topic: string, payload: string, delivery: Delivery): Promise<void>;
  /** Resolves with the broker's refusal, if there was one; the connection stays open without the subscription. */
  subscribe(filters: readonly string[]): Promise<Fault | undefined>;
  unsubscribe(filter: string): Promise<void>;
  /** While held, nothing is read from the line; answers to our own messages wait with everything else. */
  holdReading?(isHeld: boolean): void;
  /** How many publishes the broker takes before it has acknowledged the first (MQTT 5; 65,535 when it does not say). */
  receiveMax(): number;
  /** Ends the connection at once, without a DISCONNECT; `lost` is called with `why`. */
  abandon(why: Fault): void;
  close(): Promise<void>;
}

/**
 * Starts to connect. Then exactly one of these ends the link: one call of `lost`, before or after `up`, or a call of
 * `close`. MQTT.js's own reconnecting, queueing and resubscribing are off: they may fail for ever, and MQTT.js sends a
 * refused message first again and again.
 */
export function openLink(options: LinkOptions, told: LinkEvents): Link {
  const { url, ca, clock, stream, party = 'broker', isBulk = false } = options;
  // We connect instead of MQTT.js, which leaves an address after 250 ms and reports few of the network's errors.
  const line = stream ?? (isSecure(url) ? dialTls(url, ca === undefined ? {} : { ca }) : dial(url));
  const client = new MqttClient(() => line, settingsOf(options));
  skipHuge({
    stream: line,
    most: listenerLimits.fromBrokerMax,
    ack: (bytes) => void line.write(bytes),
    skipped: (bytes) => told.skipped?.(bytes),
  });
  let receiveMax = 65_535;
  let over = false;
  const { run: exchange, abandon } = createExchanges({
    ...{
      clock,
      limitMs: options.ackTimeoutMs ?? (isBulk ? bulk.ackTimeoutMs : ackTimeoutMs),
      broker: hostOf(url),
      isOver: () => over,
    },
    giveUp: (why) => end(why, 'here'),
  });

  function end(why: Fault, where: 'here' | 'there' = 'there'): void {
    if (over) return;
    over = true;
    client.end(true);
    abandon(why);
    told.lost(why, where);
  }

  client.on('connect', ({ properties }) => {
    receiveMax = properties?.receiveMaximum ?? receiveMax;
    const lacking = lacks(properties ?? {}, hostOf(url), party);
    if (lacking !== undefined) return end(lacking);
    sendAtOnce(client.stream as Partial<Socket>);
    told.up();
  });
  client.on('packetreceive', () => told.heard?.());
  client.on('message', (topic, payload, { retain }) => told.message({ topic, payload, retain }));
  whenLost(line, client, { url, party }, end);

  return {
    publish: (topic, payload, delivery) => exchange((done) => client.publish(topic, payload, delivery, done)),
    async subscribe(filters) {
      if (filters.length === 0) return undefined;
      let refusal: Fault | undefined;
      await exchange((done) =>
        client.subscribe([...filters], { qos: isBulk ? 0 : 1 }, (error) => {
          if (error) refusal = asFault(error, 'broker.down');
          done();
        }),
      );
      return refusal;
    },
    unsubscribe: (filter) => exchange((done) => client.unsubscribe(filter, done)),
    receiveMax: () => receiveMax,
    holdReading: holdReading(client),
    abandon: (why) => end(why, 'here'),
    async close() {
      if (over) return;
      over = true;
      abandon(new Fault('broker.down', 'the session was closed'));
      await within(clock, goodbyeMs, client.endAsync(), noAnswer(goodbyeMs), 'broker: goodbye').catch(() => {
        // The connection is gone: nobody receives the DISCONNECT.
      });
      client.end(true);
    },
  };
}

/**
 * Without this, Nagle's algorithm holds back the message after one of our acknowledgements until the broker's system,
 * 40 ms later, has confirmed those four bytes (RFC 896 meets RFC 1122 4.2.3.2). Not every stream has the call: a
 * WebSocket does not.
 */
function sendAtOnce(stream: Partial<Socket>): void {
  stream.setNoDelay?.(true);
}

function settingsOf({ clientId, username, password, will, protocol, isBulk }: LinkOptions): IClientOptions {
  return {
    protocolVersion: protocol ?? 4,
    clean: true,
    clientId,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    keepalive: isBulk ? bulk.keepAliveSeconds : keepAliveSeconds,
    connectTimeout: connectTimeoutMs,
    reconnectPeriod: 0,
    queueQoSZero: false,
    resubscribe: false,
    // A broker that speaks MQTT 5 does not send longer messages; with any other they are skipped here.
    ...(protocol === 5 ? { properties: { maximumPacketSize: listenerLimits.fromBrokerMax } } : {}),
    ...(will === undefined ? {} : { will: { ...will, payload: Buffer.from(will.payload) } }),
  };
}

/**
 * Calls `end` with the reason for a loss, perhaps more than once: the socket, the client and the broker may each give
 * one.
 */
function whenLost(
  line: Duplex,
  client: MqttClient,
  { url, party }: { readonly url: string; readonly party: Party },
  end: (why: Fault) => void,
): void {
  const host = hostOf(url);
  const failed = (error: Error) => end(faultOf(error, url, party));
  // MQTT 5: the broker gives the reason before it hangs up.
  client.on('disconnect', ({ reasonCode }) => {
    const why = namedFault(reasonCode, host, party);
    if (why !== undefined) end(why);
  });
  // After the link was given up, either may still emit errors; they are ignored.
  line.on('error', failed);
  client.on('error', failed);
  client.on('close', () => end(new Fault('broker.down', `the connection to ${host} was closed`)));
}

/** Turns errors of the network, of TLS and of MQTT into faults of the catalogue. */
function faultOf(error: Error, url: string, party: Party): Fault {
  const host = hostOf(url);
  const code = 'code' in error ? error.code : undefined;
  const said = `${host}: ${wordsOf(error)}`;
  return (
    tlsFault(error, url, party) ??
    (notLetIn.has(code) ? new Fault(`${party}.auth`, said, { cause: error }) : undefined) ??
    namedFault(code, host, party) ??
    new Fault('broker.down', said, { cause: error })
  );
}

/** The host and port of `url`, without the user and password that it may carry. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the broker';
}
