import mqtt from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { hashPassword, type PasswordHash, readHash } from '../../firmware-host/mqtt/password.ts';
import { siteOf } from '../hall/played-hall.ts';
import { until } from '../real-clock.ts';
import { embedded } from './brokers.ts';
import { realHall } from './real-hall.ts';

const site = siteOf(`version: 1
site: { id: mpp-batam, title: Uji, zone: WIB }
services: { paspor: { title: Paspor, prefix: A } }
counters: { loket-1: { number: 1, serves: [paspor] } }
mqtt: { users: [{ name: kotak, role: device, topics: [kotak-1], password: { file: x.hash } }] }
devices:
  tombol: { kind: mqtt-button, counter: loket-1, topic: kotak-1, keys: { next: panggil }, settle_ms: 0 }
  papan: { kind: mqtt-display, counter: loket-1, topic: kotak-1, entity: papan, digits: 5 }
  lampu: { kind: mqtt-signal, counter: loket-1, topic: kotak-1, entity: lampu }
  printer-1: { kind: escpos-printer, address: "tcp://192.168.1.50:9100" }
`);

test('a box on Wi-Fi runs a counter through the broker of the hall: key, display and lamp, and is dark in the end', async () => {
  const hash = readHash(await hashPassword('sandi')) as PasswordHash;
  const users = [{ name: 'kotak', role: 'device', topics: ['kotak-1'], hash } as const];
  const broker = await embedded(0, { users, site: site.id });
  onTestFinished(() => broker.close());
  const { host, stop } = await realHall({
    site,
    connection: broker.connection(),
    boot: 'b1',
    realThings: true,
  });
  const stateOf = (device: string) => host.status(device)?.state;
  expect(host.status('tombol')).toMatchObject({ state: 'starting', usable: false });

  const will = { topic: 'kotak-1/status', payload: Buffer.from('offline'), qos: 0, retain: true } as const;
  const login = { username: 'kotak', password: 'sandi', reconnectPeriod: 0, will };
  const box = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`, login);
  onTestFinished(() => box.endAsync(true));
  const shown: string[] = [];
  const lamp: string[] = [];
  box.on('message', (topic, payload) => {
    if (topic.endsWith('lampu/command')) lamp.push(payload.toString());
    if (!topic.endsWith('papan/command')) return;
    shown.push(payload.toString());
    box.publish('kotak-1/text/papan/state', payload, { retain: true });
  });
  await box.subscribeAsync(['kotak-1/text/papan/command', 'kotak-1/switch/lampu/command']);
  await box.publishAsync('kotak-1/status', 'online', { retain: true });
  await until(() => ['tombol', 'papan', 'lampu'].every((device) => stateOf(device) === 'online'));

  expect(host.counter('loket-1')?.state).toBe('closed');
  const press = async () => {
    for (const state of ['ON', 'OFF'])
      await box.publishAsync('kotak-1/binary_sensor/panggil/state', state, { retain: true });
  };
  await press();
  await until(() => host.counter('loket-1')?.state !== 'closed');
  await until(() => host.status('printer-1')?.usable === true);
  await host.issue('paspor', 'regular');
  await until(() => host.service('paspor')?.waiting === 1);
  await press();
  await until(() => shown.at(-1) === 'A-001' && lamp.includes('ON'));
  await until(() => (host.status('papan')?.counters.acknowledged ?? 0) > 0);
  expect(host.status('tombol')).toMatchObject({
    evidence: 'enumeration',
    counters: { work: { presses_accepted: 2, presses_debounced: 0 } },
  });

  await stop();
  await until(() => shown.at(-1) === '' && lamp.at(-1) === 'OFF');
});
