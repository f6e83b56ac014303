import type { Device, Site } from '../../../config/site.ts';
import type { Claim } from '../../../devices/kind.ts';
import { linkName, type UsbPorts } from '../install/claims.ts';

/** The folder of names that udev makes of maker, model and serial number. */
const byId = '/dev/serial/by-id/';

/** Vendor and product of a USB device: its model. */
export interface UsbIds {
  readonly vendorId: number;
  readonly productId: number;
}

/** What binds a device of the site file to one piece of hardware, so that a spare is not taken for it. */
export type Tie =
  /** A HID device with this serial number. */
  | { readonly by: 'serial'; readonly ids: UsbIds; readonly serial: string }
  /** A serial line with this name in /dev/serial/by-id. */
  | { readonly by: 'name'; readonly address: string }
  /** Whatever is at this USB port; a HID device has a model too, and perhaps a serial number. */
  | {
      readonly by: 'port';
      readonly link: string;
      readonly port: string;
      readonly ids: UsbIds | undefined;
      readonly serial: string | undefined;
    };

/** Why a device has no tie, so that nothing is to be written for a spare. */
export type Untied =
  /** It is wired to pins, or needs no hardware of its own. */
  | { readonly why: 'pins' }
  /** It hangs on a board, which may be the thing to be replaced. */
  | { readonly why: 'board'; readonly board: string }
  | { readonly why: 'network'; readonly address: string }
  /** The site file names a place, or a model alone: a spare in the same place is found by itself. */
  | { readonly why: 'place'; readonly place: string };

/** The tie of a device of the site. `ports`: the USB ports of links /dev/loket/NAME. */
export function tieOf(device: Device, ports: UsbPorts): Tie | Untied {
  const untied = device.kind.claims(device.options).map((claim) => tieOfClaim(claim, ports));
  return untied.find((one) => 'by' in one) ?? untied[0] ?? { why: 'pins' };
}

function tieOfClaim(claim: Claim, ports: UsbPorts): Tie | Untied {
  switch (claim.on) {
    case 'gpio':
      return { why: 'pins' };
    case 'board':
    case 'board-i2c':
      return { why: 'board', board: claim.board };
    case 'topic':
      return { why: 'place', place: claim.topic };
    case 'sound':
      return atPort(claim.card, ports) ?? { why: 'place', place: claim.card };
    case 'wire':
      if (claim.address.startsWith('tcp://')) return { why: 'network', address: claim.address };
      if (/^\/dev\/(i2c-|spidev)/.test(claim.address)) return { why: 'pins' };
      if (claim.address.startsWith(byId)) return { by: 'name', address: claim.address };
      return atPort(claim.address, ports) ?? { why: 'place', place: claim.address };
    case 'hid': {
      const { vendorId, productId, serial, path } = claim;
      const ids = { vendorId, productId };
      const port = path === undefined ? undefined : atPort(path, ports, ids, serial);
      if (port !== undefined) return port;
      if (serial !== undefined && path === undefined) return { by: 'serial', ids, serial };
      return { why: 'place', place: path ?? idsOf(ids) };
    }
  }
}

function atPort(path: string, ports: UsbPorts, ids?: UsbIds, serial?: string): Tie | undefined {
  const link = linkName(path);
  const port = link === undefined ? undefined : ports.get(link);
  return link === undefined || port === undefined ? undefined : { by: 'port', link, port, ids, serial };
}

/** `04d9:a02a`, as lsusb writes it. */
export const idsOf = ({ vendorId, productId }: UsbIds): string =>
  [vendorId, productId].map((id) => id.toString(16).padStart(4, '0')).join(':');

/** The devices that change with this one: those on the same line, such as the displays behind an RS-485 adapter. */
export function tiedAlike(site: Site, tie: Tie, ports: UsbPorts): readonly Device[] {
  return site.devices.filter((device) => {
    const one = tieOf(device, ports);
    if (!('by' in one) || one.by !== tie.by) return false;
    if (one.by === 'name') return one.address === (tie as typeof one).address;
    if (one.by === 'port') return one.link === (tie as typeof one).link;
    return one.serial === (tie as typeof one).serial && idsOf(one.ids) === idsOf((tie as typeof one).ids);
  });
}
