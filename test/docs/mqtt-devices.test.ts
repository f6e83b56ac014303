import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadSite } from '../../config/load.ts';
import { kinds } from '../../devices/index.ts';
import { presenceOf, type ThingSettings } from '../../devices/mqtt-thing/thing-settings.ts';

const page = readFileSync(new URL('../../docs/mqtt-devices.md', import.meta.url), 'utf8');
const block = (name: string) => new RegExp(`\`\`\`yaml ${name}\n(.*?)\`\`\``, 's').exec(page)?.[1] ?? '';

const rest = `version: 1
site: { id: uji, title: Uji, zone: WIB }
services: { paspor: { title: Paspor, prefix: A } }
counters:
  loket-5: { number: 5, serves: [paspor] }
  loket-6: { number: 6, serves: [paspor] }
  loket-7: { number: 7, serves: [paspor] }
`;

interface Entity {
  readonly platform: string;
  readonly name: string;
}

interface EspHome {
  readonly mqtt: { readonly topic_prefix: string; readonly username: string } & Record<string, unknown>;
  readonly binary_sensor: readonly Entity[];
  readonly text: readonly Entity[];
  readonly switch: readonly Entity[];
  readonly display: readonly Record<string, unknown>[];
  readonly spi: Record<string, unknown>;
}

/** `!secret` is a tag of ESPHome's own. */
const esphome: EspHome = parse(block('esphome'), { logLevel: 'silent' });

/** Of each part settings that ESPHome 2024.11.0-dev (commit 33fdbbe) has in its schemas. */
const settings: Readonly<Record<string, readonly string[]>> = {
  mqtt: [
    'broker',
    'port',
    'username',
    'password',
    'topic_prefix',
    'discovery',
    'discover_ip',
    'log_topic',
    'reboot_timeout',
  ],
  binary_sensor: ['platform', 'name', 'id', 'pin', 'filters', 'device_class'],
  text: ['platform', 'name', 'id', 'mode', 'optimistic', 'min_length', 'max_length', 'initial_value'],
  switch: ['platform', 'name', 'id', 'pin', 'restore_mode', 'interlock'],
  display: ['platform', 'cs_pin', 'num_chips', 'intensity', 'reverse_enable', 'lambda', 'update_interval'],
  spi: ['clk_pin', 'mosi_pin', 'miso_pin'],
};

describe('the page of devices that speak MQTT', () => {
  const { site, problems } = loadSite(rest + block('site'), 'site.yaml', kinds);

  it('has a site file without mistakes', () => {
    // A Zigbee button alone is no counter yet.
    expect(problems.filter(({ code }) => code !== 'counter-without-display')).toEqual([]);
  });

  it('has an ESPHome configuration that speaks on the topics of the site file, and on no others', () => {
    const prefix = esphome.mqtt.topic_prefix;
    // mqtt_component.cpp: PREFIX/COMPONENT/OBJECT/state; the object is the name in small letters, sanitised.
    const at = (component: string, entities: readonly Entity[], end: string) =>
      entities.map(({ name }) => {
        const object = name
          .toLowerCase()
          .replaceAll(' ', '_')
          .replace(/[^a-z0-9_-]/g, '_');
        return `${prefix}/${component}/${object}/${end}`;
      });
    const spoken = [
      ...at('binary_sensor', esphome.binary_sensor, 'state'),
      ...at('text', esphome.text, 'command'),
      ...at('switch', esphome.switch, 'command'),
      `${prefix}/status`,
    ];
    const boxes = (site?.devices ?? []).filter(({ options }) => options.topic === prefix);
    const expected = boxes.flatMap(({ kind, options }) => [
      ...kind.claims(options).flatMap((claim) => (claim.on === 'topic' ? [claim.topic] : [])),
      ...presenceOf(options as unknown as ThingSettings, false).map(({ topic }) => topic),
    ]);
    expect(boxes).toHaveLength(3);
    expect(spoken.sort()).toEqual([...new Set(expected)].sort());
    const { mqtt } = site ?? {};
    const users = mqtt?.broker === 'embedded' ? mqtt.users : [];
    expect(users.find(({ name }) => name === esphome.mqtt.username)?.topics).toEqual([prefix]);
  });

  it('uses settings that ESPHome has', () => {
    const unknown = Object.entries(settings).flatMap(([part, known]) =>
      [esphome[part as keyof EspHome]]
        .flat()
        .flatMap((entry) => Object.keys(entry))
        .filter((name) => !known.includes(name))
        .map((name) => `${part}.${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('tells Tasmota the topic, and no more accounts than the site file has', () => {
    const user = /MqttUser (\S+);/.exec(page)?.[1];
    expect(/Topic (\S+)\n/.exec(page)?.[1]).toBe(user);
    expect((site?.devices ?? []).filter(({ options }) => options.topic === user)).toHaveLength(3);
  });
});
