import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { discoveryFilter, discoveryOf } from '../../firmware-host/homeassistant/discovery.ts';
import { listenerLimits } from '../../firmware-host/listeners/listener-limits.ts';
import { filterTakes } from '../../firmware-host/mqtt/filter.ts';
import { type StateAddress, stateTable } from '../../firmware-host/mqtt/messages/message-table.ts';
import { addressOf } from '../../firmware-host/mqtt/topics.ts';
import { exampleText, siteOf } from '../hall/played-hall.ts';
import { fieldsOf } from '../mqtt/fields.ts';
import { discoveryTopic, wrongWith } from './discovery-schema.ts';

const examples = ['mpp-banyuwangi', 'mpp-batam', 'simulated-hall'] as const;

const found = new Map<string, ReturnType<typeof tellsOf>>();

/** What Home Assistant is told of a site, by topic. */
function toldOf(text: string) {
  const told = found.get(text) ?? tellsOf(text);
  found.set(text, told);
  return told;
}

function tellsOf(text: string): readonly (readonly [string, ReturnType<typeof JSON.parse>])[] {
  const told = discoveryOf(siteOf(text), 'homeassistant', '1.2.3');
  return [...told].map(([topic, payload]) => [topic, JSON.parse(payload)] as const);
}

/** Its entities, without those that are to be removed. */
const entitiesOf = (text: string) =>
  toldOf(text)
    .flatMap(([, { components }]) => Object.values(components) as Record<string, string>[])
    .filter(({ unique_id }) => unique_id !== undefined);

const componentsOf = (text: string, object: string) =>
  toldOf(text).find(([topic]) => topic.endsWith(`/${object}/config`))?.[1].components;

describe.each(examples)('what Home Assistant is told of %s', (name) => {
  const text = exampleText(name);

  it('is what Home Assistant takes, on topics that it reads', () => {
    for (const [topic, payload] of toldOf(text)) {
      expect(wrongWith(payload), topic).toEqual([]);
      expect(topic).toMatch(discoveryTopic);
      expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThan(listenerLimits.packetMax / 4);
    }
  });

  it('is one device for the controller, each queue, each counter and each device, and they hang together', () => {
    const { services, counters, devices } = siteOf(text);
    const told = toldOf(text);
    expect(told).toHaveLength(1 + services.size + counters.size + devices.length);
    const identifiers = told.map(([, { device }]) => device.identifiers[0]);
    expect(new Set(identifiers).size).toBe(told.length);
    for (const [topic, { device }] of told)
      if (!topic.endsWith('/controller/config')) expect(identifiers, topic).toContain(device.via_device);
  });

  it('has ids of its own for all entities, each of which begins with that of its device', () => {
    const ids = entitiesOf(text).map(({ unique_id }) => unique_id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, { device, components }] of toldOf(text))
      for (const [key, { unique_id = `${device.identifiers[0]}_${key}` }] of Object.entries<{
        unique_id?: string;
      }>(components))
        expect(unique_id).toBe(`${device.identifiers[0]}_${key}`);
  });

  it('reads states of the contract alone, and fields that they have', () => {
    const site = siteOf(text);
    const free = new Set<string>(['total_paper_mm', 'total_tickets_requested']);
    for (const count of ['total_presses_accepted', 'total_scans_accepted']) free.add(count);
    for (const entity of entitiesOf(text)) {
      expect(entity.state_topic?.startsWith(`loket/v1/${site.id}/`)).toBe(true);
      const row = stateTable[addressOf(entity.state_topic ?? '') as StateAddress];
      expect(row, entity.state_topic).toMatchObject({ retain: true });
      const fields = new Set([...fieldsOf(row.schema as z.ZodType), ...free]);
      const templates = `${entity.value_template} ${entity.json_attributes_template ?? ''}`;
      for (const [, field = ''] of templates.matchAll(/value_json\.([a-z_0-9]+)/g))
        expect(fields, entity.unique_id).toContain(field);
    }
  });

  it('tells no number of a ticket to a history, unless somebody asks for it', () => {
    const numbers = entitiesOf(text).filter(({ value_template = '' }) =>
      /value_json\.(ticket|last_called|next_number|unconfirmed_tickets)\b/.test(value_template),
    );
    expect(numbers).not.toEqual([]);
    expect(numbers.map(({ enabled_by_default }) => enabled_by_default)).toEqual(numbers.map(() => false));
    const attributes = entitiesOf(text).map(({ json_attributes_template = '' }) => json_attributes_template);
    expect(attributes.filter((template) => /ticket|number/.test(template))).toEqual([]);
  });
});

it('an entity that the role of a device does not have is told as removed, whatever role it had before', () => {
  const hall = exampleText('simulated-hall');
  expect(componentsOf(hall, 'device_printer-1')).toMatchObject({
    paper_out: { device_class: 'problem' },
    presses: { platform: 'sensor' },
  });
  expect(Object.keys(componentsOf(hall, 'device_printer-1').presses)).toEqual(['platform']);
  expect(Object.keys(componentsOf(hall, 'device_loket-1-display').paper_out)).toEqual(['platform']);
});

it('names are in the language of the site, devices hang on their board, and are where their counter is', () => {
  const told = (text: string, object: string) => {
    const [, payload] = toldOf(text).find(([topic]) => topic.endsWith(`/${object}/config`)) ?? [];
    return payload;
  };
  const indonesian = exampleText('mpp-batam');
  const zoned = indonesian
    .replace('counters:', 'zones: { utara: { title: Sayap Utara } }\ncounters:')
    .replaceAll('{ title: Loket Paspor,', '{ title: Loket Paspor, zone: utara,');
  expect(told(zoned, 'counter_loket-1').device).toMatchObject({
    suggested_area: 'Sayap Utara',
    model: 'Loket',
  });
  expect(told(zoned, 'device_loket-1-display').device).toMatchObject({
    suggested_area: 'Sayap Utara',
    via_device: 'loket_mpp-batam_device_papan-1',
  });
  expect(told(zoned, 'device_loket-2-display').device.suggested_area).toBeUndefined();
  expect(told(indonesian, 'service_paspor').components.waiting.name).toBe('Menunggu');
  const english = indonesian.replace('language: id', 'language: en');
  expect(told(english, 'service_paspor').components.waiting.name).toBe('Waiting');
});

it('the topics of a site are told from those of a site whose id begins with its own', () => {
  const filter = discoveryFilter('mpp', 'homeassistant');
  const [topic = ''] = discoveryOf(siteOf(exampleText('mpp-batam')), 'homeassistant', '1').keys();
  expect(filterTakes(discoveryFilter('mpp-batam', 'homeassistant'), topic)).toBe(true);
  expect(filterTakes(filter, topic)).toBe(false);
});
