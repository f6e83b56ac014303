import { Ajv } from 'ajv';

/**
 * What Home Assistant takes of a device discovery payload, written from reading its sources, of which nothing is here:
 * homeassistant/components/mqtt/{schemas,config,discovery,sensor,binary_sensor}.py of 2024.12 to 2026, and the tables
 * of components/sensor/const.py and components/binary_sensor. Stricter than they are: a key that is not in their
 * schemas is left out by Home Assistant without a word, and is a mistake here. No platform has a command.
 */
const text = { type: 'string', minLength: 1 } as const;
const topic = { type: 'string', pattern: '^[a-z0-9-]+(/[a-z0-9-]+)*$' } as const;
const strict = (properties: object, required: readonly string[]) => ({
  ...{ type: 'object', properties, required, additionalProperties: false },
});

const common = {
  ...{ unique_id: text, name: text, state_topic: topic, value_template: text },
  ...{ json_attributes_topic: topic, json_attributes_template: text, availability_template: text },
  entity_category: { const: 'diagnostic' },
  enabled_by_default: { type: 'boolean' },
  expire_after: { type: 'integer', minimum: 1 },
};
const always = ['platform', 'unique_id', 'name', 'state_topic', 'value_template'];

/** Device classes of sensors: the units that each may have, and the classes of state. */
const sensorClasses = {
  duration: {
    units: ['d', 'h', 'min', 's', 'ms', 'µs'],
    states: ['measurement', 'total', 'total_increasing'],
  },
  data_size: {
    units: ['B', 'kB', 'MB', 'GB', 'KiB', 'MiB', 'GiB'],
    states: ['measurement', 'total', 'total_increasing'],
  },
  distance: { units: ['mm', 'cm', 'm', 'km'], states: ['measurement', 'total', 'total_increasing'] },
  temperature: { units: ['°C', '°F', 'K'], states: ['measurement'] },
} as const;

const measured = Object.entries(sensorClasses).map(([deviceClass, { units, states }]) =>
  strict(
    {
      ...{ ...common, platform: { const: 'sensor' }, device_class: { const: deviceClass } },
      ...{ unit_of_measurement: { enum: units }, state_class: { enum: states } },
    },
    [...always, 'device_class', 'unit_of_measurement'],
  ),
);
/** Its states are the options and nothing else; it has no unit and no class of state. */
const oneOf = strict(
  {
    ...{ ...common, platform: { const: 'sensor' }, device_class: { const: 'enum' } },
    options: { type: 'array', items: text, minItems: 1, uniqueItems: true },
  },
  [...always, 'device_class', 'options'],
);
const plain = strict(
  {
    ...{ ...common, platform: { const: 'sensor' } },
    state_class: { enum: ['measurement', 'total', 'total_increasing'] },
  },
  always,
);
/** What on and off mean: connected, a problem found, open. */
const binary = strict(
  {
    ...{ ...common, platform: { const: 'binary_sensor' } },
    device_class: { enum: ['connectivity', 'problem', 'opening'] },
  },
  always,
);
const removed = strict({ platform: { enum: ['sensor', 'binary_sensor'] } }, ['platform']);

const payload = strict(
  {
    device: strict(
      {
        identifiers: { type: 'array', items: text, minItems: 1 },
        ...{ name: text, manufacturer: text, model: text, model_id: text, sw_version: text },
        ...{ suggested_area: text, via_device: text },
      },
      ['identifiers', 'name'],
    ),
    origin: strict({ name: text, sw_version: text }, ['name']),
    availability_topic: topic,
    availability_template: text,
    components: {
      type: 'object',
      additionalProperties: { oneOf: [...measured, oneOf, plain, binary, removed] },
    },
  },
  ['device', 'origin', 'components', 'availability_topic'],
);

const validate = new Ajv({ allErrors: true, strict: false }).compile(payload);

/** What Home Assistant would find wrong with a payload. */
export const wrongWith = (found: unknown): readonly string[] =>
  validate(found)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

/** The topics that it reads, with a node and an object (TOPIC_MATCHER in discovery.py). */
export const discoveryTopic =
  /^homeassistant\/device\/(?<node>[a-zA-Z0-9_-]+)\/(?<object>[a-zA-Z0-9_-]+)\/config$/;

/** The platforms for each of which it asks for filters of its own. */
export const platforms = [
  ...['alarm_control_panel', 'binary_sensor', 'button', 'camera', 'climate', 'cover', 'date', 'datetime'],
  ...['device_automation', 'device_tracker', 'event', 'fan', 'humidifier', 'image', 'lawn_mower', 'light'],
  ...['lock', 'notify', 'number', 'scene', 'select', 'sensor', 'siren', 'switch', 'tag', 'text', 'time'],
  ...['update', 'vacuum', 'valve', 'water_heater'],
];
