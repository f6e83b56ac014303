import { realpathSync } from 'node:fs';
import type { Device } from 'node-hid';
import { Fault } from '../../devices/fault.ts';
import type { HidPlace, HidUse } from '../../devices/ports.ts';
import { linkFault } from './link-fault.ts';

/**
 * USB HID Usage Tables: generic desktop page, usage keyboard; and of Point of Sale, bar code scanner page and usage.
 */
const usages: Record<HidUse, { readonly page: number; readonly usage: number }> = {
  keyboard: { page: 0x01, usage: 0x06 },
  scanner: { page: 0x8c, usage: 0x02 },
};

/** Names a place in messages: `046d:c31c` with the other criteria. */
export function placeName({ vendorId, productId, serial, path }: HidPlace): string {
  const ids = [vendorId, productId].map((id) => id.toString(16).padStart(4, '0')).join(':');
  return [`HID ${ids}`, serial && `serial ${serial}`, path && `at ${path}`].filter(Boolean).join(' ');
}

/**
 * The path to open for `place` among all the devices that the system lists. Throws `link.absent` when it is not there,
 * and `link.wrong_device` when another device is at its path or two identical devices cannot be distinguished.
 */
export function findHid(place: HidPlace, listed: readonly Device[], resolve = resolveLink): string {
  const named = placeName(place);
  const use = place.use ?? 'keyboard';
  const ofIds = listed.filter(
    (device) => device.vendorId === place.vendorId && device.productId === place.productId,
  );
  const alike = use === 'scanner' ? ofIds.filter(isFor(use)) : ofIds;
  if (ofIds.length > 0 && alike.length === 0) {
    throw new Fault('link.wrong_device', `${named} is plugged in, but not in HID-POS mode`, {
      hint: 'scan the code that sets it to HID-POS, or leave `mode: pos` out',
    });
  }
  if (place.path !== undefined) {
    const path = resolve(place.path);
    if (alike.some((device) => device.path === path)) return path;
    if (listed.some((device) => device.path === path))
      throw new Fault('link.wrong_device', `a device other than ${named} is there`);
    // It was plugged in or out since the devices were listed: the next try will show.
    throw new Fault('link.absent', `${named} is not plugged in`);
  }
  const wanted = alike.filter((device) => place.serial === undefined || device.serialNumber === place.serial);
  const paths = pathsFor(use, wanted);
  const [path] = paths;
  if (path === undefined) throw new Fault('link.absent', `${named} is not plugged in`);
  if (paths.length > 1) {
    throw new Fault('link.wrong_device', `${paths.length} devices match ${named}`, {
      hint: 'give each its `path`, a udev link by USB port',
    });
  }
  return path;
}

const isFor = (use: HidUse) => (device: Device) =>
  device.usagePage === usages[use].page && device.usage === usages[use].usage;

/**
 * One device may list several interfaces (keyboard, volume keys) and several usages of each: of those with this use,
 * the one with the lowest interface number is taken.
 */
function pathsFor(use: HidUse, devices: readonly Device[]): string[] {
  const fitting = devices.filter(isFor(use));
  const meant = fitting.length > 0 ? fitting : devices;
  const lowest = Math.min(...meant.map((device) => device.interface));
  const paths = meant.flatMap((device) =>
    device.interface === lowest && device.path !== undefined ? [device.path] : [],
  );
  return [...new Set(paths)];
}

function resolveLink(path: string): string {
  try {
    return realpathSync(path);
  } catch (thrown) {
    throw linkFault(thrown, path);
  }
}
