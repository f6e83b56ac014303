import mqtt, { type IClientOptions } from 'mqtt';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { mqttButton } from '../../devices/mqtt-button/mqtt-button.ts';
import { mqttDisplay } from '../../devices/mqtt-display/mqtt-display.ts';
import type { ThingMessage } from '../../devices/ports.ts';
import type { BrokerConnection } from '../../firmware-host/mqtt/broker-connection.ts';
import { createDeviceRetained } from '../../firmware-host/mqtt/embedded/device-retained.ts';
import type { BrokerUser } from '../../firmware-host/mqtt/embedded/users.ts';
import { openExternalConnection } from '../../firmware-host/mqtt/external-connection.ts';
import { openHallPublisher } from '../../firmware-host/mqtt/hall-publisher.ts';
import { stateRank } from '../../firmware-host/mqtt/messages/outgoing.ts';
import { hashPassword, type PasswordHash, readHash } from '../../firmware-host/mqtt/password.ts';
import { openPublisher } from '../../firmware-host/mqtt/publisher.ts';
import { openThings } from '../../firmware-host/mqtt/things.ts';
import { opened, testPorts } from '../devices/opened.ts';
import { has } from '../programs.ts';
import { realClock, until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { embedded, freePort, mosquitto, site } from './brokers.ts';
import { fakeSession } from './fake-connection.ts';

const users: BrokerUser[] = [];
beforeAll(async () => {
  const hashOf = async (password: string) => readHash(await hashPassword(password)) as PasswordHash;
  const hash = await hashOf('sandi');
  users.push({ name: 'kotak', role: 'device', topics: ['kotak-5', 'tele/kotak-5'], hash });
  users.push({ name: 'zigbee', role: 'device', topics: ['zigbee2mqtt'], hash });
  users.push({ name: 'teknisi', role: 'maintain', hash });
});

async function client(port: number, options: IClientOptions = {}) {
  const one = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, ...options }, false);
  one.on('error', () => undefined);
  onTestFinished(() => one.endAsync(true));
  return one;
}

const as = (username: string) => ({ username, password: 'sandi' });

async function openEmbedded() {
  const broker = await embedded(0, { users });
  onTestFinished(() => broker.close());
  return { port: broker.port, connection: broker.connection(), broker };
}

function thingsOn(connection: BrokerConnection) {
  const publisher = openHallPublisher({ connection, clock: realClock, site });
  const things = openThings({ connection, publisher, clock: realClock, wall: Date.now, trusted: () => true });
  return { things, publisher, ports: { ...testPorts(), clock: realClock, things } };
}

/** Both brokers, with what a device needs to connect there. */
const brokers: readonly [string, () => Promise<{ port: number; connection: BrokerConnection }>][] = [
  ['the embedded broker', openEmbedded],
  [
    'mosquitto',
    async () => {
      const port = await freePort();
      const broker = await mosquitto(port);
      onTestFinished(() => broker.kill());
      const connection = openExternalConnection({
        ...{ url: `mqtt://127.0.0.1:${port}`, site, clock: realClock, random: () => 0 },
        report: () => undefined,
      });
      onTestFinished(() => connection.close());
      await until(() => connection.connected);
      return { port, connection };
    },
  ],
];

describe.each(brokers.filter(([name]) => name !== 'mosquitto' || has('mosquitto')))(
  'on %s',
  (_name, open) => {
    test('a device is heard, what was kept first and as such', async () => {
      const { port, connection } = await open();
      const device = await client(port, as('kotak'));
      await device.publishAsync('kotak-5/status', 'online', { qos: 1, retain: true });
      await device.publishAsync('kotak-5/other', 'x', { qos: 1, retain: true });
      const { things } = thingsOn(connection);
      const heard: ThingMessage[] = [];
      const line = await things.open(['kotak-5/status', 'kotak-5/key'], (message) => heard.push(message));
      await until(() => heard.length === 1);
      // Live, whether or not its sender has the broker keep it.
      await device.publishAsync('kotak-5/key', 'ON', { qos: 1, retain: true });
      await device.publishAsync('kotak-5/key', 'OFF', { qos: 0 });
      await until(() => heard.length === 3);
      expect(heard.map(({ payload, kept }) => `${Buffer.from(payload)} ${kept}`)).toEqual([
        'online true',
        'ON false',
        'OFF false',
      ]);
      // A second device of the same box learns at once what is known of it.
      const late: string[] = [];
      await things.open(['kotak-5/status'], ({ payload, kept }) =>
        late.push(`${Buffer.from(payload)} ${kept}`),
      );
      await until(() => late.length === 1);
      expect(late).toEqual(['online true']);
      await line.close();
    });

    test('a display is told its number, also when it comes back, and shows it', async () => {
      const { port, connection } = await open();
      const { ports } = thingsOn(connection);
      const command = 'kotak-5/text/papan/command';
      const box = async () => {
        const will = {
          topic: 'kotak-5/status',
          payload: Buffer.from('offline'),
          qos: 0,
          retain: true,
        } as const;
        const one = await client(port, { ...as('kotak'), will });
        const shown: string[] = [];
        one.on('message', (_topic, payload) => {
          shown.push(payload.toString());
          one.publish('kotak-5/text/papan/state', payload, { retain: true });
        });
        await one.subscribeAsync(command);
        await one.publishAsync('kotak-5/status', 'online', { retain: true });
        return { one, shown };
      };
      const first = await box();
      const settings = { topic: 'kotak-5', entity: 'papan', digits: 5 };
      const { device, lost } = await opened(mqttDisplay, settings, ports);
      for (const text of ['A-012', 'A-012', 'A-013'])
        expect(await device.perform({ type: 'show', text })).toBe('acknowledged');
      expect(first.shown).toEqual(['A-012', 'A-012', 'A-013']);
      first.one.stream.destroy();
      await until(() => lost.length === 1);
      const second = await box();
      await until(() => second.shown.length === 1);
      expect(second.shown).toEqual(['A-013']);
    });

    test('a press that counted is not said to be kept by the broker when its device is opened again', async () => {
      const { port, connection } = await open();
      const { ports } = thingsOn(connection);
      const bridge = await client(port, as('zigbee'));
      await bridge.publishAsync('zigbee2mqtt/bridge/state', 'online', { retain: true, qos: 1 });
      const settings = {
        ...{ topic: 'zigbee2mqtt/tombol', model: 'zigbee2mqtt', settle_ms: 0 },
        keys: { next: 'single' },
      };
      const before = await opened(mqttButton, settings, ports);
      await bridge.publishAsync('zigbee2mqtt/tombol', '{"action":"single"}', { qos: 1 });
      await until(() => before.told.length === 2);
      await before.device.close();
      const after = await opened(mqttButton, settings, ports);
      expect(after.told).toEqual([]);
      expect(after.warnings.filter(([, text]) => text !== undefined)).toEqual([]);
    });

    test('the first message of a device that was away has it tried again at once', async () => {
      const { port, connection } = await open();
      const { things, ports } = thingsOn(connection);
      let rung = 0;
      things.watch(() => rung++);
      const settings = { topic: 'kotak-5', keys: { next: 'panggil' } };
      await expect(opened(mqttButton, settings, ports)).rejects.toMatchObject({ code: 'link.absent' });
      const before = rung;
      const device = await client(port, as('kotak'));
      await device.publishAsync('kotak-5/status', 'online', { retain: true });
      await until(() => rung > before);
      const { told } = await opened(mqttButton, { ...settings, settle_ms: 0 }, ports);
      await device.publishAsync('kotak-5/binary_sensor/panggil/state', 'ON', { retain: true });
      await until(() => told.length === 1);
    });
  },
);

describe.skipIf(!has('mosquitto'))('when mosquitto goes', () => {
  test('its devices are lost, and are heard again when it is back', async () => {
    const port = await freePort();
    const first = await mosquitto(port);
    onTestFinished(() => first.kill());
    const connection = openExternalConnection({
      ...{ url: `mqtt://127.0.0.1:${port}`, site, clock: realClock, random: () => 0 },
      report: () => undefined,
    });
    onTestFinished(() => connection.close());
    await until(() => connection.connected);
    const { things } = thingsOn(connection);
    const heard: string[] = [];
    const losses: Error[] = [];
    const open = async () => {
      const line = await things.open(['x/status'], ({ payload }) =>
        heard.push(Buffer.from(payload).toString()),
      );
      line.onLost((why) => losses.push(why));
      line.say('x/show', 'A-012');
    };
    await open();
    await first.kill();
    await until(() => losses.length === 1);
    await expect(open()).rejects.toMatchObject({ code: 'link.absent' });
    const second = await mosquitto(port);
    onTestFinished(() => second.kill());
    await until(() => connection.connected);
    await open();
    const device = await client(port);
    const told: string[] = [];
    device.on('message', (topic, payload) => told.push(`${topic} ${payload}`));
    await device.subscribeAsync('x/#');
    await device.publishAsync('x/status', 'online');
    await until(() => heard.length > 0 && told.includes('x/show A-012'));
    expect(losses).toHaveLength(1);
  });
});

test('a number for a display does not wait for Home Assistant, nor for what happens after it', async () => {
  const clock = new VirtualClock();
  const connection = fakeSession(clock);
  const publisher = openPublisher({ connection, clock, rank: stateRank });
  connection.connect();
  const things = openThings({ connection, publisher, clock, wall: Date.now, trusted: () => true });
  await clock.advance(100);
  for (let number = 0; number < 30; number++)
    publisher.enqueue({ topic: discovery(number), payload: '{}', retain: true, qos: 1 });
  for (let number = 0; number < 200; number++) {
    if (number === 3) (await things.open([], () => undefined)).say('kotak-5/show', 'A-012');
    publisher.enqueue({
      topic: `loket/v1/${site}/event/ticket/called`,
      payload: '{}',
      retain: false,
      qos: 1,
    });
  }
  await clock.advance(1_000);
  const arrived = connection.arrived.map(({ topic }) => topic);
  expect(arrived).toHaveLength(231);
  expect(arrived.indexOf('kotak-5/show')).toBeLessThan(6);
  expect(arrived.indexOf(discovery(29))).toBe(230);
});
const discovery = (number: number) => `homeassistant/device/loket_${site}/device_x-${number}/config`;

describe('an account of a device', () => {
  test('speaks on its own topics, and on no others', async () => {
    const { port, connection, broker } = await openEmbedded();
    const heard: string[] = [];
    connection.subscribe('#', ({ topic }) => topic.startsWith('$') || heard.push(topic));
    const device = await client(port, as('kotak'));
    const own = ['kotak-5', 'kotak-5/a/b', 'tele/kotak-5/LWT'];
    const others = [
      'kotak-50/status',
      'zigbee2mqtt/x',
      'tele/other/LWT',
      `loket/v1/${site}/command/call-next`,
      `loket/v1/${site}/controller/state`,
      'homeassistant/sensor/x/config',
      '$SYS/broker/x',
    ];
    for (const topic of [...own, ...others]) await device.publishAsync(topic, 'x', { qos: 1 });
    expect(heard).toEqual(own);
    expect(device.connected).toBe(true);
    expect(broker.status().refused).toEqual({ 'not-its-topic': others.length });
  });

  test('hears its own topics, and no others, whatever filter it takes', async () => {
    const { port, connection } = await openEmbedded();
    const device = await client(port, as('kotak'));
    const heard: string[] = [];
    device.on('message', (topic) => heard.push(topic));
    for (const filter of ['#', '+/+', 'loket/#', '$SYS/#', 'zigbee2mqtt/#', 'kotak-5#', '+/kotak-5/LWT'])
      await device.subscribeAsync(filter).catch(() => undefined);
    await device.subscribeAsync(['kotak-5/#', 'tele/kotak-5/+']);
    for (const topic of [
      `loket/v1/${site}/a`,
      'zigbee2mqtt/x',
      'tele/x/LWT',
      'kotak-5/a',
      'tele/kotak-5/LWT',
    ])
      await connection.publish(topic, 'x', { retain: false, qos: 1 });
    await until(() => heard.length === 2);
    expect(heard).toEqual(['kotak-5/a', 'tele/kotak-5/LWT']);
  });

  test('has no last will on a topic of others', async () => {
    const { port, connection } = await openEmbedded();
    const heard: string[] = [];
    connection.subscribe('#', ({ topic }) => topic.startsWith('$') || heard.push(topic));
    const dying = async (topic: string) => {
      const will = { topic, payload: Buffer.from('{}'), qos: 1, retain: false } as const;
      const device = await client(port, { ...as('kotak'), will });
      device.stream.destroy();
    };
    await dying(`loket/v1/${site}/command/call-next`);
    await dying('kotak-5/status');
    await until(() => heard.length > 0);
    expect(heard).toEqual(['kotak-5/status']);
  });

  test('fills the memory of the broker only so far', async () => {
    const { port, broker } = await openEmbedded();
    const device = await client(port, as('zigbee'));
    const text = 'x'.repeat(60_000);
    for (let number = 0; number < 8; number++)
      await device.publishAsync(`zigbee2mqtt/${number}`, text, { qos: 1, retain: true });
    expect(broker.status().refused).toEqual({});
  });

  test('fills the memory of the broker only so far, and takes no other account its share', () => {
    const kept = createDeviceRetained({ topicsMax: 4, bytesMax: 20 }, 2);
    const put = (account: string, topic: string, payload: string) =>
      kept.refusal(account, { retain: true, topic, payload });
    const refused = 'too-much-retained';
    // One that runs wild may have what is free.
    expect(['1', '2', '3', '4', '5'].map((topic) => put('wild', `w/${topic}`, 'x'))).toEqual([
      ...[undefined, undefined, undefined, undefined],
      refused,
    ]);
    expect([put('box', 'b/status', 'online'), put('box', 'b/key', 'ON')]).toEqual([undefined, undefined]);
    expect([put('box', 'b/other', 'x'), put('box', 'b/key', 'OFF')]).toEqual([refused, undefined]);
    // What is said in place of something else takes no further place, but for its length.
    expect([put('wild', 'w/1', 'y'), put('wild', 'w/1', 'y'.repeat(20))]).toEqual([undefined, refused]);
    expect(put('box', 'b/key', 'y'.repeat(20))).toBe(refused);
    // An empty one gives its place back.
    for (const topic of ['1', '2', '3']) put('wild', `w/${topic}`, '');
    expect([put('box', 'b/other', 'x'), put('wild', 'w/9', 'x'), put('wild', 'w/9', 'xx')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('is not heard by who only looks; who looks after the machine hears it', async () => {
    const { port } = await openEmbedded();
    const technician = await client(port, as('teknisi'));
    const heard: string[] = [];
    technician.on('message', (topic) => heard.push(topic));
    await technician.subscribeAsync('kotak-5/#');
    const device = await client(port, as('kotak'));
    await device.publishAsync('kotak-5/status', 'online', { retain: true });
    await until(() => heard.length === 1);
    // It looks, and does not speak for a device.
    await technician.publishAsync('kotak-5/binary_sensor/panggil/state', 'ON', { qos: 1 });
    expect(heard).toEqual(['kotak-5/status']);
  });
});
