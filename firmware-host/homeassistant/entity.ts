import type { Language } from '../../config/site.ts';
import type { Role } from '../../devices/roles.ts';
import type { StateAddress } from '../mqtt/messages/message-table.ts';

/**
 * One entity of Home Assistant, as a row of a table. It only reads: what it shows is in a retained state that the hall
 * publishes anyway, and there is nothing in it by which Home Assistant could command the hall.
 */
export interface Entity {
  readonly platform: 'sensor' | 'binary_sensor';
  readonly name: Readonly<Record<Language, string>>;
  /** The state that it reads. */
  readonly from: StateAddress;
  /** A Jinja2 template over `value_json`. `None` is unknown; a binary sensor says `ON` or `OFF`. */
  readonly value: string;
  /** A template that gives a JSON object. */
  readonly attributes?: string;
  readonly deviceClass?: string;
  readonly stateClass?: 'measurement' | 'total_increasing';
  readonly unit?: string;
  /** All that an `enum` may say. */
  readonly options?: readonly string[];
  /** It tells how the machine does, and not how the hall does. */
  readonly diagnostic?: true;
  /** It is made, and shows nothing until somebody switches it on in Home Assistant. */
  readonly hidden?: true;
  /** It is unknown when its state was not said again in time: what is measured has an age. */
  readonly ages?: true;
  /** The roles of the devices that have it; absent: all. */
  readonly roles?: readonly Role[];
}

/** Entities by their keys, which are the last part of their unique ids: a key keeps its meaning and its platform. */
export type Entities = Readonly<Record<string, Entity>>;

type More = Omit<Entity, 'platform' | 'name' | 'from' | 'value'>;
type Name = readonly [indonesian: string, english: string];
type Maker = (name: Name, value: string, more?: More) => Entity;

const entity =
  (from: StateAddress, platform: Entity['platform'], written: (value: string) => string): Maker =>
  ([id, en], value, more = {}) => ({ platform, name: { id, en }, from, value: written(value), ...more });

/** A sensor that shows the expression `value`. What a message leaves out is unknown. */
export const sensorFrom = (from: StateAddress): Maker =>
  entity(from, 'sensor', (value) => `{{ ${value} | default(none) }}`);

/** A binary sensor that is on where the condition `value` holds; `known` is the condition for saying anything. */
export const conditionFrom = (from: StateAddress, known?: string): Maker =>
  entity(from, 'binary_sensor', (value) =>
    known === undefined
      ? `{{ 'ON' if ${value} else 'OFF' }}`
      : `{{ none if not (${known}) else 'ON' if ${value} else 'OFF' }}`,
  );

/** Counts of things, such as visitors. */
export const counted: More = { stateClass: 'measurement' };
/** A span of time in seconds. */
export const inSeconds: More = { deviceClass: 'duration', stateClass: 'measurement', unit: 's' };
/** Something that a person has to look at. */
export const problem: More = { deviceClass: 'problem' };

/** The reasons that are more than information. */
export const seriousReasons =
  "(value_json.reasons | default([]) | rejectattr('severity', 'eq', 'info') | list | length > 0)";
