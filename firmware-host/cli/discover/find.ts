import { piGpio } from '../../edge/gpio-chip.ts';
import type { MachineTree } from '../../machine/tree.ts';

/** Hardware that a site file can name. `node` is the file to open, `port` the USB port that it is plugged into. */
export type Found =
  | SerialFound
  | HidFound
  | PrinterFound
  | {
      readonly is: 'gpio';
      readonly node: string;
      readonly label: string;
      readonly lines: number;
      readonly pi: boolean;
    }
  | { readonly is: 'bus'; readonly node: string }
  | SoundFound;

/** A printer on USB. `name`: what it calls itself. */
export interface PrinterFound {
  readonly is: 'printer';
  readonly node: string;
  readonly name: string;
  readonly port: string | undefined;
  readonly usb: UsbIdentity | undefined;
}

/** What a thing on USB says of itself. */
export interface UsbIdentity {
  readonly vendorId: number;
  readonly productId: number;
  readonly serial: string | undefined;
}

/** A serial line. `path`: its name in /dev/serial/by-id, where it has one. */
export interface SerialFound {
  readonly is: 'serial';
  readonly node: string;
  readonly path: string;
  readonly port: string | undefined;
  readonly usb: UsbIdentity | undefined;
}

export interface HidFound {
  readonly is: 'hid';
  readonly node: string;
  readonly name: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly serial: string | undefined;
  readonly port: string | undefined;
  /** What its reports are, by its own description of them; undefined: it was not read. */
  readonly reports: HidReports | undefined;
}

export type HidReports = 'keyboard' | 'scanner' | 'other';

/** A sound card with an output. `card`: how a site file names it, best by its place. */
export interface SoundFound {
  readonly is: 'sound';
  readonly node: string;
  readonly card: string;
  readonly id: string;
  readonly port: string | undefined;
}

/** All hardware that is plugged in or built in, according to /sys and /dev. Opens nothing. */
export function findHardware(tree: MachineTree): readonly Found[] {
  return [
    ...serialLines(tree),
    ...hidDevices(tree),
    ...usbPrinters(tree),
    ...gpioChips(tree),
    ...buses(tree),
    ...soundCards(tree),
  ];
}

/** Serial lines with a device behind them: the kernel has 32 names /dev/ttyS, most of them without hardware. */
function serialLines(tree: MachineTree): readonly Found[] {
  const folder = '/dev/serial/by-id';
  const byId = new Map(
    tree.names(folder).map((name) => [tree.real(`${folder}/${name}`), `${folder}/${name}`] as const),
  );
  return tree
    .names('/sys/class/tty')
    .filter((name) => /^tty(ACM|USB|AMA)\d+$/.test(name))
    .map((name) => {
      const node = `/dev/${name}`;
      const port = usbPort(tree, `/sys/class/tty/${name}/device`);
      return { is: 'serial', node, path: byId.get(node) ?? node, port, usb: usbIdentity(tree, port) };
    });
}

/**
 * Keyboards, number pads and scanners. Of a device with several interfaces the first is taken that types or scans. Mice
 * and the like are nothing for a site file.
 */
function hidDevices(tree: MachineTree): readonly Found[] {
  const found = tree.names('/sys/class/hidraw').flatMap((name): readonly HidFound[] => {
    const told = new Map(
      (tree.text(`/sys/class/hidraw/${name}/device/uevent`) ?? '').split('\n').map((line) => {
        const at = line.indexOf('=');
        return [line.slice(0, at), line.slice(at + 1)] as const;
      }),
    );
    // HID_ID=0003:000004D9:0000A02A: bus (3 is USB), vendor, product.
    const [bus, vendor, product] = (told.get('HID_ID') ?? '')
      .split(':')
      .map((part) => Number.parseInt(part, 16));
    if (bus !== 3 || vendor === undefined || product === undefined) return [];
    return [
      {
        ...{ is: 'hid', node: `/dev/${name}`, vendorId: vendor, productId: product },
        name: told.get('HID_NAME') ?? '',
        serial: told.get('HID_UNIQ') || undefined,
        port: usbPort(tree, `/sys/class/hidraw/${name}/device`),
        reports: reportsOf(tree.bytes(`/sys/class/hidraw/${name}/device/report_descriptor`)),
      },
    ];
  });
  const seen = new Set<string>();
  return found.filter(({ port, node, reports }) => {
    if (reports === 'other') return false;
    const place = port ?? node;
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}

/**
 * What a report descriptor begins with: a usage page and a usage, one byte each (HID 1.11, section 6.2.2). Pages and
 * usages are those of edge/hid-place.ts.
 */
function reportsOf(descriptor: Uint8Array | undefined): HidReports | undefined {
  if (descriptor === undefined || descriptor.length === 0) return undefined;
  const begins = (...bytes: readonly number[]) => bytes.every((byte, at) => descriptor[at] === byte);
  if (begins(0x05, 0x01, 0x09, 0x06)) return 'keyboard';
  return begins(0x05, 0x8c, 0x09, 0x02) ? 'scanner' : 'other';
}

function usbIdentity(tree: MachineTree, port: string | undefined): UsbIdentity | undefined {
  const told = (file: string) => tree.text(`/sys/bus/usb/devices/${port}/${file}`) || undefined;
  const [vendorId, productId] = ['idVendor', 'idProduct'].map((file) =>
    Number.parseInt(told(file) ?? '', 16),
  );
  return vendorId && productId ? { vendorId, productId, serial: told('serial') } : undefined;
}

function usbPrinters(tree: MachineTree): readonly PrinterFound[] {
  return tree
    .names('/sys/class/usbmisc')
    .filter((name) => /^lp\d+$/.test(name))
    .map((name) => {
      const port = usbPort(tree, `/sys/class/usbmisc/${name}/device`);
      const told = (file: string) => (port && tree.text(`/sys/bus/usb/devices/${port}/${file}`)) ?? '';
      return {
        ...{ is: 'printer', node: `/dev/usb/${name}`, port },
        name: `${told('manufacturer')} ${told('product')}`.trim(),
        usb: usbIdentity(tree, port),
      };
    });
}

function gpioChips(tree: MachineTree): readonly Found[] {
  const root = piGpio.root;
  const listed = tree.names(root).filter((name) => name.startsWith('gpiochip'));
  return listed.map((name) => {
    const label = tree.text(`${root}/${name}/label`) ?? '';
    const lines = Number(tree.text(`${root}/${name}/ngpio`) ?? 0);
    return { is: 'gpio', node: `${root}/export`, label, lines, pi: piGpio.labels.includes(label) };
  });
}

const buses = (tree: MachineTree): readonly Found[] =>
  tree
    .names('/dev')
    .filter((name) => /^(i2c-\d+|spidev\d+\.\d+)$/.test(name))
    .map((name) => ({ is: 'bus', node: `/dev/${name}` }));

/** The cards with an output. Those on USB are named by their port, since two of one model swap their ids. */
export function soundCards(tree: MachineTree): readonly SoundFound[] {
  const folder = '/dev/snd/by-path';
  const byPath = new Map(
    tree.names(folder).map((name) => [tree.real(`${folder}/${name}`), `${folder}/${name}`] as const),
  );
  return tree.names('/sys/class/sound').flatMap((name): readonly SoundFound[] => {
    const number = /^card(\d+)$/.exec(name)?.[1];
    const id = tree.text(`/sys/class/sound/${name}/id`);
    const node = `/dev/snd/pcmC${number}D0p`;
    if (number === undefined || id === undefined || tree.node(node) === undefined) return [];
    const port = usbPort(tree, `/sys/class/sound/${name}/device`);
    const link = port === undefined ? undefined : byPath.get(`/dev/snd/controlC${number}`);
    return [{ is: 'sound', node, card: link ?? id, id, port }];
  });
}

/** `1-1.3` of .../usb1/1-1/1-1.3/1-1.3:1.0/...; undefined for a device that is not on USB. */
function usbPort(tree: MachineTree, device: string): string | undefined {
  const ports = tree.real(device)?.match(/(?<=\/)\d+-\d+(\.\d+)*(?=\/|$)/g);
  return ports?.at(-1);
}
