import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { seededRandom } from '../../simulators/random.ts';
import { siteOf } from '../hall/played-hall.ts';
import { realClock, until } from '../real-clock.ts';
import { embedded, hello, listener, rawSocket, site } from './brokers.ts';
import { realHall } from './real-hall.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** Text as MQTT writes it: two bytes of length, then UTF-8. */
function words(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

/** A packet from its first byte and its body of less than 16 KiB (MQTT 3.1.1, section 2.2). */
function packet(first: number, ...body: readonly Uint8Array[]): Buffer {
  const whole = Buffer.concat(body);
  const length =
    whole.length < 128 ? [whole.length] : [(whole.length % 128) | 0x80, Math.floor(whole.length / 128)];
  return Buffer.concat([Buffer.from([first, ...length]), whole]);
}

const number = Buffer.from([0, 7]);
const command = words(`loket/v1/${site}/command/call-next`);
const request = Buffer.from('{"id":"1","counter":"loket-1"}');
const will = [
  words('board'),
  words(`loket/v1/${site}/command/end`),
  words('bye'),
  words('user'),
  words('secret'),
];

/** One of each packet that a client sends. */
const samples: readonly Buffer[] = [
  hello,
  packet(0x10, words('MQTT'), Buffer.from([4, 0xee, 0, 60]), ...will),
  packet(0x10, words('MQTT'), Buffer.from([5, 2, 0, 60, 0]), words('five')),
  packet(0x30, command, request),
  packet(0x32, command, number, request),
  packet(0x34, command, number, request),
  packet(0x31, words(`loket/v1/${site}/controller/state`), request),
  packet(0x40, number),
  packet(0x50, number),
  packet(0x62, number),
  packet(0x70, number),
  packet(0x82, number, words('loket/#'), Buffer.from([1])),
  packet(0x82, number, words('+/+/+/counter/+/state'), Buffer.from([0]), words('$SYS/#'), Buffer.from([2])),
  packet(0xa2, number, words('loket/#')),
  packet(0xc0),
  packet(0xe0),
];

type Random = () => number;
const below = (random: Random, limit: number) => Math.floor(random() * limit);

/** The packet with one to four mistakes: bits, bytes, lengths, cuts, parts of another. */
function mutated(random: Random): Buffer {
  let bytes = Buffer.from(samples[below(random, samples.length)] ?? hello);
  for (let mistakes = 1 + below(random, 4); mistakes > 0; mistakes--) {
    const at = below(random, bytes.length);
    const value = [0, 1, 0x7f, 0x80, 0xff, below(random, 256)][below(random, 6)] ?? 0;
    const other = samples[below(random, samples.length)] ?? hello;
    switch (below(random, 7)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8));
        break;
      case 1:
        bytes[at] = value;
        break;
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from([value]), bytes.subarray(at)]);
        break;
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
        break;
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), other.subarray(below(random, other.length))]);
        break;
      case 5:
        bytes[0] = value;
        break;
      default:
        bytes[1] = value;
    }
    if (bytes.length === 0) return Buffer.from([value]);
  }
  return bytes;
}

describe('B4', () => {
  test('50,000 mutated packets leave the broker alive, its memory bounded and its state untouched', {
    timeout: 180_000,
  }, async () => {
    const seed = Number(process.env.LOKET_SEED ?? 11);
    const random = seededRandom(seed);
    // What is tried is the parser: an allowance of connections would keep most of it from it.
    const broker = await embedded(0, {
      clock: { now: () => realClock.now() * 1_000, after: realClock.after },
    });
    endings.push(() => broker.close());
    const connection = broker.connection();
    const state = `loket/v1/${site}/controller/state`;
    await connection.publish(state, 'online', { retain: true, qos: 1 });
    const { client, heard } = await listener(broker.port, state);
    endings.push(() => client.endAsync(true));

    const total = 50_000;
    const perConnection = 10;
    const together = 25;
    const memory = process.memoryUsage().rss;
    const start = performance.now();
    for (let sent = 0; sent < total; sent += perConnection * together) {
      await Promise.all(
        Array.from({ length: together }, async () => {
          const { socket, closed } = await rawSocket(broker.port);
          // Most of the clients have been let in before, the others begin with the mistake.
          if (random() < 0.8) {
            socket.write(hello);
            await once(socket, 'data');
          }
          for (let count = 0; count < perConnection; count++) socket.write(mutated(random));
          // The broker drops what is still to be read when the other end hangs up: leave it a moment to act.
          await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 5))]);
          socket.destroy();
          await closed;
        }),
      );
    }
    const seconds = (performance.now() - start) / 1000;
    const grown = (process.memoryUsage().rss - memory) / 2 ** 20;
    console.log(
      `B4: ${total} mutated packets (seed ${seed}) in ${seconds.toFixed(1)} s, memory ${grown.toFixed(0)} MB more; ` +
        `refused ${JSON.stringify(broker.status().refused)}`,
    );

    expect(broker.faults).toEqual([]);
    await until(() => broker.status().clients === 1);
    await connection.publish(state, 'still here', { retain: true, qos: 1 });
    await until(() => heard.length === 2);
    expect(heard.map(({ payload }) => payload)).toEqual(['online', 'still here']);
  });
});

/** A counter that a key on a GPIO line opens. */
const withKey = siteOf(
  JSON.stringify({
    version: 1,
    site: { id: site, title: 'MPP Uji', zone: 'Asia/Jakarta' },
    services: { paspor: { title: 'Paspor', prefix: 'A' } },
    counters: { 'loket-1': { number: 1, serves: ['paspor'] } },
    devices: { tombol: { kind: 'keypad', counter: 'loket-1', keys: { next: 17 }, pull: 'off' } },
  }),
);

describe('B3', () => {
  test('20 sockets of 50 MB each before CONNECT cost less than 20 MB, are closed, and keys go on working', async () => {
    const broker = await embedded();
    endings.push(() => broker.close());
    const connection = broker.connection();
    const counter = `loket/v1/${site}/counter/loket-1/state`;
    const { client, heard } = await listener(broker.port, counter);
    endings.push(() => client.endAsync(true));
    const { hall } = await realHall({ site: withKey, connection, boot: 'boot-1' });
    const shows = (state: string) => until(() => JSON.parse(heard.at(-1)?.payload ?? '{}').state === state);
    const press = () => hall.devices.get('tombol')?.press?.('next', 50);
    await shows('closed');
    await until(() => hall.open().lines === 1);
    const most = 50 * 2 ** 20;
    const chunk = Buffer.alloc(64 * 1024);
    const held = () => {
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const before = held();
    let peak = before;
    press();
    const written = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { socket, closed } = await rawSocket(broker.port);
        // CONNECT that declares 50 MB.
        socket.write(Buffer.from([0x10, 0x80, 0x80, 0x80, 0x19]));
        let bytes = 0;
        while (bytes < most && !socket.destroyed) {
          const room = socket.write(chunk);
          bytes += chunk.length;
          peak = Math.max(peak, held());
          if (!room) await Promise.race([closed, new Promise((resolve) => socket.once('drain', resolve))]);
        }
        await closed;
        return bytes;
      }),
    );
    expect(Math.max(...written)).toBeLessThan(most);
    expect(broker.status().refused).toEqual({ 'too-long-before-connect': 20 });
    expect((peak - before) / 2 ** 20).toBeLessThan(20);
    await shows('idle');
  });

  test('twenty clients that say one byte a second are gone after five, and others get in meanwhile', async () => {
    const broker = await embedded();
    endings.push(() => broker.close());
    const slow = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { socket, closed } = await rawSocket(broker.port);
        socket.write(Buffer.from([0x10, 0x7f]));
        const drip = setInterval(() => socket.write(Buffer.from([0])), 1_000);
        return closed.then(() => clearInterval(drip));
      }),
    );
    const { client } = await listener(broker.port, 'loket/#');
    endings.push(() => client.endAsync(true));
    await Promise.all(slow);
    expect(client.connected).toBe(true);
  });
});
