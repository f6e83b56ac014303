import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../../devices/ports.ts';
import { openExternalConnection } from '../../firmware-host/mqtt/external-connection.ts';
import { openPublisher } from '../../firmware-host/mqtt/publisher.ts';
import { seededRandom } from '../../simulators/random.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { awkwardBroker, type Habit } from './awkward-broker.ts';
import { freePort, listener, mosquitto } from './brokers.ts';

/** A real clock that runs faster, so that limits and waits of seconds take no seconds here. */
const times = 20;
const fastClock: Clock = {
  now: () => performance.now() * times,
  after(ms, run) {
    const timer = setTimeout(run, ms / times);
    return () => clearTimeout(timer);
  },
};

const habits: readonly Habit[] = [
  ...['out-of-order', 'twice', 'unknown-ids', 'in-pieces', 'silent', 'deaf-after-connect', 'hangs-up'],
  'half-an-ack',
] as Habit[];

/** Says 400 states and events, and calls `trouble` now and then; returns the last state of each topic. */
async function publishAll(url: string, random: () => number, trouble: () => void) {
  const connection = openExternalConnection({
    ...{ url, site: 'uji', protocol: 4, clock: fastClock, random, report: () => undefined },
  });
  onTestFinished(() => connection.close());
  const publisher = openPublisher({ connection, clock: fastClock, rank: () => 0 });
  const last = new Map<string, string>();
  for (let number = 0; number < 400; number++) {
    const topic = `state-${Math.floor(random() * 4)}`;
    last.set(topic, String(number));
    publisher.enqueue({ topic, payload: String(number), retain: true, qos: 1 });
    publisher.enqueue({ topic: 'event', payload: String(number), retain: false, qos: 1 });
    if (random() < 0.1) await new Promise((resolve) => setTimeout(resolve, random() * 30));
    if (random() < 0.01) trouble();
  }
  await until(() => publisher.status().depth === 0, 60_000);
  return { publisher, last };
}

test.each([...habits.map((habit) => [habit]), habits])(
  'a broker that is %s, and others: every state ends right, events come in order and at least once',
  async (...some) => {
    const seed = Date.now() % 1_000_000;
    const random = seededRandom(seed);
    let troubles = 4;
    const chosen = () => some[Math.floor(random() * some.length)] ?? 'none';
    const broker = await awkwardBroker(() => (troubles-- > 0 ? chosen() : 'none'), random);
    const { publisher, last } = await publishAll(broker.url, random, broker.takeOver);
    const said = `seed ${seed}, ${some}`;
    expect(Object.fromEntries(broker.retained), said).toEqual(Object.fromEntries(last));
    const events = broker.heard.filter(({ retain }) => !retain).map(({ payload }) => Number(payload));
    const firsts = events.filter((number, at) => events.indexOf(number) === at);
    expect(firsts, said).toEqual(firsts.toSorted((one, other) => one - other));
    // One that was given up after three losses may have been heard all the same.
    expect(firsts.length + publisher.status().dropped, said).toBeGreaterThanOrEqual(400);
    // Whoever hears a topic never hears it go back.
    for (const topic of last.keys()) {
      const numbers = broker.heard.filter((one) => one.topic === topic).map(({ payload }) => Number(payload));
      const back = numbers.filter((number, at) => number < Math.max(...numbers.slice(0, at)));
      expect(back, `${said} ${topic}: ${numbers}`).toEqual([]);
    }
  },
  120_000,
);

test.skipIf(!has('mosquitto'))(
  'behind a line that delays, and that delivers late what was sent before it was cut, a subscriber hears no topic go back',
  async () => {
    const seed = Date.now() % 1_000_000;
    const random = seededRandom(seed);
    const port = await freePort();
    const broker = await mosquitto(port);
    onTestFinished(broker.kill);
    const ear = await listener(port, '#');
    onTestFinished(() => ear.client.endAsync(true));
    const line = await lateLine(port, random);
    const { last } = await publishAll(`mqtt://127.0.0.1:${line.port}`, random, line.cut);
    await until(() => [...last].every(([topic, payload]) => lastOf(ear.heard, topic) === payload));
    for (const topic of last.keys()) {
      const numbers = ear.heard.filter((one) => one.topic === topic).map(({ payload }) => Number(payload));
      expect(numbers, `seed ${seed}, ${topic}`).toEqual(numbers.toSorted((one, other) => one - other));
    }
    const late = await listener(port, 'state-0');
    onTestFinished(() => late.client.endAsync(true));
    await until(() => late.heard.length > 0);
    expect(late.heard[0]).toMatchObject({ retain: true, payload: last.get('state-0') });
    const events = ear.heard.filter(({ topic }) => topic === 'event').map(({ payload }) => Number(payload));
    const firsts = events.filter((number, at) => events.indexOf(number) === at);
    expect(firsts, `seed ${seed}`).toEqual(firsts.toSorted((one, other) => one - other));
    expect(line.cuts(), 'the line was never cut').toBeGreaterThan(0);
  },
  120_000,
);

const lastOf = (heard: readonly { topic: string; payload: string }[], topic: string) =>
  heard.findLast((one) => one.topic === topic)?.payload;

/** A line to `port` with up to 30 ms on the way. After a cut, what was sent before still arrives at the far end. */
async function lateLine(port: number, random: () => number) {
  const near = new Set<Socket>();
  let cuts = 0;
  const server = createServer((socket) => {
    near.add(socket);
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [socket, far],
      [far, socket],
    ] as const) {
      let arrives = 0;
      const underWay: (() => void)[] = [];
      // Timers of different lengths may end in another order than they are due; no bytes overtake others on a line.
      const later = (run: () => void) => {
        underWay.push(run);
        arrives = Math.max(arrives, performance.now() + random() * 30);
        setTimeout(() => underWay.shift()?.(), arrives - performance.now());
      };
      from.on('data', (bytes) => later(() => void (to.destroyed || to.write(bytes))));
      from.on('error', () => undefined);
      from.on('close', () => later(() => void to.destroy()));
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of near) socket.destroy();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    cuts: () => cuts,
    cut() {
      cuts += near.size > 0 ? 1 : 0;
      for (const socket of near) socket.destroy();
      near.clear();
    },
  };
}
