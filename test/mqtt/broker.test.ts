import mqtt from 'mqtt';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { listenerLimits } from '../../firmware-host/listeners/listener-limits.ts';
import type { BrokerConnection } from '../../firmware-host/mqtt/broker-connection.ts';
import { stateMessage, stateRank } from '../../firmware-host/mqtt/messages/outgoing.ts';
import { openPublisher, type Publisher } from '../../firmware-host/mqtt/publisher.ts';
import { controllerOnline } from '../../firmware-host/mqtt/states.ts';
import { watchLoop } from '../loop-gap.ts';
import { has } from '../programs.ts';
import { realClock, until } from '../real-clock.ts';
import { embedded, hello, letsIn, listener, mosquittoSub, rawSocket, site } from './brokers.ts';
import { callEverywhere, called, counter, expectPairs } from './pairs.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function openBroker() {
  const broker = await embedded();
  endings.push(() => broker.close());
  return broker;
}

async function subscriber(port: number, filter = 'loket/#') {
  const heard = await listener(port, filter);
  endings.push(() => heard.client.endAsync(true));
  return heard;
}

async function consoleSubscriber(port: number, filter = 'loket/#') {
  const heard = await mosquittoSub(port, filter);
  endings.push(heard.stop);
  return heard;
}

async function openHall() {
  const broker = await openBroker();
  const publisher = openPublisher({ connection: broker.connection(), clock: realClock, rank: stateRank });
  return { broker, publisher };
}

const counters = 100;
/** B1 is 100,000 pairs: LOKET_PAIRS=100000. */
const pairs = Number(process.env.LOKET_PAIRS ?? 10_000);

/** What the publisher would be without its turn-taking: everything is published at once. */
function noLane(connection: BrokerConnection): Pick<Publisher, 'enqueue' | 'drained'> {
  const sent: Promise<void>[] = [];
  return {
    enqueue: ({ topic, payload, retain, qos }) =>
      void sent.push(connection.publish(topic, payload, { retain, qos })),
    drained: () => Promise.all(sent).then(() => true),
  };
}

describe('the embedded broker', () => {
  test('gives a late subscriber the retained tree, and no event of before', async () => {
    const { broker, publisher } = await openHall();
    publisher.enqueue(stateMessage(site, 'controller/state', controllerOnline('b1', 0)));
    publisher.enqueue(counter(1, 'A-001'));
    publisher.enqueue(called(1, 1));
    await publisher.drained(5_000);
    const { heard } = await subscriber(broker.port);
    await until(() => heard.length >= 2);
    expect(heard.map(({ topic, retain }) => [topic, retain]).sort()).toEqual([
      ['loket/v1/mpp-batam/controller/state', true],
      ['loket/v1/mpp-batam/counter/loket-1/state', true],
    ]);
  });

  test.skipIf(!has('mosquitto_sub'))('speaks with mosquitto_sub', async () => {
    const { broker, publisher } = await openHall();
    publisher.enqueue(counter(1, 'A-001'));
    await publisher.drained(5_000);
    const { heard } = await consoleSubscriber(broker.port);
    await until(() => heard.length === 1);
    publisher.enqueue(called(1, 1));
    publisher.clear('loket/v1/mpp-batam/counter/loket-1/state');
    await until(() => heard.length === 3);
    expect(heard.map(({ retain }) => retain)).toEqual([true, false, false]);
    expect(heard[2]).toMatchObject({ topic: 'loket/v1/mpp-batam/counter/loket-1/state', payload: '' });
    const { heard: late } = await consoleSubscriber(broker.port, 'loket/v1/mpp-batam/counter/#');
    publisher.enqueue(counter(2, 'A-002'));
    await until(() => late.length > 0);
    expect(late.map(({ topic }) => topic)).toEqual(['loket/v1/mpp-batam/counter/loket-2/state']);
  });

  test(`B1: loses and inverts nothing of ${pairs} state and event pairs to five subscribers`, {
    timeout: 300_000,
  }, async () => {
    const { broker, publisher } = await openHall();
    const ears = [await subscriber(broker.port), await subscriber(broker.port, '#')];
    ears.push(await subscriber(broker.port, 'loket/v1/+/#'), await subscriber(broker.port, '+/+/+/+/+/+'));
    const last = has('mosquitto_sub') ? await consoleSubscriber(broker.port) : await subscriber(broker.port);
    await callEverywhere(publisher, pairs / counters);
    for (const { heard } of [...ears, last]) {
      await until(() => heard.length >= pairs * 2);
      expectPairs(heard, pairs);
    }
    expect(publisher.status()).toMatchObject({ failed: 0, dropped: 0, superseded: 0 });
  });

  test('B1 fails without the lane: what is published at once does not all arrive, or not in order', async () => {
    const broker = await openBroker();
    const { heard } = await subscriber(broker.port);
    const connection = broker.connection();
    await callEverywhere(noLane(connection), 10);
    await connection.publish('loket/v1/mpp-batam/end', 'x', { retain: false, qos: 1 });
    await until(() => heard.some(({ topic }) => topic.endsWith('/end')));
    expect(() =>
      expectPairs(
        heard.filter(({ topic }) => !topic.endsWith('/end')),
        1_000,
      ),
    ).toThrow();
  });

  test('loses nothing of the lane while clients send commands', { timeout: 60_000 }, async () => {
    const { broker, publisher } = await openHall();
    const { heard } = await subscriber(broker.port);
    const { client } = await subscriber(broker.port, 'loket/v1/mpp-batam/reply/+');
    const loopGap = watchLoop();
    let sending = true;
    const flood = (async () => {
      // As fast as one client may.
      while (sending) {
        for (const qos of [0, 1] as const)
          client.publish('loket/v1/mpp-batam/command/call-next', '{}', { qos });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    await callEverywhere(publisher, 20);
    sending = false;
    await flood;
    console.log(`a flood of commands: the loop stood still for ${loopGap().toFixed(1)} ms at most`);
    const ours = () => heard.filter(({ topic }) => !topic.includes('/command/'));
    await until(() => ours().length >= 20 * counters * 2);
    expectPairs(ours(), 20 * counters);
    expect(heard.length).toBeGreaterThan(ours().length);
  });

  test('hands commands to the session of the host', async () => {
    const broker = await openBroker();
    const requests: string[] = [];
    broker.connection().subscribe('loket/v1/mpp-batam/command/+', ({ topic, payload }) => {
      requests.push(`${topic.split('/').at(-1)} ${Buffer.from(payload)}`);
    });
    const { client } = await subscriber(broker.port);
    await client.publishAsync('loket/v1/mpp-batam/command/call-next', '{"id":"1"}', { qos: 1 });
    await until(() => requests.length > 0);
    expect(requests).toEqual(['call-next {"id":"1"}']);
  });

  test('B2: throws out a subscriber that stops reading, and the others lose nothing', {
    timeout: 30_000,
  }, async () => {
    const { broker, publisher } = await openHall();
    const frozen = await subscriber(broker.port);
    frozen.client.stream.pause();
    const { client, heard } = await subscriber(broker.port);
    const loopGap = watchLoop();
    let longest = 0;
    let last = performance.now();
    client.on('message', () => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    });
    const padding = 'x'.repeat(60_000);
    const messages = 400;
    for (let number = 1; number <= messages; number++) {
      publisher.enqueue({
        topic: 'loket/v1/mpp-batam/event/x/y',
        payload: `${number} ${padding}`,
        retain: false,
        qos: 1,
      });
    }
    await until(() => heard.length >= messages);
    expect(heard.map(({ payload }) => Number.parseInt(payload, 10))).toEqual(
      Array.from({ length: messages }, (_, at) => at + 1),
    );
    console.log(
      `B2, a frozen subscriber: the loop stood still for ${loopGap().toFixed(1)} ms at most, ` +
        `the others heard nothing for ${longest.toFixed(0)} ms at most`,
    );
    expect(publisher.status()).toMatchObject({ failed: 0, dropped: 0 });
    expect(broker.status().clients).toBe(1);
    expect(frozen.heard.length).toBeLessThan(messages);
  });

  test('says who has the port when it is taken', async () => {
    const { port } = await openBroker();
    const second = await embedded(port);
    onTestFinished(() => second.close());
    expect(second.listenerFaults()).toMatchObject([
      {
        code: 'broker.port_busy',
        message: expect.stringContaining(String(port)),
        hint: expect.stringContaining('--mqtt-port'),
      },
    ]);
  });

  test('lets clients read the last message before it stops', async () => {
    const broker = await embedded();
    const { client, heard } = await listener(broker.port, 'loket/#');
    const left = new Promise<void>((resolve) => client.once('close', () => resolve()));
    await broker.connection().publish('loket/v1/mpp-batam/controller/state', 'bye', { retain: true, qos: 1 });
    await broker.close();
    await left;
    expect(heard.map(({ payload }) => payload)).toEqual(['bye']);
    const late = broker.connection();
    expect(late.connected).toBe(false);
    await expect(late.publish('x', 'y', { retain: false, qos: 1 })).rejects.toMatchObject({
      code: 'broker.down',
    });
  });

  test('keeps no session for a client that is away', async () => {
    const { broker } = await openHall();
    const options = { clientId: 'board', clean: false, reconnectPeriod: 0 };
    for (let visit = 0; visit < 2; visit++) {
      const client = mqtt.connect(`mqtt://127.0.0.1:${broker.port}`, options);
      const heard: string[] = [];
      client.on('message', (_topic, payload) => heard.push(payload.toString()));
      await client.subscribeAsync('loket/#', { qos: 1 });
      await broker.connection().publish('loket/v1/mpp-batam/event/a/b', 'there', { retain: false, qos: 1 });
      await until(() => heard.includes('there'));
      await client.endAsync();
      await broker.connection().publish('loket/v1/mpp-batam/event/a/b', 'away', { retain: false, qos: 1 });
      expect(heard).toEqual(['there']);
    }
  });
});

describe('hostile clients', () => {
  async function expectAlive(port: number): Promise<void> {
    const { client, heard } = await subscriber(port, 'loket/v1/mpp-batam/command/+');
    await client.publishAsync('loket/v1/mpp-batam/command/ping', 'x', { qos: 1 });
    await until(() => heard.length === 1);
  }

  test.each([
    ['loket/v1/mpp-batam/controller/state', { retain: true, qos: 1 }, 'publish-outside-command'],
    ['loket/v1/mpp-batam/event/ticket/called', { qos: 0 }, 'publish-outside-command'],
    ['loket/v1/other-site/command/call-next', { qos: 1 }, 'publish-outside-command'],
    ['loket/v1/mpp-batam/command/a/b', { qos: 1 }, 'publish-outside-command'],
    ['loket/v1/mpp-batam/command/A\0', { qos: 1 }, 'publish-outside-command'],
    ['$SYS/broker/heartbeat', { qos: 1 }, 'publish-outside-command'],
    ['loket/v1/mpp-batam/command/call-next', { retain: true, qos: 1 }, 'retained-command'],
    ['loket/v1/mpp-batam/command/call-next', { qos: 2 }, 'qos-2'],
  ] as const)('may not publish to %j with %j', async (topic, delivery, refusal) => {
    const { broker, publisher } = await openHall();
    publisher.enqueue(stateMessage(site, 'controller/state', controllerOnline('b1', 0)));
    await publisher.drained(5_000);
    const { client } = await subscriber(broker.port);
    // It is acknowledged, goes nowhere, and its sender stays.
    await client.publishAsync(topic, 'forged', delivery);
    await until(() => broker.status().refused[refusal] === 1);
    expect(client.connected).toBe(true);
    expect(broker.status().refused).toEqual({ [refusal]: 1 });
    const { heard } = await subscriber(broker.port);
    await until(() => heard.length > 0);
    expect(heard.map(({ payload }) => JSON.parse(payload).state)).toEqual(['online']);
    await expectAlive(broker.port);
  });

  test('may not leave a last will outside their commands', async () => {
    const { broker } = await openHall();
    const { heard } = await subscriber(broker.port);
    const will = {
      topic: 'loket/v1/mpp-batam/controller/state',
      payload: Buffer.from('x'),
      qos: 1,
      retain: true,
    } as const;
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`, { will, reconnectPeriod: 0 });
    client.stream.destroy();
    await until(() => broker.status().refused['publish-outside-command'] === 1);
    await expectAlive(broker.port);
    expect(heard.map(({ topic }) => topic)).toEqual(['loket/v1/mpp-batam/command/ping']);
  });

  test.each(['$share/x/loket/#', 'loket/\0/#', `loket/${'x/'.repeat(300)}#`])(
    'may not subscribe to %j',
    async (filter) => {
      const broker = await openBroker();
      const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`, { reconnectPeriod: 0 });
      client.on('error', () => {
        // A filter with too many levels ends the connection.
      });
      endings.push(() => client.endAsync(true));
      await expect(client.subscribeAsync(filter, { qos: 1 })).rejects.toThrow();
      await expectAlive(broker.port);
    },
  );

  test('are closed when they declare a long packet, before a byte of it is kept', async () => {
    const broker = await openBroker();
    const { socket, closed } = await rawSocket(broker.port);
    // CONNECT with a remaining length of 100 MB.
    socket.write(Buffer.from([0x10, 0x80, 0xc2, 0xd7, 0x2f]));
    await closed;
    expect(broker.status().refused).toEqual({ 'too-long-before-connect': 1 });

    const { client } = await subscriber(broker.port);
    const left = new Promise<void>((resolve) => client.once('close', () => resolve()));
    client.publish('loket/v1/mpp-batam/command/x', 'x'.repeat(70_000), { qos: 1 }, () => {
      // It fails with the connection.
    });
    await left;
    expect(broker.status().refused).toEqual({ 'too-long-before-connect': 1, 'frame-too-long': 1 });
    await expectAlive(broker.port);
  });

  test('are closed when they send 4 KiB without being accepted', async () => {
    const broker = await openBroker();
    const { socket, closed } = await rawSocket(broker.port);
    // CONNECT with a remaining length of 4,090 bytes that never quite come, then a second packet's worth.
    socket.write(Buffer.from([0x10, 0xfa, 0x1f]));
    for (let sent = 0; sent < 6_000; sent += 500) socket.write(Buffer.alloc(500));
    await closed;
    expect(broker.status().refused).toEqual({ 'too-long-before-connect': 1 });
    await expectAlive(broker.port);
  });

  test.each([
    ['a web request', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a TLS greeting', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00])],
    ['a length without end', Buffer.from([0x10, 0x80, 0x80, 0x80, 0x80, 0x80])],
  ])('are closed when they send %s', async (_what, bytes) => {
    const broker = await openBroker();
    const { socket, closed } = await rawSocket(broker.port);
    socket.write(bytes);
    await closed;
    expect(broker.status().refused).toEqual({ 'not-mqtt': 1 });
  });

  test('are closed when they say too little for five seconds', async () => {
    const broker = await openBroker();
    const { socket, closed } = await rawSocket(broker.port);
    const drip = setInterval(() => socket.write(Buffer.from([0])), 500);
    socket.write(Buffer.from([0x10, 0x7f]));
    await closed;
    clearInterval(drip);
    await expectAlive(broker.port);
  });

  test('that send noise after a good start change nothing', async () => {
    const broker = await openBroker();
    let seed = 7;
    const noise = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed >> 16;
    };
    for (let round = 0; round < 160; round++) {
      const body = Buffer.from(Array.from({ length: noise() % 60 }, noise));
      const { socket, closed } = await rawSocket(broker.port);
      socket.end(Buffer.concat([hello, Buffer.from([(round << 4) & 0xff, body.length]), body]));
      await closed;
    }
    await expectAlive(broker.port);
    expect(broker.faults).toEqual([]);
  });

  test('cannot take more than the places of their address', async () => {
    const broker = await openBroker();
    const sockets: Awaited<ReturnType<typeof rawSocket>>[] = [];
    for (let number = 1; number <= listenerLimits.mqtt.strangers.here; number++)
      sockets.push(await rawSocket(broker.port));
    endings.push(() => sockets.forEach(({ socket }) => void socket.destroy()));
    const { closed } = await rawSocket(broker.port);
    await closed;
    // In such a crowd those before it may have been silent for too long meanwhile.
    expect(broker.status().refused).toMatchObject({ 'too-many-connections': 1 });
    sockets.pop()?.socket.destroy();
    await until(() => letsIn(broker.port));
  });
});
