import mqtt from 'mqtt';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openExternalConnection } from '../../firmware-host/mqtt/external-connection.ts';
import { lastWill } from '../../firmware-host/mqtt/last-will.ts';
import { stateTable } from '../../firmware-host/mqtt/messages/message-table.ts';
import { stateMessage, stateRank } from '../../firmware-host/mqtt/messages/outgoing.ts';
import { numberedState } from '../../firmware-host/mqtt/numbered-state.ts';
import { openPublisher } from '../../firmware-host/mqtt/publisher.ts';
import { guardAgainstStaleWill } from '../../firmware-host/mqtt/stale-will.ts';
import { controllerOnline, counterState } from '../../firmware-host/mqtt/states.ts';
import { topicOf } from '../../firmware-host/mqtt/topics.ts';
import { calls } from '../journal/records.ts';
import { has } from '../programs.ts';
import { realClock, until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { freePort, listener, site } from './brokers.ts';
import { fakeSession } from './fake-connection.ts';
import { officeBroker, siteUplink } from './office.ts';
import { desk } from './samples.ts';

const topic = topicOf(site, 'controller/state');
const online = stateMessage(site, 'controller/state', controllerOnline('boot-1', 0));
const { schema } = stateTable['controller/state'];

describe('the state of the controller', () => {
  test('has the number of the connection that it is said on, first of all that is said again', async () => {
    const clock = new VirtualClock();
    const connection = fakeSession(clock);
    const publisher = numberedState(connection, openPublisher({ connection, clock, rank: stateRank }), topic);
    publisher.enqueue(stateMessage(site, 'counter/{id}/state', counterState(desk()), 'loket-1'));
    publisher.enqueue(online);
    connection.connect();
    await clock.advance(100);
    connection.lose(true);
    connection.connect();
    await clock.advance(100);
    expect(connection.arrived.map(({ topic: at, payload }) => [at, JSON.parse(payload).connection])).toEqual([
      [topic, 1],
      [topicOf(site, 'counter/{id}/state', 'loket-1'), undefined],
      [topic, 2],
      [topicOf(site, 'counter/{id}/state', 'loket-1'), undefined],
    ]);
    expect(publisher.said(topic)).toBe(connection.arrived[2]?.payload);
  });

  test('is not said again on the same connection when nothing changed', async () => {
    const clock = new VirtualClock();
    const connection = fakeSession(clock);
    const publisher = numberedState(connection, openPublisher({ connection, clock, rank: stateRank }), topic);
    connection.connect();
    for (let times = 0; times < 3; times++) publisher.enqueue(online);
    await clock.advance(100);
    expect(connection.arrived).toHaveLength(1);
  });

  test('of a controller from before connections had numbers is one still', () => {
    const old = { state: 'offline', reason: 'lost', since: null, boot: 'boot-0' };
    expect(schema.parse(old)).toEqual(old);
  });
});

describe.skipIf(!has('mosquitto'))('the last will on a real broker', () => {
  test('has the number of the connection that was lost, and when that was made', async () => {
    const port = await freePort();
    await officeBroker(port);
    let wall = Date.UTC(2026, 8, 20, 3, 0);
    const connection = openExternalConnection({
      ...{ url: `mqtt://127.0.0.1:${port}`, site, clock: realClock, random: () => 0, report: () => {} },
      will: lastWill(site, 'boot-1', () => wall),
    });
    const publisher = numberedState(
      connection,
      openPublisher({ connection, clock: realClock, rank: stateRank }),
      topic,
    );
    guardAgainstStaleWill(connection, publisher, topic);
    onTestFinished(() => connection.close());
    publisher.enqueue(online);
    const { heard, client } = await listener(port, topic);
    onTestFinished(() => client.endAsync(true).then(() => undefined));
    await until(() => heard.length >= 1);
    for (const next of [2, 3]) {
      wall += 3_600_000;
      // Another client with its id takes its place, as mosquitto allows: it has its will sent.
      const other = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, {
        clientId: `loket-${site}`,
        reconnectPeriod: 0,
      });
      await until(() => connection.number === next && connection.connected);
      await until(() => JSON.parse(heard.at(-1)?.payload ?? '{}').connection === next);
      await other.endAsync(true);
    }
    const states = heard.map(({ payload }) => schema.parse(JSON.parse(payload)));
    const offline = { state: 'offline', reason: 'lost', boot: 'boot-1' };
    const wills = states.filter(({ reason }) => reason === 'lost');
    expect(wills).toContainEqual({ ...offline, connection: 1, since: '2026-09-20T03:00:00.000Z' });
    expect(wills).toContainEqual({ ...offline, connection: 2, since: '2026-09-20T04:00:00.000Z' });
    expect(states.at(-1)).toMatchObject({ state: 'online', connection: 3 });
  });

  test('is numbered on the line to the office by itself', async () => {
    const port = await freePort();
    const broker = await officeBroker(port);
    const { uplink } = await siteUplink(port, calls(1, 3));
    await until(() => uplink.figures().uplink_ok);
    expect(JSON.parse(uplink.publisher.said(topic) ?? '{}')).toMatchObject({ connection: 1 });
    await broker.kill();
    await until(() => !uplink.connection.connected);
    await officeBroker(port);
    await until(() => uplink.figures().uplink_ok);
    const { number } = uplink.connection;
    expect(number).toBeGreaterThan(1);
    expect(JSON.parse(uplink.publisher.said(topic) ?? '{}')).toMatchObject({ connection: number });
  });
});
