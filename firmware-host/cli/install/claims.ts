import type { Site } from '../../../config/site.ts';
import type { Claim } from '../../../devices/kind.ts';

/** All claims of the devices of a site, including disabled ones: a reload may enable them. */
export const claimsOf = ({ devices }: Pick<Site, 'devices'>): readonly Claim[] =>
  devices.flatMap(({ kind, options }) => kind.claims(options));

/** Names of /dev/loket/NAME as the site file may write them. */
const link = /^\/dev\/loket\/([A-Za-z0-9._-]{1,64})$/;

/** NAME of `/dev/loket/NAME`, which a udev rule of ours makes; undefined for any other path. */
export const linkName = (path: string | undefined): string | undefined => link.exec(path ?? '')?.[1];

/** USB ports by the names of links: `1-1.3` is port 3 of the hub at port 1 of bus 1, as in /sys/bus/usb/devices. */
export type UsbPorts = ReadonlyMap<string, string>;

/** A USB port as the kernel names it. */
export const usbPortPattern = /^\d{1,3}-\d{1,3}(\.\d{1,3}){0,6}$/;

/**
 * Links that only a USB port can distinguish and that have no port yet: those of wires and sound cards, and those of
 * identical HID devices. `loket install --usb-port NAME=PORT` gives the port.
 */
export function unplacedLinks(claims: readonly Claim[], ports: UsbPorts): readonly string[] {
  const alike = new Map<string, number>();
  for (const claim of claims) {
    if (claim.on === 'hid') alike.set(hidIds(claim), (alike.get(hidIds(claim)) ?? 0) + 1);
  }
  const names = claims.flatMap((claim) => {
    if (claim.on === 'wire') return linkName(claim.address) ?? [];
    if (claim.on === 'sound') return linkName(claim.card) ?? [];
    if (claim.on !== 'hid' || (alike.get(hidIds(claim)) ?? 0) < 2) return [];
    return linkName(claim.path) ?? [];
  });
  return [...new Set(names)].filter((name) => !ports.has(name));
}

const hidIds = ({ vendorId, productId, serial }: Extract<Claim, { on: 'hid' }>) =>
  `${vendorId}:${productId}:${serial ?? ''}`;
