import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import mqtt from 'mqtt';
import type { Fault } from '../../devices/fault.ts';
import {
  type BrokerOptions,
  type EmbeddedBroker,
  openEmbeddedBroker,
} from '../../firmware-host/mqtt/embedded-broker.ts';
import { realClock, until } from '../real-clock.ts';

export const site = 'mpp-batam';

export async function embedded(
  port = 0,
  more: Partial<BrokerOptions> = {},
): Promise<EmbeddedBroker & { readonly faults: readonly Fault[] }> {
  const faults: Fault[] = [];
  const report = (fault: Fault) => void faults.push(fault);
  const broker = await openEmbeddedBroker({
    ...{ site, host: '127.0.0.1', port, clock: realClock, report },
    ...more,
  });
  return Object.assign(broker, { faults });
}

export interface Heard {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}

/** A real MQTT.js client that is subscribed and writes down what it hears. */
export async function listener(
  port: number,
  filter: string,
  protocolVersion: 4 | 5 = 4,
): Promise<{ client: mqtt.MqttClient; heard: Heard[] }> {
  const url = `mqtt://127.0.0.1:${port}`;
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, protocolVersion });
  const heard: Heard[] = [];
  client.on('message', (topic, payload, { retain }) =>
    heard.push({ topic, payload: payload.toString(), retain }),
  );
  client.on('error', () => {
    // A refused publish ends the connection; the tests look at the broker.
  });
  await client.subscribeAsync(filter, { qos: 1 });
  return { client, heard };
}

/** A `mosquitto_sub` that is subscribed and writes down what it hears. */
export async function mosquittoSub(port: number, filter: string): Promise<{ stop(): void; heard: Heard[] }> {
  // Into a pipe it would write by the block, and say too late that it is subscribed.
  const program = ['-oL', 'mosquitto_sub', '-h', '127.0.0.1', '-p', String(port)];
  const child = spawn('stdbuf', [...program, '-q', '1', '-d', '-F', '%r %t %p', '-t', filter], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const heard: Heard[] = [];
  let subscribed = false;
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('Subscribed')) subscribed = true;
      const match = /^([01]) (\S+) (.*)$/.exec(line);
      if (match) heard.push({ retain: match[1] === '1', topic: match[2] ?? '', payload: match[3] ?? '' });
    }
  });
  await until(() => subscribed);
  return { heard, stop: () => void child.kill('SIGKILL') };
}

/** A plain TCP connection, and the promise of its end. */
export async function rawSocket(port: number): Promise<{ socket: Socket; closed: Promise<void> }> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {
    // A reset is one way in which the broker closes.
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.resume();
  await once(socket, 'connect');
  return { socket, closed };
}

/** The CONNECT of a client "x" (MQTT 3.1.1, section 3.1). */
export const hello = Buffer.from([0x10, 13, 0, 4, ...Buffer.from('MQTT'), 4, 2, 0, 60, 0, 1, 0x78]);

/** Whether the broker answers a client at all. */
export async function letsIn(port: number): Promise<boolean> {
  const { socket, closed } = await rawSocket(port);
  const answered = new Promise<boolean>((resolve) => socket.once('data', () => resolve(true)));
  socket.write(hello);
  const isIn = await Promise.race([answered, closed.then(() => false)]);
  socket.destroy();
  return isIn;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Debian's mosquitto on `port`, without persistence: it begins empty. */
export async function mosquitto(port: number): Promise<{ kill(): Promise<void> }> {
  const child: ChildProcess = spawn('mosquitto', ['-p', String(port)], { stdio: 'ignore' });
  await until(() => answers(port));
  return {
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const up = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  socket.destroy();
  return up;
}

/** A line to `port` that can be cut as a network is: no goodbye reaches the broker. */
export async function cuttableLine(port: number): Promise<{ port: number; cut(): void; close(): void }> {
  const pairs = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      pairs.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.pipe(to);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const cut = () => {
    for (const socket of pairs) socket.destroy();
    pairs.clear();
  };
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cut,
    close() {
      server.close();
      cut();
    },
  };
}
