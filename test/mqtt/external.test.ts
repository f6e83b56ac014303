import { writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Fault } from '../../devices/fault.ts';
import type { Clock } from '../../devices/ports.ts';
import { openExternalConnection } from '../../firmware-host/mqtt/external-connection.ts';
import { lastWill } from '../../firmware-host/mqtt/last-will.ts';
import { eventMessage, stateMessage, stateRank } from '../../firmware-host/mqtt/messages/outgoing.ts';
import { openPublisher } from '../../firmware-host/mqtt/publisher.ts';
import { guardAgainstStaleWill } from '../../firmware-host/mqtt/stale-will.ts';
import { controllerOnline, controllerStopped, counterState } from '../../firmware-host/mqtt/states.ts';
import { topicOf } from '../../firmware-host/mqtt/topics.ts';
import { has } from '../programs.ts';
import { realClock, until } from '../real-clock.ts';
import { cuttableLine, freePort, listener, mosquitto, site } from './brokers.ts';
import { folder, officeBroker } from './office.ts';
import { desk, record } from './samples.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const ownTopic = topicOf(site, 'controller/state');
const will = lastWill(site, 'boot-1', () => 0);

function connectionTo(port: number, protocol: 4 | 5 = 4, clock: Clock = realClock) {
  const faults: Fault[] = [];
  const connection = openExternalConnection({
    url: `mqtt://127.0.0.1:${port}`,
    site,
    will,
    protocol,
    clock,
    random: () => 0,
    report: (fault) => void faults.push(fault),
  });
  endings.push(() => connection.close());
  const publisher = openPublisher({ connection, clock, rank: stateRank });
  guardAgainstStaleWill(connection, publisher, ownTopic);
  return { connection, publisher, faults };
}

async function openBroker(port: number) {
  const broker = await mosquitto(port);
  endings.push(() => broker.kill());
  return broker;
}

async function subscriber(port: number, filter: string) {
  const heard = await listener(port, filter);
  endings.push(() => heard.client.endAsync(true));
  return heard;
}

const counter = (id: string) => stateMessage(site, 'counter/{id}/state', counterState(desk()), id);
const opened = (sequence: number) =>
  eventMessage(site, record({ type: 'counter.opened', counter: 'loket-1' }, sequence));
const online = stateMessage(site, 'controller/state', controllerOnline('boot-1', 0));

describe.skipIf(!has('mosquitto')).each([4, 5] as const)('a session on mosquitto in MQTT %s', (protocol) => {
  test('sends each message at once, whatever the broker has yet to confirm', async () => {
    const noDelay = vi.spyOn(Socket.prototype, 'setNoDelay');
    endings.push(() => noDelay.mockRestore());
    const port = await freePort();
    await openBroker(port);
    const { connection } = connectionTo(port, protocol);
    await until(() => connection.connected);
    const undelayed = noDelay.mock.contexts.filter((_, call) => noDelay.mock.calls[call]?.[0] === true);
    expect((undelayed as Socket[]).map(({ remotePort }) => remotePort)).toEqual([port]);
  });

  test('says when its name or password is refused', async () => {
    const port = await freePort();
    const passwords = join(folder(), 'passwords');
    writeFileSync(passwords, '');
    await officeBroker(port, ['allow_anonymous false', `password_file ${passwords}`]);
    const { faults } = connectionTo(port, protocol);
    await until(() => faults.length > 0);
    expect(faults[0]).toMatchObject({ code: 'broker.auth', message: expect.stringContaining('127.0.0.1') });
  });

  test('says everything again when the broker was killed and comes back empty', async () => {
    const port = await freePort();
    const first = await mosquitto(port);
    const { connection, publisher, faults } = connectionTo(port, protocol);
    let connections = 0;
    connection.onConnected(() => connections++);
    for (const message of [counter('loket-1'), counter('loket-2'), online, opened(1)])
      publisher.enqueue(message);
    expect(await publisher.drained(10_000)).toBe(true);

    await first.kill();
    await until(() => !connection.connected);
    publisher.enqueue(opened(2));
    publisher.enqueue(
      stateMessage(site, 'counter/{id}/state', counterState(desk({ state: 'break' })), 'loket-2'),
    );
    expect(publisher.status().depth).toBe(2);

    await openBroker(port);
    const { heard } = await subscriber(port, 'loket/#');
    await until(() => heard.length >= 4);
    expect(connections).toBe(2);
    expect(faults.map(({ code }) => code)).toEqual(['broker.down']);
    const known = heard.map(({ topic, payload }) => {
      const message = JSON.parse(payload);
      return `${topic.replace(`loket/v1/${site}/`, '')} ${message.sequence ?? message.state}`;
    });
    expect(known.sort()).toEqual([
      'controller/state online',
      'counter/loket-1/state idle',
      'counter/loket-2/state break',
      'event/counter/opened 000000000002',
    ]);
  });

  test('leaves a will that says lost under its boot id, and corrects it when it is back', async () => {
    const port = await freePort();
    await openBroker(port);
    const line = await cuttableLine(port);
    endings.push(() => line.close());
    const { connection, publisher } = connectionTo(line.port, protocol);
    publisher.enqueue(online);
    expect(await publisher.drained(10_000)).toBe(true);
    const { heard } = await subscriber(port, ownTopic);
    await until(() => heard.length === 1);
    line.cut();
    await until(() => heard.length >= 3);
    expect(connection.connected).toBe(true);
    const states = heard.map(({ payload }) => JSON.parse(payload));
    expect(states.slice(0, 3).map(({ state, boot }) => `${state} ${boot}`)).toEqual([
      'online boot-1',
      'offline boot-1',
      'online boot-1',
    ]);
    expect(states[1]).toMatchObject({ reason: 'lost' });
  });

  test('says online again when somebody else says offline under its name', async () => {
    const port = await freePort();
    await openBroker(port);
    const { publisher } = connectionTo(port, protocol);
    publisher.enqueue(online);
    expect(await publisher.drained(10_000)).toBe(true);
    const { client, heard } = await subscriber(port, ownTopic);
    await client.publishAsync(ownTopic, will(1).payload, { qos: 1, retain: true });
    await until(() => heard.length >= 3);
    expect(heard.map(({ payload }) => JSON.parse(payload).state)).toEqual(['online', 'offline', 'online']);
  });

  test('says goodbye without its will', async () => {
    const port = await freePort();
    await openBroker(port);
    const { connection, publisher } = connectionTo(port, protocol);
    publisher.enqueue(online);
    publisher.enqueue(stateMessage(site, 'controller/state', controllerStopped('boot-1', 0)));
    await publisher.drained(10_000);
    await connection.close();
    await connection.close();
    expect(connection.connected).toBe(false);
    await expect(connection.publish('a', 'b', { retain: false, qos: 1 })).rejects.toMatchObject({
      code: 'broker.down',
    });
    const { heard } = await subscriber(port, ownTopic);
    await until(() => heard.length === 1);
    expect(JSON.parse(heard[0]?.payload ?? '')).toMatchObject({ state: 'offline', reason: 'stopped' });
  });

  test('hears what it subscribed to, before and after it was connected and connected again', async () => {
    const port = await freePort();
    await openBroker(port);
    const line = await cuttableLine(port);
    endings.push(() => line.close());
    const { connection } = connectionTo(line.port, protocol);
    const requests: string[] = [];
    const hear = ({ topic, payload }: { topic: string; payload: Uint8Array }) =>
      requests.push(`${topic.split('/').at(-1)} ${Buffer.from(payload)}`);
    connection.subscribe(`loket/v1/${site}/command/early`, hear);
    await until(() => connection.connected);
    connection.subscribe(`loket/v1/${site}/command/late`, hear);
    const { client } = await subscriber(port, 'nothing');
    const ask = async (text: string) => {
      await client.publishAsync(`loket/v1/${site}/command/early`, text, { qos: 1 });
      await client.publishAsync(`loket/v1/${site}/command/late`, text, { qos: 1 });
    };
    // The second subscription may still be on its way.
    await until(async () => {
      await ask('1');
      return requests.includes('late 1');
    });
    line.cut();
    await until(() => !connection.connected);
    await until(() => connection.connected);
    await ask('2');
    await until(() => requests.includes('late 2'));
    expect(requests).toContain('early 1');
    expect(requests.slice(-2)).toEqual(['early 2', 'late 2']);
  });
});

test('attempts come after 1 s, doubling to 2 s, with the jitter of `random`, and are reported once', async () => {
  const waits: number[] = [];
  const clock: Clock = {
    now: () => 0,
    after(ms, run) {
      waits.push(ms);
      const timer = setImmediate(run);
      return () => clearImmediate(timer);
    },
  };
  const { faults, connection } = connectionTo(await freePort(), 4, clock);
  await until(() => waits.length >= 5);
  await connection.close();
  // `random` gives 0 here: half of each step.
  expect(waits.slice(0, 5)).toEqual([500, 1_000, 1_000, 1_000, 1_000]);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatchObject({ code: 'broker.down' });
});
