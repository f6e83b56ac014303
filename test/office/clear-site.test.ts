import { writeFileSync } from 'node:fs';
import mqtt from 'mqtt';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Fault } from '../../devices/fault.ts';
import { openBrokerConnection } from '../../firmware-host/mqtt/external-connection.ts';
import { openLink } from '../../firmware-host/mqtt/external-link.ts';
import { clearSite } from '../../office/clear-site.ts';
import { calls } from '../journal/records.ts';
import { freePort, site } from '../mqtt/brokers.ts';
import { folder, officeBroker, siteUplink } from '../mqtt/office.ts';
import { has } from '../programs.ts';
import { realClock } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';

const root = `loket/v1/${site}`;
const listenMs = 800;
const closed = JSON.stringify({ state: 'offline', reason: 'lost', since: null, boot: 'boot-0' });

/** A broker with what an old site has left there, as one without the newer fields did, and its neighbour. */
async function brokerOfClosedSite(lines: readonly string[] = []) {
  const port = await freePort();
  const process = await officeBroker(port, lines);
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, {
    username: 'site',
    reconnectPeriod: 0,
  });
  onTestFinished(() => client.endAsync(true).then(() => undefined));
  const say = (topic: string, text: string) => client.publishAsync(topic, text, { qos: 1, retain: true });
  await say(`${root}/controller/state`, closed);
  await say(`${root}/controller/health`, '{"uptime_s":1}');
  await say(`${root}/device/printer-1/state`, '{"state":"online"}');
  await say(`${root}/what/ever/a/later/version/says`, 'not JSON');
  await say(`loket/v1/${site}-2/controller/state`, closed);
  return { port, process, client, say };
}

function clear(port: number, yes: boolean, username = 'office') {
  const connection = openBrokerConnection({
    open: (told) =>
      openLink({ url: `mqtt://127.0.0.1:${port}`, clientId: 'clear', username, clock: realClock }, told),
    ...{ clock: realClock, random: () => 0, report: () => {} },
  });
  onTestFinished(() => connection.close());
  return clearSite({ site, connection, clock: realClock, listenMs, yes });
}

async function retained(port: number): Promise<readonly string[]> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, {
    username: 'office',
    reconnectPeriod: 0,
  });
  onTestFinished(() => client.endAsync(true).then(() => undefined));
  const topics: string[] = [];
  // Of a site that is there after all, live events may come meanwhile.
  client.on('message', (topic, _, { retain }) => {
    if (retain) topics.push(topic);
  });
  await client.subscribeAsync('loket/#');
  await new Promise((resolve) => setTimeout(resolve, 200));
  return topics.sort();
}

const all = [
  `${root}/controller/health`,
  `${root}/controller/state`,
  `${root}/device/printer-1/state`,
  `${root}/what/ever/a/later/version/says`,
];
const neighbour = `loket/v1/${site}-2/controller/state`;

describe.skipIf(!has('mosquitto'))('a site that was closed for good', () => {
  test('is cleared wholly, and its neighbour stays', async () => {
    const { port } = await brokerOfClosedSite();
    expect(await clear(port, true)).toEqual({ outcome: 'cleared', topics: all, left: [] });
    expect(await retained(port)).toEqual([neighbour]);
    expect(await clear(port, true)).toEqual({ outcome: 'found', topics: [] });
  });

  test('of which nothing is retained any more is cleared once more for an office that was away', async () => {
    const { port } = await brokerOfClosedSite();
    await clear(port, true);
    const cleared: string[] = [];
    const office = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { username: 'o', reconnectPeriod: 0 });
    onTestFinished(() => office.endAsync(true).then(() => undefined));
    office.on('message', (topic, payload) => cleared.push(`${topic} ${payload.length}`));
    await office.subscribeAsync(`${root}/#`);
    await clear(port, false);
    expect(cleared).toEqual([]);
    await clear(port, true);
    expect(cleared).toEqual([`${root}/controller/state 0`]);
  });

  test('is only looked at without a yes', async () => {
    const { port } = await brokerOfClosedSite();
    expect(await clear(port, false)).toEqual({ outcome: 'found', topics: all });
    expect(await retained(port)).toEqual([...all, neighbour].sort());
  });

  test('is not taken for live by a late last will, or by what others ask of it', async () => {
    const { port, say, client } = await brokerOfClosedSite();
    const clearing = clear(port, true);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await say(`${root}/controller/state`, closed);
    await client.publishAsync(`${root}/command/replay`, '{"id":"r","from":1,"to":2}', { qos: 1 });
    expect(await clearing).toMatchObject({ outcome: 'cleared', left: [] });
    expect(await retained(port)).toEqual([neighbour]);
  });

  test('is not cleared when it is heard, though it was silent at first', async () => {
    const { port } = await brokerOfClosedSite();
    const clearing = clear(port, true);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await siteUplink(port, calls(1, 3));
    expect(await clearing).toMatchObject({ outcome: 'live' });
    expect(await retained(port)).toEqual([...all, neighbour].sort());
  });

  test('is listened to anew when the line breaks meanwhile', async () => {
    const { port, process } = await brokerOfClosedSite();
    const from = performance.now();
    const clearing = clear(port, false);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await process.kill();
    await officeBroker(port);
    expect(await clearing).toMatchObject({ outcome: 'found' });
    expect(performance.now() - from).toBeGreaterThan(500 + listenMs);
  });

  test('is told to be there still where the account may not clear it', async () => {
    const path = `${folder()}/acl`;
    writeFileSync(path, 'user site\ntopic readwrite loket/#\nuser office\ntopic read loket/#\n');
    const { port } = await brokerOfClosedSite([`acl_file ${path}`]);
    expect(await clear(port, true)).toEqual({ outcome: 'cleared', topics: all, left: all });
  }, 20_000);
});

test('without a connection nothing is said to be clear', async () => {
  const clock = new VirtualClock();
  const connection = openBrokerConnection({
    open: (told) => {
      clock.after(10, () => told.lost(new Fault('broker.down', 'refused'), 'there'));
      return { close: async () => undefined } as never;
    },
    ...{ clock, random: () => 0, report: () => {} },
  });
  const clearing = clearSite({ site, connection, clock, listenMs, yes: true });
  const failed = expect(clearing).rejects.toMatchObject({ code: 'broker.down' });
  await clock.advance(31_000);
  await failed;
  await connection.close();
});
