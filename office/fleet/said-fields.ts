import { zoneNamed } from '../../config/values/zone.ts';
import { isId } from '../../firmware-host/mqtt/topics.ts';
import { fleetLimits } from './fleet-limits.ts';
import type { SaidHours } from './fleet-view.ts';
import { saidHours } from './said-hours.ts';

/** Fields of a payload that may be anything: a field that is not what it should be counts as not said. */
export interface SaidFields {
  /** Cut to `textCharactersMax`. */
  text(name: string): string | undefined;
  id(name: string): string | undefined;
  /** A number that is not below 0. */
  count(name: string): number | undefined;
  /** A number between the two. */
  within(name: string, least: number, most: number): number | undefined;
  flag(name: string): boolean | undefined;
  isNull(name: string): boolean;
  list(name: string): readonly unknown[] | undefined;
  /** The name of a time zone that this machine knows. */
  zone(name: string): string | undefined;
  /** Of `controller/info`. */
  hours(): SaidHours | undefined;
}

export function saidFields(payload: unknown): SaidFields {
  const fields = (typeof payload === 'object' && payload !== null ? payload : {}) as Record<string, unknown>;
  const within = (name: string, least: number, most: number): number | undefined => {
    const value = fields[name];
    return typeof value === 'number' && value >= least && value <= most ? value : undefined;
  };
  return {
    within,
    text: (name) => shortText(fields[name]),
    id: (name) => {
      const value = fields[name];
      return typeof value === 'string' && isId(value) ? value : undefined;
    },
    count: (name) => within(name, 0, Number.MAX_SAFE_INTEGER),
    flag: (name) => {
      const value = fields[name];
      return typeof value === 'boolean' ? value : undefined;
    },
    isNull: (name) => fields[name] === null,
    list: (name) => {
      const value = fields[name];
      return Array.isArray(value) ? value : undefined;
    },
    zone: (name) => zoneNamed(shortText(fields[name]) ?? ''),
    hours: () => saidHours(fields.hours, fields.holidays),
  };
}

export function shortText(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, fleetLimits.textCharactersMax) : undefined;
}
