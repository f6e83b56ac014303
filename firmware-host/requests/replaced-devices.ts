import type { Device } from '../../config/site.ts';
import type { HostEvent } from '../journal/journal-port.ts';

/** The folder of names that udev makes of maker, model and serial number of a serial line. */
const byId = '/dev/serial/by-id/';

/** What tells a device from another one of its model; undefined where nothing does, as with a GPIO line. */
export function hardwareName({ kind, options }: Device): string | undefined {
  for (const claim of kind.claims(options)) {
    if (claim.on === 'hid' && claim.serial !== undefined) return claim.serial;
    if (claim.on === 'wire' && claim.address.startsWith(byId)) return claim.address.slice(byId.length);
  }
  return undefined;
}

/** An event for each device in whose place another one of its kind has come. */
export function replacedDevices(before: readonly Device[], after: readonly Device[]): readonly HostEvent[] {
  return after.flatMap((device) => {
    const was = before.find(({ id, kind }) => id === device.id && kind.kind === device.kind.kind);
    const [from, to] = [was && hardwareName(was), hardwareName(device)];
    if (from === undefined || to === undefined || from === to) return [];
    return [{ type: 'device.replaced', device: device.id, from, to }];
  });
}
