import { describe, expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import { kinds } from '../../devices/index.ts';

const head = `version: 1
site: { id: uji, title: Uji, zone: WIB }
services: { paspor: { title: Paspor, prefix: A } }
counters: { loket-1: { number: 1, serves: [paspor] } }
`;
const user = (name: string, more: string) => `{ name: ${name}, password: { file: x.hash }, ${more} }`;
const box = '{ kind: mqtt-button, counter: loket-1, topic: kotak-1, keys: { next: panggil } }';

function checked(users: readonly string[], devices: readonly string[] = []) {
  const named = devices.map((device, at) => `  alat-${at + 1}: ${device}`).join('\n');
  const text = `${head}mqtt: { users: [${users.join(', ')}] }\n${named && `devices:\n${named}`}`;
  const { site, problems } = loadSite(text, 'site.yaml', kinds);
  // The counter lacks more than these tests are about.
  const about = problems.filter(({ code }) => !code.startsWith('counter-without'));
  return { site, said: about.map(({ severity, code, path }) => `${severity} ${code} ${path}`) };
}

describe('accounts of devices', () => {
  it('have topics, and nobody else has', () => {
    const { site, said } = checked([user('kotak', 'role: device, topics: [kotak-1, tele/kotak-1]')], [box]);
    expect(said).toEqual([]);
    expect(site?.mqtt).toMatchObject({ users: [{ role: 'device', topics: ['kotak-1', 'tele/kotak-1'] }] });
    expect(checked([user('kotak', 'role: device')]).said).toEqual([
      'error missing-setting mqtt.users.0.topics',
    ]);
    expect(checked([user('petugas', 'role: operate, topics: [kotak-1]')]).said).toEqual([
      'error topics-of-person mqtt.users.0.topics',
    ]);
  });

  it.each(['loket', 'loket/v1/uji', 'homeassistant', 'a/#', '+', '$SYS', 'a//b', '/a', ''])(
    'have no topic %j',
    (topic) => {
      expect(checked([user('kotak', `role: device, topics: ["${topic}"]`)]).said).toEqual([
        'error bad-thing-topic mqtt.users.0.topics.0',
      ]);
    },
  );

  it.each([
    ['kotak-1', 'kotak-1'],
    ['zigbee2mqtt', 'zigbee2mqtt/tombol-1'],
    ['zigbee2mqtt/tombol-1', 'zigbee2mqtt'],
  ])('do not overlap: %s and %s', (one, other) => {
    const users = [
      user('a', `role: device, topics: [${one}]`),
      user('b', `role: device, topics: [${other}]`),
    ];
    expect(checked(users).said).toEqual(['error topics-overlap mqtt.users.1.topics.0']);
  });

  it.each(['rumah', 'rumah/pintar', 'rumah/pintar/device'])(
    'are not where Home Assistant learns what there is: %s',
    (topic) => {
      const users = `[${user('a', `role: device, topics: [${topic}]`)}]`;
      const of = (more: string) =>
        loadSite(`${head}mqtt: { users: ${users}${more} }\n`, 'site.yaml', kinds).problems.map(
          ({ code }) => code,
        );
      expect(of(', home_assistant: { prefix: rumah/pintar }')).toContain('topic-of-home-assistant');
      expect(of(', home_assistant: { prefix: rumah/lain }').includes('topic-of-home-assistant')).toBe(
        topic === 'rumah',
      );
      expect(of('')).not.toContain('topic-of-home-assistant');
    },
  );

  it('that are alike only in their first letters do not overlap', () => {
    const users = [
      user('a', 'role: device, topics: [kotak-1]'),
      user('b', 'role: device, topics: [kotak-10]'),
    ];
    expect(checked(users).said).toEqual([]);
  });
});

describe('devices that speak MQTT', () => {
  const account = user('kotak', 'role: device, topics: [kotak-1]');

  it('are never heard without an account: it says so', () => {
    expect(checked([], [box]).said).toEqual(['warning no-device-user devices.alat-1.topic']);
    expect(checked([user('x', 'role: device, topics: [kotak-10]')], [box]).said).toEqual([
      'warning no-device-user devices.alat-1.topic',
    ]);
  });

  it('may be one box, and no two of them the same key, text or lamp', () => {
    const display = '{ kind: mqtt-display, counter: loket-1, topic: kotak-1, entity: papan }';
    const lamp = '{ kind: mqtt-signal, counter: loket-1, topic: kotak-1, entity: lampu }';
    expect(checked([account], [box, display, lamp]).said).toEqual([]);
    expect(checked([account], [box, box]).said).toEqual(['error clash devices.alat-2.keys.next']);
    expect(checked([account], [display, display]).said).toEqual(['error clash devices.alat-2.topic']);
    expect(checked([account], [lamp, lamp]).said).toEqual(['error clash devices.alat-2.topic']);
  });

  it('of Zigbee2MQTT may share a remote control between counters, by its actions', () => {
    const key = (action: string) =>
      `{ kind: mqtt-button, counter: loket-1, model: zigbee2mqtt, topic: zigbee2mqtt/t, keys: { next: ${action} } }`;
    const zigbee = user('z', 'role: device, topics: [zigbee2mqtt]');
    expect(checked([zigbee], [key('1_single'), key('2_single')]).said).toEqual([]);
    expect(checked([zigbee], [key('1_single'), key('1_single')]).said).toEqual([
      'error clash devices.alat-2.keys.next',
    ]);
  });
});
