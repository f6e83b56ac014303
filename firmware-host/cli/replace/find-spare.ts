import type { Device, Site } from '../../../config/site.ts';
import type { MachineTree } from '../../machine/tree.ts';
import { type Found, findHardware } from '../discover/find.ts';
import type { UsbPorts } from '../install/claims.ts';
import { idsOf, type Tie, tieOf, type UsbIds } from './tie.ts';

/** A thing that is plugged in, with what the system says of it. */
export interface Plugged {
  readonly is: Found['is'];
  /** The file to open it by now. */
  readonly node: string;
  /** What a site file calls it now: a serial line by its name in /dev/serial/by-id, where it has one. */
  readonly path: string;
  /** For people: maker and model. */
  readonly name: string;
  readonly ids: UsbIds | undefined;
  readonly serial: string | undefined;
  readonly port: string | undefined;
}

/** What was found in place of a device. */
export type SpareFound =
  | { readonly found: 'one'; readonly spare: Plugged }
  | { readonly found: 'several'; readonly spares: readonly Plugged[] }
  /** The old one, or one that cannot be told from it, is there. */
  | { readonly found: 'old'; readonly old: Plugged }
  /** None of its model. `others`: what is plugged in besides, and used by no device of the site. */
  | { readonly found: 'none'; readonly others: readonly Plugged[] }
  /** One of its model without a serial number, for a device that is known by one. */
  | { readonly found: 'nameless'; readonly spare: Plugged };

/** Everything that is plugged in by USB. */
export const pluggedIn = (tree: MachineTree): readonly Plugged[] =>
  findHardware(tree).flatMap((found) => pluggedOf(tree, found) ?? []);

function pluggedOf(tree: MachineTree, found: Found): Plugged | undefined {
  if (found.is === 'gpio' || found.is === 'bus' || found.port === undefined) return undefined;
  const { is, node, port } = found;
  const told = (file: string) => tree.text(`/sys/bus/usb/devices/${port}/${file}`) || undefined;
  if (found.is === 'hid') {
    const { name, serial, vendorId, productId } = found;
    return { is, node, path: node, port, name, serial, ids: { vendorId, productId } };
  }
  const [vendorId, productId] = ['idVendor', 'idProduct'].map((file) =>
    Number.parseInt(told(file) ?? '', 16),
  );
  return {
    ...{ is, node, port, serial: told('serial') },
    path: found.is === 'serial' ? found.path : found.is === 'sound' ? found.card : node,
    name: [told('manufacturer'), told('product')].filter(Boolean).join(' ') || node,
    ids: vendorId && productId ? { vendorId, productId } : undefined,
  };
}

/**
 * Looks for what takes the place of `device`. `chosen`: the serial number or the USB port of one, as a person gave it.
 */
export function findSpare(
  of: { readonly site: Site; readonly device: Device; readonly ports: UsbPorts; readonly chosen?: string },
  tie: Tie,
  plugged: readonly Plugged[],
): SpareFound {
  const { site, ports, chosen } = of;
  const fitting = plugged.filter((one) => fits(one, of.device, tie));
  const old = fitting.find((one) => isTied(one, tie));
  if (old !== undefined) return { found: 'old', old };
  const isUsed = (one: Plugged) =>
    site.devices.some((device) => {
      const other = tieOf(device, ports);
      return 'by' in other && couldBe(one, device) && isTied(one, other);
    });
  const free = fitting.filter((one) => !isUsed(one));
  const spares =
    chosen === undefined ? free : free.filter(({ serial, port }) => chosen === serial || chosen === port);
  const [spare] = spares;
  if (spare === undefined) {
    const others = plugged.filter((one) => !isUsed(one) && (chosen !== undefined || !fitting.includes(one)));
    return { found: 'none', others };
  }
  if (spares.length > 1) return { found: 'several', spares };
  return needsSerial(tie) && spare.serial === undefined
    ? { found: 'nameless', spare }
    : { found: 'one', spare };
}

const needsSerial = (tie: Tie): boolean => tie.by === 'name' || tie.serial !== undefined;

/** Whether this very thing is what the tie names. */
export function isTied(one: Plugged, tie: Tie): boolean {
  if (tie.by === 'name') return one.path === tie.address;
  if (tie.by === 'port') return one.port === tie.port;
  return one.serial === tie.serial && one.ids !== undefined && idsOf(one.ids) === idsOf(tie.ids);
}

/** Whether it is of the device's model, as far as that is known. */
function fits(one: Plugged, device: Device, tie: Tie): boolean {
  if (!couldBe(one, device)) return false;
  if (tie.by === 'name') return isNamedAs(one, tie.address);
  return tie.ids === undefined || (one.ids !== undefined && idsOf(one.ids) === idsOf(tie.ids));
}

/** Whether a device of this kind can be such a thing at all. */
function couldBe({ is }: Plugged, { kind, options }: Device): boolean {
  return kind.claims(options).some(({ on }) => {
    if (on === 'hid' || on === 'sound') return is === on;
    return on === 'wire' && (is === 'serial' || (is === 'printer' && kind.role === 'printer'));
  });
}

/** Whether its name is the old one but for the serial number: `usb-MAKER_MODEL_SERIAL-if00`. */
function isNamedAs({ path, serial }: Plugged, address: string): boolean {
  if (path === address) return true;
  const before = serial === undefined ? '' : `_${udevName(serial)}`;
  const at = path.lastIndexOf(`${before}-if`);
  return (
    at > 0 && address.startsWith(`${path.slice(0, at)}_`) && address.endsWith(path.slice(at + before.length))
  );
}

/** udev puts `_` for what it does not allow in the name of a link. */
const udevName = (serial: string): string => serial.replaceAll(/[^A-Za-z0-9#+.:=@_-]/g, '_');
