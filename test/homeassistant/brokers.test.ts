import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { BrokerConnection } from '../../firmware-host/mqtt/broker-connection.ts';
import type { BrokerUser } from '../../firmware-host/mqtt/embedded/users.ts';
import { openExternalConnection } from '../../firmware-host/mqtt/external-connection.ts';
import { lastWill } from '../../firmware-host/mqtt/last-will.ts';
import { hashPassword, type PasswordHash, readHash } from '../../firmware-host/mqtt/password.ts';
import { siteOf } from '../hall/played-hall.ts';
import { embedded, freePort, listener, mosquitto, site } from '../mqtt/brokers.ts';
import { realHall } from '../mqtt/real-hall.ts';
import { has } from '../programs.ts';
import { realClock, until } from '../real-clock.ts';
import { homeAssistant } from './home-assistant.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A hall with these counters, each with a display. */
function hallOf(counters: readonly number[], mqtt: object) {
  return siteOf(
    JSON.stringify(
      {
        version: 1,
        site: { id: site, title: 'MPP Uji', zone: 'Asia/Jakarta' },
        services: { paspor: { title: 'Paspor', prefix: 'A' } },
        counters: Object.fromEntries(
          counters.map((number) => [`loket-${number}`, { number, serves: ['paspor'] }]),
        ),
        devices: Object.fromEntries(
          counters.map((number) => [
            `papan-${number}`,
            {
              ...{
                kind: 'serial-display',
                counter: `loket-${number}`,
                address: '/dev/papan',
                bus_address: number,
              },
              digits: 5,
            },
          ]),
        ),
        mqtt,
      },
      null,
      1,
    ),
  );
}

const on = { home_assistant: true };
const topicOf = (object: string, prefix = 'homeassistant') =>
  `${prefix}/device/loket_${site}/${object}/config`;
const all = (counters: readonly number[]) =>
  [
    'controller',
    'service_paspor',
    ...counters.flatMap((number) => [`counter_loket-${number}`, `device_papan-${number}`]),
  ]
    .map((object) => topicOf(object))
    .sort();

/** A place where halls are started one after the other, as on one card: what one leaves, the next one finds. */
interface Place {
  readonly port: number;
  connection(boot: string): BrokerConnection;
}

let announced: readonly string[] = [];
const announcedStore = {
  save: async (topics: readonly string[]) => {
    announced = topics;
  },
};

function start(place: Place, of: ReturnType<typeof hallOf>, boot: string) {
  return realHall({ site: of, connection: place.connection(boot), boot, announced, announcedStore });
}

async function come(place: Place, more: Parameters<typeof homeAssistant>[1] = {}) {
  const client = await homeAssistant(place.port, more);
  endings.push(() => client.client.endAsync(true));
  return client;
}

async function inside(): Promise<Place> {
  const broker = await embedded(0, { discovery: ['homeassistant', 'rumah'] });
  endings.push(() => broker.close());
  return { port: broker.port, connection: () => broker.connection() };
}

async function outside(): Promise<Place> {
  const port = await freePort();
  const broker = await mosquitto(port);
  endings.push(() => broker.kill());
  const url = `mqtt://127.0.0.1:${port}`;
  const connection = (boot: string) =>
    openExternalConnection({
      ...{
        url,
        site,
        will: lastWill(site, boot, () => 0),
        clock: realClock,
        random: () => 0,
        report: () => undefined,
      },
    });
  return { port, connection };
}

const brokers = [
  { name: 'the broker inside', open: inside },
  ...(has('mosquitto') ? [{ name: 'mosquitto', open: outside }] : []),
];

describe.each(brokers)('Home Assistant on $name', ({ open }) => {
  beforeAll(() => {
    announced = [];
  });
  afterEach(() => {
    announced = [];
  });

  test('is told nothing where the site file does not ask for it', async () => {
    const place = await open();
    await start(place, hallOf([1], {}), 'boot-1');
    const { client, heard } = await listener(place.port, '#');
    endings.push(() => client.endAsync(true));
    await until(() => heard.some(({ topic }) => topic.endsWith('/board/state')));
    expect(heard.filter(({ topic }) => !topic.startsWith('loket/'))).toEqual([]);
    expect(announced).toEqual([]);
  });

  test('finds the hall whenever it comes, and what its entities show', async () => {
    const place = await open();
    await start(place, hallOf([1, 2], on), 'boot-1');
    const early = await come(place);
    await until(() => early.devices.size === 6);
    const late = await come(place);
    await until(() => late.devices.size === 6);
    expect([...late.devices.keys()].sort()).toEqual(all([1, 2]));
    expect(late.devices).toEqual(early.devices);
    await late.born();
    await until(() => late.states.has(`loket/v1/${site}/service/paspor/state`));
    await until(() => late.states.has(`loket/v1/${site}/device/papan-2/state`));
    expect(late.client.connected).toBe(true);
    expect([...announced].sort()).toEqual(all([1, 2]));
  });

  test('forgets what has left the site file, and nothing of anybody else', async () => {
    const place = await open();
    const one = await start(place, hallOf([1, 2], on), 'boot-1');
    const other = place.connection('other');
    endings.push(() => other.close());
    const foreign = [
      'homeassistant/device/loket_mpp-lain/counter_loket-2/config',
      'homeassistant/device/zigbee/config',
    ];
    const client = await come(place);
    await until(() => client.devices.size === 6);
    for (const topic of foreign) {
      await until(() => other.connected);
      await other.publish(topic, '{}', { retain: true, qos: 1 });
    }
    await until(() => client.devices.size === 8);
    await one.stop();
    await start(place, hallOf([1], on), 'boot-2');
    await until(() => client.devices.size === 6);
    expect([...client.devices.keys()].sort()).toEqual([...all([1]), ...foreign].sort());
  });

  test('forgets a hall that was switched off while it was away, once it has come back', async () => {
    const place = await open();
    const one = await start(place, hallOf([1], on), 'boot-1');
    const before = await come(place);
    await until(() => before.devices.size === 4);
    await before.client.endAsync(true);
    await one.stop();
    const two = await start(place, hallOf([1], {}), 'boot-2');
    // Another start, and nobody has come.
    await until(() => two.host.counter('loket-1') !== undefined);
    await two.stop();
    expect([...announced].sort()).toEqual(all([1]));
    await start(place, hallOf([1], {}), 'boot-3');
    const after = await come(place, { devices: before.devices });
    await after.born();
    await until(() => after.devices.size === 0);
    expect([...after.forgotten].sort()).toEqual(all([1]));
    await until(() => announced.length === 0);
  });

  test('finds the hall below another prefix, and no more below the one before', async () => {
    const place = await open();
    const one = await start(place, hallOf([1], on), 'boot-1');
    const [old, fresh] = [await come(place), await come(place, { prefix: 'rumah' })];
    await until(() => old.devices.size === 4);
    await one.stop();
    await start(place, hallOf([1], { home_assistant: { prefix: 'rumah' } }), 'boot-2');
    await until(() => old.devices.size === 0 && fresh.devices.size === 4);
    expect(fresh.devices.has(topicOf('controller', 'rumah'))).toBe(true);
  });
});

describe.skipIf(!has('mosquitto'))('Home Assistant at a broker that outlives the hall', () => {
  test('forgets what a card had announced that was lost', async () => {
    announced = [];
    const place = await outside();
    const one = await start(place, hallOf([1, 2], on), 'boot-1');
    const client = await come(place);
    await until(() => client.devices.size === 6);
    await one.stop();
    announced = [];
    await start(place, hallOf([2], on), 'boot-2');
    await until(() => client.devices.size === 4);
    expect([...client.devices.keys()].sort()).toEqual(all([2]));
  });
});

describe('Home Assistant at the broker inside, with an account that may only look', () => {
  const users: BrokerUser[] = [];
  beforeAll(async () => {
    const hash = readHash(await hashPassword('kata sandi')) as PasswordHash;
    users.push({ name: 'rumah', role: 'view', hash });
  });
  const login = { username: 'rumah', password: 'kata sandi' };

  async function openBroker(discovery: readonly string[]) {
    const broker = await embedded(0, { users, discovery });
    endings.push(() => broker.close());
    return { broker, place: { port: broker.port, connection: () => broker.connection() } };
  }

  test('is let through with all its filters in a large hall, and its birth message is no offence', async () => {
    const { broker, place } = await openBroker(['homeassistant']);
    const many = Array.from({ length: 60 }, (_, at) => at + 1);
    await start(place, hallOf(many, on), 'boot-1');
    const client = await come(place, login);
    await until(() => client.devices.size === 2 + 120);
    await client.born();
    await until(() => client.states.size >= 2 + 120);
    expect(client.client.connected).toBe(true);
    // Only the filter of another integration was refused.
    expect(broker.status().refused).toEqual({ filter: 1 });
  });

  test('may change nothing: not what it was told, not its retained birth, and no state', async () => {
    const { broker, place } = await openBroker(['homeassistant']);
    await start(place, hallOf([1], on), 'boot-1');
    const client = await come(place, login);
    await until(() => client.devices.size === 4);
    const before = new Map(client.devices);
    await client.client.publishAsync(topicOf('controller'), '', { qos: 1, retain: true });
    await client.client.publishAsync(topicOf('counter_loket-1'), '{}', { qos: 1, retain: true });
    await client.client.publishAsync('homeassistant/status', 'online', { qos: 1, retain: true });
    await client.client.publishAsync(`loket/v1/${site}/counter/loket-1/state`, '{}', {
      qos: 1,
      retain: true,
    });
    expect(broker.status().refused).toEqual({ filter: 1, 'publish-outside-command': 4 });
    const later = await come(place, login);
    await until(() => later.devices.size === 4);
    expect(later.devices).toEqual(before);
    expect(client.devices).toEqual(before);
  });

  test('reads nothing outside of the hall where the site file does not ask for it', async () => {
    const { broker, place } = await openBroker([]);
    await start(place, hallOf([1], {}), 'boot-1');
    const client = await come(place, login);
    expect(client.devices.size).toBe(0);
    expect(broker.status().refused.filter).toBeGreaterThanOrEqual(50);
  });
});
