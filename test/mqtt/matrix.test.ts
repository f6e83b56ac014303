import { describe, expect, onTestFinished, test } from 'vitest';
import type { BrokerConnection } from '../../firmware-host/mqtt/broker-connection.ts';
import { openExternalConnection } from '../../firmware-host/mqtt/external-connection.ts';
import { lastWill } from '../../firmware-host/mqtt/last-will.ts';
import { stateRank } from '../../firmware-host/mqtt/messages/outgoing.ts';
import { openPublisher } from '../../firmware-host/mqtt/publisher.ts';
import { contractDocument } from '../docs/document.ts';
import { siteOf } from '../hall/played-hall.ts';
import { has } from '../programs.ts';
import { realClock, until } from '../real-clock.ts';
import { embedded, freePort, type Heard, listener, mosquitto, site } from './brokers.ts';
import { callEverywhere, expectPairs } from './pairs.ts';
import { realHall } from './real-hall.ts';

/** Rounds of a hundred pairs. */
const rounds = 5;

const hall = siteOf(
  JSON.stringify({
    version: 1,
    site: { id: site, title: 'MPP Uji', zone: 'Asia/Jakarta' },
    services: { paspor: { title: 'Paspor', prefix: 'A' } },
    counters: { 'loket-1': { number: 1, serves: ['paspor'] }, 'loket-2': { number: 2, serves: ['paspor'] } },
    devices: {
      'papan-1': {
        kind: 'serial-display',
        counter: 'loket-1',
        address: '/dev/papan',
        bus_address: 1,
        digits: 5,
      },
    },
  }),
);

interface Place {
  readonly port: number;
  readonly connection: BrokerConnection;
}

interface Broker {
  readonly name: string;
  readonly protocol: 4 | 5;
  readonly canRun: boolean;
  /** Starts the broker and a connection on it. */
  open(): Promise<Place>;
}

function external(port: number, protocol: 4 | 5): BrokerConnection {
  const will = lastWill(site, 'boot-1', () => 0);
  const url = `mqtt://127.0.0.1:${port}`;
  const report = () => undefined;
  return openExternalConnection({ url, site, will, protocol, clock: realClock, random: () => 0, report });
}

async function started(port: number) {
  const broker = await mosquitto(port);
  onTestFinished(() => broker.kill());
  return broker;
}

const outside = (protocol: 4 | 5): Broker => ({
  name: `mosquitto in MQTT ${protocol === 4 ? '3.1.1' : '5'}`,
  protocol,
  canRun: has('mosquitto'),
  async open() {
    const port = await freePort();
    await started(port);
    return { port, connection: external(port, protocol) };
  },
});

const inside: Broker = {
  name: 'the broker inside',
  protocol: 4,
  canRun: true,
  async open() {
    const broker = await embedded();
    onTestFinished(() => broker.close());
    return { port: broker.port, connection: broker.connection() };
  },
};

async function client(port: number, filter: string, protocol: 4 | 5) {
  const ear = await listener(port, filter, protocol);
  onTestFinished(() => ear.client.endAsync(true).then(() => undefined));
  return ear;
}

const below = ({ topic }: Heard) => topic.replace(`loket/v1/${site}/`, '');
const isOurs = ({ topic }: Heard) => !topic.endsWith('/marker');
const parsed = ({ payload }: Heard) => JSON.parse(payload);

/** What is retained of this hall once everything has been said. */
const whole = [
  'board/state',
  'controller/health',
  'controller/info',
  'controller/state',
  'counter/loket-1/state',
  'counter/loket-2/state',
  'device/papan-1/health',
  'device/papan-1/info',
  'device/papan-1/state',
  'service/paspor/state',
];

/** Waits until a client that subscribes now finds everything retained. */
async function untilWhole(port: number, protocol: 4 | 5): Promise<Heard[]> {
  let found: Heard[] = [];
  await until(async () => {
    const ear = await listener(port, `loket/v1/${site}/#`, protocol);
    await ear.client.publishAsync(`loket/v1/${site}/command/marker`, 'x', { qos: 1 });
    await until(() => ear.heard.some(({ topic }) => topic.endsWith('/command/marker')));
    await ear.client.endAsync(true);
    found = ear.heard.filter(({ retain }) => retain);
    return whole.every((topic) => found.some((message) => below(message) === topic));
  });
  return found;
}

describe.each([inside, outside(4), outside(5)].filter(({ canRun }) => canRun))('on $name', (broker) => {
  const { protocol } = broker;

  test('a hall says of itself first, retains everything, and says what the contract says', async () => {
    const { port, connection } = await broker.open();
    const { heard } = await client(port, `loket/v1/${site}/#`, protocol);
    await realHall({ site: hall, connection, boot: 'boot-1' });
    const retained = await untilWhole(port, protocol);
    // Who was there before may be told after who came later.
    await until(() => heard.filter(isOurs).map(below).includes('event/host/started'));
    expect([...new Set(retained.map(below))].sort()).toEqual(whole);
    const said = heard.filter(isOurs).filter(({ topic }) => !topic.includes('/command/'));
    expect(said[0]).toMatchObject({ topic: `loket/v1/${site}/controller/state` });
    const channels = contractDocument();
    for (const message of said) {
      const channel = channels.find(({ takes }) => takes(message.topic));
      expect(channel?.valid(parsed(message)), message.topic).toBe(true);
    }
    expect(said.filter((message) => below(message).startsWith('event/')).some(({ retain }) => retain)).toBe(
      false,
    );
  });

  test('a command is carried out once and replied to, whoever sends it twice', async () => {
    const { port, connection } = await broker.open();
    await realHall({ site: hall, connection, boot: 'boot-1' });
    await untilWhole(port, protocol);
    const { client: office, heard } = await client(port, `loket/v1/${site}/reply/#`, protocol);
    const ask = (name: string, request: object) =>
      office.publishAsync(`loket/v1/${site}/command/${name}`, JSON.stringify(request), { qos: 1 });
    const take = { id: 'take', service: 'paspor', printer: null };
    await ask('issue-ticket', take);
    const replies = () => heard.filter(isOurs).map(parsed);
    await until(() => replies().length === 1);
    await ask('issue-ticket', take);
    await ask('call-next', { id: 'call', counter: 'loket-1' });
    // What is done is replied to when it is on the disk, a refusal at once.
    await until(() => replies().length === 3);
    await ask('call-next', { id: 'none', counter: 'loket-9' });
    await until(() => replies().length === 4);
    expect(replies()).toMatchObject([
      { id: 'take', ok: true, result: { ticket: 'A-001' } },
      { id: 'take', ok: true, result: { ticket: 'A-001' } },
      { id: 'call', ok: true, result: { ticket: 'A-001', events: ['counter.opened', 'ticket.called'] } },
      { id: 'none', ok: false, error: { code: 'unknown-counter' } },
    ]);
  });

  test('each state comes before its event, none is lost and none comes twice', async () => {
    const { port, connection } = await broker.open();
    onTestFinished(() => connection.close());
    const publisher = openPublisher({ connection, clock: realClock, rank: stateRank });
    const ears = [await client(port, 'loket/#', protocol), await client(port, 'loket/v1/+/#', protocol)];
    await callEverywhere(publisher, rounds);
    for (const { heard } of ears) {
      await until(() => heard.length >= rounds * 200);
      expectPairs(heard, rounds * 100);
    }
  });
});

test('the broker inside drops a command that is to be retained, and keeps its client', async () => {
  const { port, connection } = await inside.open();
  const { host } = await realHall({ site: hall, connection, boot: 'boot-1' });
  const { client: office } = await client(port, 'loket/#', 4);
  const request = JSON.stringify({ id: 'kept', counter: 'loket-1' });
  const topic = `loket/v1/${site}/command/open-counter`;
  await office.publishAsync(topic, request, { qos: 1, retain: true });
  const { heard } = await client(port, topic, 4);
  await office.publishAsync(topic, JSON.stringify({ id: 'sent', counter: 'loket-2' }), { qos: 1 });
  await until(() => heard.length > 0);
  expect(heard.map(parsed)).toMatchObject([{ id: 'sent' }]);
  expect(host.counter('loket-1')).toMatchObject({ state: 'closed' });
  expect(office.connected).toBe(true);
});

describe.each(has('mosquitto') ? ([4, 5] as const) : [])('on mosquitto in MQTT version %s', (protocol) => {
  test('a command that was retained while the hall was away is refused, not carried out late', async () => {
    const port = await freePort();
    await started(port);
    const { client: office, heard } = await client(port, `loket/v1/${site}/reply/#`, protocol);
    const request = JSON.stringify({ id: 'kept', counter: 'loket-1' });
    const topic = `loket/v1/${site}/command/open-counter`;
    await office.publishAsync(topic, request, { qos: 1, retain: true });
    const { host } = await realHall({ site: hall, connection: external(port, protocol), boot: 'boot-1' });
    await until(() => heard.length > 0);
    expect(heard.map(parsed)).toMatchObject([{ id: 'kept', ok: false, error: { code: 'retained' } }]);
    expect(host.counter('loket-1')).toMatchObject({ state: 'closed' });
  });

  test('a hall works without its broker, and says everything to one that comes back empty', async () => {
    const port = await freePort();
    const connection = external(port, protocol);
    const { host } = await realHall({ site: hall, connection, boot: 'boot-1' });
    const take = () =>
      host.ask({ type: 'issue', service: 'paspor', class: 'regular', printer: null }, 'console');
    expect(await take()).toMatchObject({ ok: true });
    let broker = await started(port);
    await untilWhole(port, protocol);
    for (let outage = 0; outage < 2; outage++) {
      await broker.kill();
      await until(() => !connection.connected);
      expect(await take()).toMatchObject({ ok: true });
      broker = await started(port);
      const { heard } = await client(port, `loket/v1/${site}/#`, protocol);
      const retained = await untilWhole(port, protocol);
      const service = retained.find((message) => below(message) === 'service/paspor/state');
      expect(service && parsed(service)).toMatchObject({ waiting: outage + 2 });
      // What happened meanwhile comes after what holds now.
      await until(() => heard.some((message) => below(message) === 'event/ticket/issued'));
      const order = heard.filter(isOurs).map(below);
      const firstEvent = order.findIndex((topic) => topic.startsWith('event/'));
      expect(order.slice(0, firstEvent)).toEqual(expect.arrayContaining(whole));
    }
  });
});
