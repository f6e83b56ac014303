import { piGpio } from '../../edge/gpio-chip.ts';
import type { MachineTree } from '../../machine/tree.ts';

/** Hardware that a site file can name. `node` is the file to open, `port` the USB port that it is plugged into. */
export type Found =
  | { readonly is: 'serial'; readonly node: string; readonly path: string; readonly port: string | undefined }
  | HidFound
  | {
      readonly is: 'printer';
      readonly node: string;
      readonly name: string;
      readonly port: string | undefined;
    }
  | {
      readonly is: 'gpio';
      readonly node: string;
      readonly label: string;
      readonly lines: number;
      readonly pi: boolean;
    }
  | { readonly is: 'bus'; readonly node: string }
  | SoundFound;

export interface HidFound {
  readonly is: 'hid';
  readonly node: string;
  readonly name: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly serial: string | undefined;
  readonly port: string | undefined;
}

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
      return { is: 'serial', node, path: byId.get(node) ?? node, port };
    });
}

/**
 * Keyboards, number pads and scanners. Of a device with several interfaces the first is taken: it is the one that
 * types.
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
      },
    ];
  });
  const seen = new Set<string>();
  return found.filter(({ port, node }) => {
    const place = port ?? node;
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}

function usbPrinters(tree: MachineTree): readonly Found[] {
  return tree
    .names('/sys/class/usbmisc')
    .filter((name) => /^lp\d+$/.test(name))
    .map((name) => {
      const port = usbPort(tree, `/sys/class/usbmisc/${name}/device`);
      const told = (file: string) => (port && tree.text(`/sys/bus/usb/devices/${port}/${file}`)) ?? '';
      return {
        ...{ is: 'printer', node: `/dev/usb/${name}`, port },
        name: `${told('manufacturer')} ${told('product')}`.trim(),
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
