import type { Role } from '../devices/roles.ts';
import type { CommonSettings } from './schema.ts';
import type { Device } from './site.ts';

/** For each setting common to devices, the property of a device that it is read into. */
interface PropertyOf extends Record<keyof CommonSettings, string> {
  enabled: 'enabled';
  counter: 'counter';
  ticket_machine: 'ticketMachine';
  zone: 'zone';
  printer: 'printer';
  instead: 'instead';
  accept_unconfirmed: 'acceptUnconfirmed';
  flash_for: 'flashForMs';
  thanks_for: 'thanksFor';
  asks: 'asks';
  scores: 'scores';
  layout: 'keys';
  does: 'keys';
}

type Setting = keyof CommonSettings;
type DeviceWith<R extends Role> = Extract<Device, { readonly role: R }>;

/** The common settings for which a device of this role has the property. */
type SettingOf<R extends Role> = {
  [Name in Setting]: PropertyOf[Name] extends keyof DeviceWith<R> ? Name : never;
}[Setting];

/**
 * Which common settings a device of each role may have. The compiler checks this against the devices of
 * site.ts: each role has a setting for each of its properties, and no other.
 */
const settings: {
  readonly [R in Role]: { readonly [Name in SettingOf<R>]: 'optional' };
} = {
  board: { enabled: 'optional' },
  keys: {
    enabled: 'optional',
    counter: 'optional',
    zone: 'optional',
    printer: 'optional',
    layout: 'optional',
    does: 'optional',
  },
  rating: { enabled: 'optional', counter: 'optional', asks: 'optional', scores: 'optional' },
  display: { enabled: 'optional', counter: 'optional', ticket_machine: 'optional' },
  printer: { enabled: 'optional', instead: 'optional', accept_unconfirmed: 'optional' },
  scanner: { enabled: 'optional', counter: 'optional', zone: 'optional', printer: 'optional' },
  speaker: { enabled: 'optional', zone: 'optional' },
  signal: { enabled: 'optional', counter: 'optional', flash_for: 'optional', thanks_for: 'optional' },
};

/**
 * The settings of which a device of this role must have one: a display shows what its counter calls, or what came of a
 * press at its ticket machine. The first one is the usual one.
 */
export const neededOf = (role: Role): readonly Setting[] =>
  role === 'display' ? ['counter', 'ticket_machine'] : [];

/** The names of the common settings that a device of this role may have. */
export const settingsOfRole = (role: Role): readonly string[] => Object.keys(settings[role]);
