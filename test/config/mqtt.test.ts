import { describe, expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import { kinds } from '../../devices/index.ts';

/** The site of a hall with this group `mqtt`, or what is wrong with it. */
function listener(mqtt: string) {
  const text = `version: 1
site: { id: uji, title: MPP Uji, zone: Asia/Jakarta }
services: { paspor: { title: Paspor, prefix: A } }
counters: { loket-1: { number: 1, serves: [paspor] } }
${mqtt}`;
  const { site, problems } = loadSite(text, 'site.yaml', kinds);
  const ours = problems.filter(({ path }) => /^(mqtt|uplink)/.test(path));
  return {
    mqtt: site?.mqtt,
    problems: ours.map(({ severity, code, line, path }) => [severity, code, line, path]),
  };
}

const user = '{ name: papan, role: view, password: { file: papan.hash } }';

describe('the group mqtt', () => {
  it('is a broker for this machine alone when it is not written', () => {
    const { mqtt, problems } = listener('');
    expect(problems).toEqual([]);
    expect(mqtt).toEqual({
      broker: 'embedded',
      host: '127.0.0.1',
      port: 1883,
      webSocketPort: undefined,
      users: [],
      tls: undefined,
    });
  });

  it('opens the hall to the network with users and a certificate', () => {
    const tls = 'tls: { cert: { file: c.pem }, key: { file: k.pem } }';
    const { mqtt, problems } = listener(
      `mqtt: { host: 0.0.0.0, users: [${user}], websocket: { port: 9001 }, ${tls} }`,
    );
    expect(problems).toEqual([]);
    expect(mqtt).toEqual({
      broker: 'embedded',
      host: '0.0.0.0',
      port: 8883,
      webSocketPort: 9001,
      users: [{ name: 'papan', role: 'view', topics: [], passwordFile: 'papan.hash' }],
      tls: { cert: 'c.pem', key: 'k.pem' },
    });
  });

  it('names an external broker', () => {
    const login = 'login: { name: mpp, password: { file: mpp.password } }';
    expect(
      listener(
        `mqtt: { broker: external, url: "mqtts://kantor.example:8883", ${login}, ca: { file: ca.pem } }`,
      ),
    ).toEqual({
      problems: [],
      mqtt: {
        broker: 'external',
        url: 'mqtts://kantor.example:8883',
        login: { name: 'mpp', passwordFile: 'mpp.password' },
        caFile: 'ca.pem',
      },
    });
  });

  it.each([
    ['host: 0.0.0.0', 'error', 'lan-without-users', 'mqtt.host'],
    ['host: "::"', 'error', 'lan-without-users', 'mqtt.host'],
    [`host: 192.168.1.5, users: []`, 'error', 'lan-without-users', 'mqtt.host'],
    [`host: 192.168.1.5, users: [${user}]`, 'warning', 'lan-without-tls', 'mqtt.host'],
    ['host: semua', 'error', 'bad-host', 'mqtt.host'],
    ['port: 0', 'error', 'too-small', 'mqtt.port'],
    [`users: [${user}, ${user}]`, 'error', 'same-user', 'mqtt.users.1.name'],
    [
      'users: [{ name: "a b", role: view, password: { file: x } }]',
      'error',
      'bad-user-name',
      'mqtt.users.0.name',
    ],
    ['users: [{ name: a, role: admin, password: { file: x } }]', 'error', 'bad-choice', 'mqtt.users.0.role'],
    [
      'users: [{ name: a, role: view, password: rahasia }]',
      'error',
      'secret-in-file',
      'mqtt.users.0.password',
    ],
    [
      'home_assistant: { prefix: loket/rumah }',
      'error',
      'bad-discovery-prefix',
      'mqtt.home_assistant.prefix',
    ],
    ['home_assistant: { prefix: "#" }', 'error', 'bad-discovery-prefix', 'mqtt.home_assistant.prefix'],
    ['home_assistant: { prefix: a/b/c/d }', 'error', 'bad-discovery-prefix', 'mqtt.home_assistant.prefix'],
    ['broker: external', 'error', 'external-needs-url', 'mqtt'],
    ['broker: external, url: "mqtt://a:b@kantor"', 'error', 'bad-broker', 'mqtt.url'],
    ['broker: external, url: "mqtt://kantor", port: 1883', 'error', 'not-with-broker', 'mqtt.port'],
    ['url: "mqtt://kantor"', 'error', 'not-with-broker', 'mqtt.url'],
  ])('{ %s } is an %s: %s', (group, severity, code, path) => {
    const { mqtt, problems } = listener(`mqtt: { ${group} }`);
    expect(problems).toEqual([[severity, code, 5, path]]);
    expect(mqtt === undefined).toBe(severity === 'error');
  });

  it.each(['mqtt://kantor', 'mqtt://KANTOR:1883'])(
    'is not the broker of the central office too: %s',
    (url) => {
      const both = `mqtt: { broker: external, url: "mqtt://kantor" }\nuplink: { url: "${url}" }`;
      expect(listener(both).problems).toEqual([['error', 'same-broker', 6, 'uplink.url']]);
      expect(
        listener(both.replace(`uplink: { url: "${url}`, 'uplink: { url: "mqtt://pusat')).problems,
      ).toEqual([]);
    },
  );

  it.each([
    ['', undefined],
    ['home_assistant: false', undefined],
    ['home_assistant: true', 'homeassistant'],
    ['home_assistant: { prefix: loket-rumah/pintar_1 }', 'loket-rumah/pintar_1'],
    ['broker: external, url: "mqtt://kantor", home_assistant: true', 'homeassistant'],
  ])('tells Home Assistant of the hall only where it says so: { %s }', (group, prefix) => {
    const { mqtt, problems } = listener(`mqtt: { ${group} }`);
    expect(problems).toEqual([]);
    expect(mqtt?.homeAssistantPrefix).toBe(prefix);
  });

  it.each(['127.0.0.1', '127.9.9.9', 'localhost', '"::1"'])('needs no users at %s', (host) => {
    expect(listener(`mqtt: { host: ${host} }`).problems).toEqual([]);
  });
});
