import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../mqtt/brokers.ts';
import { folder, mosquittoWith } from '../mqtt/office.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';

const page = readFileSync(new URL('../../docs/mqtt.md', import.meta.url), 'utf8');
/** The access list of the page, as it stands there. */
const list = /`acl_file`[^\n]*\n```\n(.*?)```/s.exec(page)?.[1] ?? '';
const root = 'loket/v1/mpp-batam';

async function brokerOfThePage(): Promise<number> {
  const port = await freePort();
  const dir = folder();
  const acl = join(dir, 'acl');
  writeFileSync(acl, list);
  // mosquitto gives up root before it reads this.
  chmodSync(dir, 0o755);
  chmodSync(acl, 0o644);
  await mosquittoWith(`listener ${port} 127.0.0.1\nallow_anonymous true\nacl_file ${acl}`);
  return port;
}

async function client(port: number, username: string) {
  const one = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { username, reconnectPeriod: 0 });
  onTestFinished(() => one.endAsync(true));
  const heard: string[] = [];
  one.on('message', (topic) => heard.push(topic.slice(root.length + 1)));
  await one.subscribeAsync('loket/#', { qos: 1 });
  return { one, heard };
}

/** Home Assistant hears what it is told and what the hall says, and is heard when it comes; it changes neither. */
async function homeAssistantHears(port: number, hall: mqtt.MqttClient): Promise<void> {
  const rumah = await client(port, 'rumah');
  const heard: string[] = [];
  const note = (who: string) => (topic: string, payload: Buffer) => heard.push(`${who} ${topic} ${payload}`);
  rumah.one.on('message', note('rumah'));
  hall.on('message', note('hall'));
  await rumah.one.subscribeAsync('homeassistant/device/+/+/config', { qos: 1 });
  await hall.subscribeAsync('homeassistant/#', { qos: 1 });
  const topic = 'homeassistant/device/loket_mpp-batam/controller/config';
  await rumah.one.publishAsync(topic, 'false', { qos: 1 });
  await rumah.one.publishAsync(`${root}/command/call-next`, '{}', { qos: 1 });
  await hall.publishAsync('homeassistant/device/zigbee/config', 'false', { qos: 1 });
  await hall.publishAsync(topic, 'true', { qos: 1 });
  await rumah.one.publishAsync('homeassistant/status', 'online', { qos: 1 });
  await until(() => heard.some((line) => line.startsWith('hall homeassistant/status')));
  await until(() => heard.some((line) => line.startsWith('rumah')));
  const asked = [`rumah ${topic} true`, `hall ${topic} true`, 'hall homeassistant/status online'];
  expect(heard.sort()).toEqual(asked.sort());
}

describe.skipIf(!has('mosquitto'))('the access list for mosquitto on the page', () => {
  test('lets each role hear and send what the controller itself would let it', {
    timeout: 20_000,
  }, async () => {
    const port = await brokerOfThePage();
    const hall = await client(port, 'loket');
    const [papan, petugas, teknisi] = [
      await client(port, 'papan'),
      await client(port, 'petugas'),
      await client(port, 'teknisi'),
    ];
    for (const { one } of [papan, petugas, teknisi])
      for (const name of ['call-next', 'open-day'])
        await one.publishAsync(`${root}/command/${name}`, '{}', { qos: 1 });
    for (const topic of ['reply/call-next', 'counter/loket-1/state', 'event/ticket/called'])
      await hall.one.publishAsync(`${root}/${topic}`, '{}', { qos: 1 });
    const isLast = (heard: readonly string[]) => heard.includes('event/ticket/called');
    await until(() => [hall, papan, petugas, teknisi].every(({ heard }) => isLast(heard)));
    const asked = ['command/call-next', 'command/call-next', 'command/open-day'];
    expect(hall.heard.filter((topic) => topic.startsWith('command/'))).toEqual(asked);
    expect(papan.heard).toEqual(['counter/loket-1/state', 'event/ticket/called']);
    await homeAssistantHears(port, hall.one);
    expect(petugas.heard).toEqual([
      ...asked,
      'reply/call-next',
      'counter/loket-1/state',
      'event/ticket/called',
    ]);
  });
});
