import * as z from 'zod';
import type { DeviceKind } from '../devices/kind.ts';
import { neededOf, settingsOfRole } from './role-settings.ts';
import { common, counter, general, service, zoneEntry } from './schema.ts';
import { descriptions } from './texts/descriptions.ts';

/** A part of a JSON Schema (draft 7, which every editor reads). */
export type JsonSchema = { [keyword: string]: unknown };

/** The kind that may be left out under `boards`: see draft-devices.ts. */
const usualBoard = 'firmata-board';
const id = { type: 'string', pattern: '^[a-z0-9-]{1,40}$' };

/**
 * The JSON Schema of site files, for editors: made from the schemas that read the file, described in both languages. It
 * covers the form of the file; checks across the whole file are left to `loket check`.
 */
export function siteSchema(kinds: readonly DeviceKind[]): JsonSchema {
  const parts = Object.entries(general).map(([name, schema]) => [name, plain(schema)] as const);
  const boards = kinds.filter(({ role }) => role === 'board');
  const devices = kinds.filter(({ role }) => role !== 'board');
  const schema = group({
    version: { const: 1 },
    ...Object.fromEntries(parts),
    services: { ...entries(plain(service)), minProperties: 1 },
    counters: { ...entries(plain(counter)), minProperties: 1 },
    zones: entries(plain(zoneEntry)),
    boards: entries(byKind(boards, usualBoard)),
    devices: entries(byKind(devices, undefined)),
  });
  const whole = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Loket: site file / berkas situs',
    ...schema,
    required: ['version', 'site', 'services', 'counters'],
  };
  for (const [path, said] of Object.entries(descriptions)) {
    for (const place of placesOf(whole, path.split('.'))) place.description = `${said.en}\n${said.id}`;
  }
  return whole;
}

function plain(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      const { description, keterangan } = jsonSchema as { description?: string; keterangan?: string };
      if (keterangan === undefined) return;
      jsonSchema.description = `${description}\n${keterangan}`;
      delete (jsonSchema as JsonSchema).keterangan;
    },
  });
  return made;
}

const group = (properties: JsonSchema): JsonSchema => ({
  type: 'object',
  properties,
  additionalProperties: false,
});

/** Entries under ids that the writer chooses. */
const entries = (entry: JsonSchema): JsonSchema => ({
  type: 'object',
  propertyNames: id,
  additionalProperties: entry,
});

/** A device of any of these kinds: its `kind` decides which settings it has. */
function byKind(kinds: readonly DeviceKind[], usual: string | undefined): JsonSchema {
  const names = kinds.map(({ kind }) => kind);
  const kind = { enum: names, ...(usual === undefined ? {} : { default: usual }) };
  return {
    type: 'object',
    properties: { kind },
    ...(usual === undefined ? { required: ['kind'] } : {}),
    allOf: kinds.map((one) => ({
      if: {
        properties: { kind: { const: one.kind } },
        ...(one.kind === usual ? {} : { required: ['kind'] }),
      },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
      then: settingsOf(one),
    })),
  };
}

function settingsOf({ kind, role, title, options }: DeviceKind): JsonSchema {
  const own = plain(options);
  const may = settingsOfRole(role);
  const needed = neededOf(role);
  const shared = Object.entries(propertiesOf(plain(common))).filter(([name]) => may.includes(name));
  const properties = { ...Object.fromEntries(shared), kind: { const: kind }, ...propertiesOf(own) };
  const required = (own.required as readonly string[] | undefined) ?? [];
  return {
    ...group(properties),
    description: `${title.en}\n${title.id}`,
    ...(required.length === 0 ? {} : { required }),
    ...(needed.length === 0 ? {} : { oneOf: needed.map((name) => ({ required: [name] })) }),
  };
}

const propertiesOf = (schema: JsonSchema) => (schema.properties ?? {}) as { [name: string]: JsonSchema };

/** The places in the schema for a path of the descriptions: a setting of devices is in every kind that has it. */
function placesOf(schema: JsonSchema, [step, ...rest]: readonly string[]): readonly JsonSchema[] {
  if (step === undefined) return schema.description === undefined ? [schema] : [];
  const inside = step === '*' ? schema.additionalProperties : propertiesOf(schema)[step];
  const here = typeof inside === 'object' && inside !== null ? placesOf(inside as JsonSchema, rest) : [];
  const alternatives = [schema.anyOf, schema.allOf, schema.oneOf].flatMap(
    (all) => (all as JsonSchema[] | undefined) ?? [],
  );
  const below = alternatives.flatMap((one) =>
    placesOf((one.then as JsonSchema | undefined) ?? one, [step, ...rest]),
  );
  return [...here, ...below];
}
