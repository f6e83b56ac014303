import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type JsonSchema, siteSchema } from '../../config/json-schema.ts';
import { common, counter, general, service } from '../../config/schema.ts';
import { settingsAt } from '../../config/settings-at.ts';
import { descriptions } from '../../config/texts/descriptions.ts';
import { kinds } from '../../devices/index.ts';
import { exampleText } from '../hall/played-hall.ts';
import { hallText, load, type Parts, withDevices } from './site-text.ts';

const shipped = new URL('../../config/site.schema.json', import.meta.url);
const schema = siteSchema(kinds);
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

it('the schema that is shipped is the one made from the code (LOKET_WRITE_DOCS=1 writes it)', () => {
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  if (process.env.LOKET_WRITE_DOCS === '1') writeFileSync(shipped, text);
  expect(readFileSync(shipped, 'utf8')).toBe(text);
});

describe('the schema of site files', () => {
  it.each(['mpp-batam', 'mpp-banyuwangi', 'simulated-hall'])(
    'takes the example %s, which names it',
    (name) => {
      const text = exampleText(name);
      validate(parse(text));
      expect(validate.errors ?? []).toEqual([]);
      expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../site.schema.json');
    },
  );

  it('takes the least a hall can be', () => {
    validate(parse(hallText()));
    expect(validate.errors ?? []).toEqual([]);
  });

  const wrong: readonly (readonly [string, Parts])[] = [
    ['no version', { version: '' }],
    ['another version', { version: 'version: 2' }],
    ['an unknown part', { hours: 'hourss: always' }],
    ['a missing setting', { site: 'site: { id: mpp, title: MPP }' }],
    ['a misspelt setting', { site: 'site: { id: mpp, titel: MPP, zone: WIB }' }],
    ['a bad id', { site: 'site: { id: MPP, title: MPP, zone: WIB }' }],
    ['a number for a text', { site: 'site: { id: mpp, title: 2026, zone: WIB }' }],
    ['an unknown choice', { hours: 'days: { close: forget }' }],
    ['a list too short', { counters: 'counters: { loket-1: { number: 1, serves: [] } }' }],
    ['a number out of range', { counters: 'counters: { loket-1: { number: 0, serves: paspor } }' }],
    ['a secret in the file', { hours: 'uplink: { url: "mqtt://a", password: rahasia }' }],
    ['no services', { services: 'services: {}' }],
    ['a device without a kind', withDevices('x: { pin: 17 }')],
    ['an unknown kind', withDevices('x: { kind: call-buton, pin: 17 }')],
    ["another kind's setting", withDevices('x: { kind: call-button, pin: 17, digits: 4 }')],
    ["another role's setting", withDevices('x: { kind: call-button, pin: 17, instead: printer-1 }')],
    ['a display without a counter', withDevices('x: { kind: serial-display, address: /dev/ttyUSB0 }')],
    [
      'a setting deep down',
      withDevices(
        'x: { kind: max7219-display, board: board-1, counter: loket-1, pins: { data: 1, clok: 2, select: 3 } }',
      ),
    ],
    ['a bad address', { boards: 'boards: { board-1: { address: 5 } }' }],
    ['a board as a device', withDevices('x: { kind: firmata-board, address: /dev/ttyUSB0 }')],
  ];
  it.each(wrong)('does not take %s, and neither does loket check', (_what, parts) => {
    expect(validate(parse(hallText(parts)))).toBe(false);
    expect(load(parts).site).toBeUndefined();
  });

  it('does not take the file with many mistakes', () => {
    const text = readFileSync(new URL('./golden/mistakes.yaml', import.meta.url), 'utf8');
    expect(validate(parse(text))).toBe(false);
  });

  it('describes every setting in both languages', () => {
    const of = (prefix: string, names: readonly string[]) => names.map((name) => `${prefix}${name}`);
    const settings = [
      ...Object.keys(general),
      ...Object.entries(general).flatMap(([part, one]) => of(`${part}.`, settingsAt(one, []))),
      ...of('services.*.', settingsAt(service, [])),
      ...of('counters.*.', settingsAt(counter, [])),
      ...of('devices.*.', settingsAt(common, [])),
    ];
    expect(settings.filter((path) => descriptions[path] === undefined)).toEqual([]);
  });

  it('describes every setting of every kind in both languages', () => {
    const parts = schema.properties as Record<string, { additionalProperties: { allOf: JsonSchema[] } }>;
    const described = [parts.boards, parts.devices].flatMap((part) => part?.additionalProperties.allOf ?? []);
    const undescribed = described.flatMap((one) => {
      const settings = (one.then as { properties: Record<string, { description?: string }> }).properties;
      return Object.entries(settings).filter(([, setting]) => !setting.description?.includes('\n'));
    });
    expect(described).toHaveLength(kinds.length);
    expect(undescribed).toEqual([]);
  });
});
