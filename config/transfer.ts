import type { DeviceKind } from '../devices/kind.ts';
import type { Loaded } from './load.ts';
import type { Device, Site } from './site.ts';

/** What was loaded, as it goes from one thread to another: functions do not, so that kinds go by their names. */
export interface Packed extends Omit<Loaded, 'site'> {
  readonly site?: Omit<Site, 'devices'> & { readonly devices: readonly PackedDevice[] };
}

/** A device of each role; `Omit` alone would leave what all roles have in common. */
type PackedDevice = Device extends infer D
  ? D extends Device
    ? Omit<D, 'kind'> & { readonly kind: string }
    : never
  : never;

export function packed({ site, ...rest }: Loaded): Packed {
  if (site === undefined) return rest;
  const devices = site.devices.map((device) => ({ ...device, kind: device.kind.kind }));
  return { ...rest, site: { ...site, devices } };
}

/** The other way round, with the same `kinds`. */
export function unpacked({ site, ...rest }: Packed, kinds: readonly DeviceKind[]): Loaded {
  if (site === undefined) return rest;
  const devices = site.devices.flatMap((device) => {
    const kind = kinds.find((one) => one.kind === device.kind);
    return kind === undefined ? [] : [{ ...device, kind }];
  });
  return { ...rest, site: { ...site, devices } };
}
