import type { SettledSite } from '../../config/running-site.ts';
import { counterOf, type Device, type Site } from '../../config/site.ts';
import { topicOf } from '../mqtt/topics.ts';
import { parentOf } from '../perform/parent.ts';
import { controllerEntities } from './controller-entities.ts';
import { deviceEntities } from './device-entities.ts';
import type { Entities, Entity } from './entity.ts';
import { counterEntities, serviceEntities } from './queue-entities.ts';

/** After so long without a new measurement the last one says nothing any more: three times the interval. */
const expiresAfterS = 90;

/** A device of Home Assistant: the controller, a queue, a counter or a device of the hall. */
interface Shown {
  readonly what: 'controller' | 'service' | 'counter' | 'device';
  /** Undefined for the controller. */
  readonly id?: string;
  readonly name: string;
  readonly model: string;
  readonly modelId?: string;
  /** The part of the building that it is in. */
  readonly area?: string | undefined;
  /** What it hangs on. */
  readonly via?: Pick<Shown, 'what' | 'id'>;
  readonly entities: Entities;
  readonly has?: (entity: Entity) => boolean;
}

/**
 * The messages by which Home Assistant finds the site, by topic: one for each device, with all its entities. Its format
 * is the device discovery of Home Assistant 2024.12 and newer (homeassistant/components/mqtt/discovery.py and
 * schemas.py): PREFIX/device/NODE/OBJECT/config. The node is of this site alone, so that its topics can be told from
 * those of all others; no id has an underscore, so that no two of them are alike.
 */
export function discoveryOf(site: Site, prefix: string, version: string): ReadonlyMap<string, string> {
  const all = shownOf(site);
  return new Map(
    all.map((one) => [
      `${prefix}/device/${nodeOf(site.id)}/${objectOf(one)}/config`,
      JSON.stringify(payloadOf(site, one, version)),
    ]),
  );
}

/** Takes every topic of the site below `prefix`, and no other. */
export const discoveryFilter = (site: string, prefix: string): string =>
  `${prefix}/device/${nodeOf(site)}/+/config`;

/** Where Home Assistant says that it has come: the prefix of a discovery topic, with `status`. */
export const birthTopicOf = (topic: string): string =>
  `${topic.slice(0, topic.lastIndexOf('/device/'))}/status`;

/** The prefixes below which Home Assistant looks for the site, or has done before. */
export function discoveryPrefixes(
  { mqtt }: SettledSite,
  announced: readonly string[] = [],
): readonly string[] {
  const before = announced.map((topic) => topic.slice(0, topic.lastIndexOf('/device/')));
  return [...new Set([mqtt.homeAssistantPrefix ?? [], before].flat())];
}

const nodeOf = (site: string): string => `loket_${site}`;
const objectOf = ({ what, id }: Pick<Shown, 'what' | 'id'>): string =>
  id === undefined ? what : `${what}_${id}`;
/** Stands before the key of each of its entities, and alone for the device itself. */
const identifierOf = (site: string, one: Pick<Shown, 'what' | 'id'>): string =>
  `${nodeOf(site)}_${objectOf(one)}`;

function shownOf(site: Site): readonly Shown[] {
  const id = site.language === 'id';
  const area = (zone: string | undefined) => site.zones.get(zone ?? '')?.title;
  return [
    { what: 'controller', name: site.title, model: 'Loket', entities: controllerEntities },
    ...[...site.services.values()].map(
      (service): Shown => ({
        ...{ what: 'service', id: service.id, name: service.title, model: id ? 'Antrean' : 'Queue' },
        ...{ via: { what: 'controller' }, entities: serviceEntities },
      }),
    ),
    ...[...site.counters.values()].map(
      (counter): Shown => ({
        ...{ what: 'counter', id: counter.id, name: counter.title, model: id ? 'Loket' : 'Counter' },
        ...{ via: { what: 'controller' }, area: area(counter.zone), entities: counterEntities },
      }),
    ),
    ...site.devices.map((device) => shownDevice(site, device, area)),
  ];
}

function shownDevice(
  site: Site,
  device: Device,
  area: (zone: string | undefined) => string | undefined,
): Shown {
  const { kind } = device;
  const parent = parentOf(device);
  const zone = 'zone' in device ? device.zone : undefined;
  return {
    ...{
      what: 'device',
      id: device.id,
      name: device.id,
      model: kind.title[site.language],
      modelId: kind.kind,
    },
    area: area(zone ?? site.counters.get(counterOf(device) ?? '')?.zone),
    via: parent?.kind === 'board' ? { what: 'device', id: parent.id } : { what: 'controller' },
    entities: deviceEntities,
    has: ({ roles }) => roles?.includes(device.role) ?? true,
  };
}

function payloadOf(site: Site, one: Shown, version: string) {
  const { name, model, modelId, area, via } = one;
  const controller = one.what === 'controller';
  return {
    device: {
      identifiers: [identifierOf(site.id, one)],
      ...{ name, model, ...(modelId === undefined ? {} : { model_id: modelId }) },
      ...(controller ? { manufacturer: 'Loket', sw_version: version } : {}),
      ...(area === undefined ? {} : { suggested_area: area }),
      ...(via === undefined ? {} : { via_device: identifierOf(site.id, via) }),
    },
    origin: { name: 'Loket', sw_version: version },
    availability_topic: topicOf(site.id, 'controller/state'),
    availability_template: "{{ 'online' if value_json.state == 'online' else 'offline' }}",
    components: Object.fromEntries(
      Object.entries(one.entities).map(([key, entity]) => [
        key,
        // A component that only has a platform is removed: this device had another role before, perhaps.
        one.has?.(entity) === false ? { platform: entity.platform } : componentOf(site, one, key, entity),
      ]),
    ),
  };
}

function componentOf(site: Site, one: Shown, key: string, entity: Entity) {
  const { platform, attributes, deviceClass, stateClass, unit, options } = entity;
  const topic = topicOf(site.id, entity.from, one.id);
  return {
    platform,
    unique_id: `${identifierOf(site.id, one)}_${key}`,
    name: entity.name[site.language],
    state_topic: topic,
    value_template: entity.value,
    ...(deviceClass === undefined ? {} : { device_class: deviceClass }),
    ...(stateClass === undefined ? {} : { state_class: stateClass }),
    ...(unit === undefined ? {} : { unit_of_measurement: unit }),
    ...(options === undefined ? {} : { options }),
    ...(attributes === undefined
      ? {}
      : { json_attributes_topic: topic, json_attributes_template: attributes }),
    ...(entity.diagnostic ? { entity_category: 'diagnostic' } : {}),
    ...(entity.hidden ? { enabled_by_default: false } : {}),
    ...(entity.ages ? { expire_after: expiresAfterS } : {}),
    // Whether the controller is there can be told while it is not.
    ...(one.what === 'controller' && key === 'online' ? { availability_template: 'online' } : {}),
  };
}
