import type { DeviceKind } from '../devices/kind.ts';
import type { Loaded } from './load.ts';
import type { Device, Site } from './site.ts';

/** A loaded site for transfer between threads. Functions cannot be sent, so device kinds go by name. */
export interface Packed extends Omit<Loaded, 'site'> {
  readonly site?: Omit<Site, 'devices'> & { readonly devices: readonly PackedDevice[] };
}

/** Distributes over the roles; a plain `Omit` would keep only the properties that all roles share. */
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

/** The inverse, with the same `kinds`. */
export function unpacked({ site, ...rest }: Packed, kinds: readonly DeviceKind[]): Loaded {
  if (site === undefined) return rest;
  const devices = site.devices.flatMap((device) => {
    const kind = kinds.find((one) => one.kind === device.kind);
    return kind === undefined ? [] : [{ ...device, kind }];
  });
  return { ...rest, site: { ...site, devices } };
}
