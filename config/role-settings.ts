import type { Role } from '../devices/roles.ts';
import type { CommonSettings } from './schema.ts';
import type { Device } from './site.ts';

/** For each setting common to devices, the property of a device that it is read into. */
interface PropertyOf extends Record<keyof CommonSettings, string> {
  enabled: 'enabled';
  counter: 'counter';
  zone: 'zone';
  printer: 'printer';
  instead: 'instead';
  accept_unconfirmed: 'acceptUnconfirmed';
  flash_for: 'flashForMs';
  layout: 'keys';
  does: 'keys';
}

type Setting = keyof CommonSettings;
type DeviceWith<R extends Role> = Extract<Device, { readonly role: R }>;

/** The common settings for which a device of this role has the property. */
type SettingOf<R extends Role> = {
  [Name in Setting]: PropertyOf[Name] extends keyof DeviceWith<R> ? Name : never;
}[Setting];

/** `needed`: the schema allows leaving the setting out, but the device's property must be there. */
type NeedOf<R extends Role, Name extends Setting> = Name extends keyof DeviceWith<R>
  ? undefined extends DeviceWith<R>[Name]
    ? 'optional'
    : undefined extends CommonSettings[Name]
      ? 'needed'
      : 'optional'
  : 'optional';

/**
 * Which common settings a device of each role may or must have. The compiler checks this against the devices of
 * site.ts: each role has a setting for each of its properties, and no other.
 */
const settings: {
  readonly [R in Role]: { readonly [Name in SettingOf<R>]: NeedOf<R, Name> };
} = {
  board: { enabled: 'optional' },
  keys: {
    enabled: 'optional',
    counter: 'optional',
    printer: 'optional',
    layout: 'optional',
    does: 'optional',
  },
  // A display shows what its counter calls.
  display: { enabled: 'optional', counter: 'needed' },
  printer: { enabled: 'optional', instead: 'optional', accept_unconfirmed: 'optional' },
  scanner: { enabled: 'optional', counter: 'optional', printer: 'optional' },
  speaker: { enabled: 'optional', zone: 'optional' },
  signal: { enabled: 'optional', counter: 'optional', flash_for: 'optional' },
};

/** The names of the common settings that a device of this role may have, and of those that it must have. */
export function settingsOfRole(role: Role): {
  readonly may: readonly string[];
  readonly must: readonly string[];
} {
  const entries = Object.entries(settings[role]);
  return {
    may: entries.map(([name]) => name),
    must: entries.filter(([, need]) => need === 'needed').map(([name]) => name),
  };
}
