import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { calls } from '../journal/records.ts';
import { authority } from '../mqtt/authority.ts';
import { freePort } from '../mqtt/brokers.ts';
import { consumer, folder, mosquittoWith, siteUplink } from '../mqtt/office.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';

const example = (file: string) => new URL(`../../config/system/${file}`, import.meta.url);
const sites = ['mpp-batam', 'mpp-banyuwangi'] as const;
const [here, there] = sites;
const password = 'kata sandi';

/** The example as it stands, but for where its files are and which ports are free. */
async function exampleBroker() {
  const [secure, plain] = [await freePort(), await freePort()];
  const { ca, caPath, issue } = authority();
  const { certPath, keyPath } = issue('server', 'localhost');
  const dir = folder();
  // mosquitto gives up root before it writes here.
  chmodSync(dir, 0o777);
  const passwords = join(dir, 'passwords');
  const names = [...sites, 'laporan', 'kantor', 'pengurus'];
  for (const [at, name] of names.entries())
    execFileSync('mosquitto_passwd', [...(at === 0 ? ['-c'] : []), '-b', passwords, name, password]);
  chmodSync(passwords, 0o644);
  const places = new Map([
    ['/etc/mosquitto/loket.passwd', passwords],
    ['/etc/mosquitto/loket.acl', example('mosquitto-central.acl').pathname],
    ['/etc/mosquitto/certs/ca.crt', caPath],
    ['/etc/mosquitto/certs/server.crt', certPath],
    ['/etc/mosquitto/certs/server.key', keyPath],
    ['/var/lib/mosquitto/', `${dir}/`],
    ['listener 8883', `listener ${secure}`],
    ['listener 1883', `listener ${plain}`],
  ]);
  let configuration = readFileSync(example('mosquitto-central.conf'), 'utf8');
  for (const [from, to] of places) {
    expect(configuration).toContain(from);
    configuration = configuration.replaceAll(from, to);
  }
  await mosquittoWith(configuration);
  return { secure, plain, ca };
}

let broker: Awaited<ReturnType<typeof exampleBroker>>;

/** The real line of a site to the office, with 40 events to tell. */
function lineOf(id: string) {
  const url = `mqtts://localhost:${broker.secure}`;
  return siteUplink(broker.secure, calls(1, 40), {
    ...{ site: id, url, username: id, password, tls: { ca: broker.ca } },
  });
}

/** A client that says everything it hears; MQTT 5, in which a broker says what it refuses. */
async function client(username: string, filter: string) {
  const url = `mqtt://127.0.0.1:${broker.plain}`;
  const one = await mqtt.connectAsync(url, { username, password, protocolVersion: 5, reconnectPeriod: 0 });
  onTestFinished(() => one.endAsync(true).then(() => undefined));
  const heard: { topic: string; text: string }[] = [];
  one.on('message', (topic, payload) => heard.push({ topic, text: payload.toString() }));
  await one.subscribeAsync(filter, { qos: 1 });
  const say = (topic: string, text: string) => one.publishAsync(`loket/v1/${topic}`, text, { qos: 1 });
  const publish = (topic: string, text: string) => one.publishAsync(topic, text, { qos: 1, retain: true });
  return { heard, say, publish };
}

const canRun = has('mosquitto') && has('mosquitto_passwd') && has('openssl');

describe.skipIf(!canRun)('the example of the central broker', () => {
  beforeEach(async () => {
    broker = await exampleBroker();
  });

  test('takes what each site says over TLS, and the office reads all of them', async () => {
    const office = consumer(broker.plain, { username: 'laporan', password });
    await until(() => office.connection.connected);
    const lines = await Promise.all(sites.map(lineOf));
    await until(() => office.events.length === 80);
    for (const id of sites)
      expect(office.events.filter(({ site }) => site === id).map(({ sequence }) => sequence)).toEqual(
        Array.from({ length: 40 }, (_, at) => at + 1),
      );
    expect(lines.flatMap(({ faults }) => faults)).toEqual([]);
  });

  test('takes nothing for a site from another one, and shows it nothing of that', async () => {
    const office = await client('laporan', 'loket/#');
    const site = await client(here, 'loket/#');
    for (const topic of ['event/ticket/called', 'controller/state', 'command/replay', 'reply/replay']) {
      await expect(site.say(`${there}/${topic}`, 'forged')).rejects.toThrow(/not authorized/i);
      await site.say(`${here}/${topic}`, 'own');
    }
    const other = await client(there, 'loket/#');
    await other.say(`${there}/event/ticket/called`, 'of the other');
    await until(() => office.heard.length === 5);
    expect(office.heard.map(({ text }) => text)).toEqual(['own', 'own', 'own', 'own', 'of the other']);
    // What comes after it has come, so that what is not there was not sent.
    await site.say(`${here}/event/ticket/called`, 'last');
    await until(() => site.heard.some(({ text }) => text === 'last'));
    expect(site.heard.map(({ text }) => text)).toEqual(['own', 'own', 'own', 'own', 'last']);
    expect(other.heard.map(({ text }) => text)).toEqual(['of the other']);
  });

  test('brings a replay to the site that is asked, and its answer back; no other command', async () => {
    const { uplink } = await lineOf(here);
    await until(() => uplink.figures().uplink_backlog === 0);
    const office = await client('laporan', `loket/v1/${here}/#`);
    await office.say(`${here}/command/replay`, JSON.stringify({ id: 'r1', from: 7, to: 9 }));
    await until(() => office.heard.some(({ topic }) => topic.endsWith('/reply/replay')));
    const of = (what: string) =>
      office.heard.filter(({ topic }) => topic.includes(what)).map(({ text }) => JSON.parse(text));
    expect(of('/reply/replay')).toMatchObject([{ id: 'r1', ok: true }]);
    expect(of('/event/').map(({ sequence }) => Number(sequence))).toEqual([7, 8, 9]);
    for (const topic of [`${here}/command/call-next`, `${here}/event/ticket/called`])
      await expect(office.say(topic, '{}')).rejects.toThrow(/not authorized/i);
  });

  test('lets no other account take the place of a site, whatever client id it says', async () => {
    const office = await client('laporan', `loket/v1/${here}/controller/state`);
    const { uplink, faults } = await lineOf(here);
    await until(() => uplink.figures().uplink_backlog === 0);
    for (const username of [there, 'kantor', 'pengurus']) {
      const url = `mqtt://127.0.0.1:${broker.plain}`;
      const intruder = await mqtt.connectAsync(url, {
        ...{ username, password, clientId: `loket-${here}`, reconnectPeriod: 0 },
      });
      await intruder.endAsync(true);
    }
    // A round trip of the site itself: it would have been thrown out by now.
    uplink.recorded(40);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(uplink.connection).toMatchObject({ connected: true, number: 1 });
    expect(faults).toEqual([]);
    expect(office.heard.map(({ text }) => JSON.parse(text).state)).toEqual(['online']);
  });

  test('lets the office say that it is there, the sites hear it and obey, and nobody else say it', async () => {
    const topic = 'loket/office/state';
    const told = (more: object) =>
      JSON.stringify({ state: 'online', since: '2026-09-20T03:00:00.000Z', boot: 'o', rate: 20, ...more });
    const office = await client('kantor', topic);
    await office.publish(topic, told({}));
    const reports = consumer(broker.plain, { username: 'laporan', password });
    await until(() => reports.connection.connected);
    const from = performance.now();
    await lineOf(here);
    await until(() => reports.applied.length === 40);
    // 40 events at 20 a second, but for the 16 that may be on their way when it hears of that; its own rate is 10,000.
    expect(performance.now() - from).toBeGreaterThan(1_000);
    const site = await client(there, topic);
    await expect(site.publish(topic, told({ rate: 1 }))).rejects.toThrow(/not authorized/i);
    await office.publish(topic, told({ state: 'offline' }));
    await until(() => site.heard.length === 2);
    expect(site.heard.map(({ text }) => JSON.parse(text).state)).toEqual(['online', 'offline']);
  });

  test('brings markers back to the office and to reports, and to nobody else', async () => {
    const marker = (account: string) => `loket/office/marker/${account}`;
    const office = await client('kantor', 'loket/office/marker/#');
    const reports = await client('laporan', 'loket/office/marker/#');
    const site = await client(here, 'loket/office/#');
    const mark = (by: typeof site, account: string) => by.publish(marker(account), `of ${account}`);
    await mark(office, 'kantor');
    await mark(reports, 'laporan');
    for (const [by, account] of [
      [site, 'kantor'],
      [site, here],
      [office, 'laporan'],
      [reports, 'kantor'],
    ] as const)
      await expect(mark(by, account)).rejects.toThrow(/not authorized/i);
    await until(() => office.heard.length === 1 && reports.heard.length === 1);
    expect([office.heard[0]?.text, reports.heard[0]?.text]).toEqual(['of kantor', 'of laporan']);
    expect(site.heard).toEqual([]);
  });

  test('lets in nobody without a name', async () => {
    const url = `mqtt://127.0.0.1:${broker.plain}`;
    await expect(mqtt.connectAsync(url, { reconnectPeriod: 0 }, false)).rejects.toThrow(/not authorized/i);
  });
});
