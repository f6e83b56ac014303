import type { Found, HidFound } from './find.ts';

/** A piece of a site file, ready to be pasted below `boards:` or `devices:`. */
export interface Snippet {
  readonly below: 'boards' | 'devices';
  readonly lines: readonly string[];
  /** NAME=PORT for `loket install --usb-port`, if the piece uses /dev/loket/NAME. */
  readonly usbPort: string | undefined;
}

const scanner = /scan|barcode|datalogic|honeywell|metrologic|zebra|symbol|newland|opticon/i;
const board = /arduino|_1a86_|ch34\d|firmata|teensy|espressif/i;
const pad = /pad|keyboard/i;

/** What makes pieces distinct: running numbers by id, and which devices have a twin. */
export interface Numbering {
  next(name: string): string;
  hasTwin(found: HidFound): boolean;
}

export function numbering(found: readonly Found[]): Numbering {
  const counts = new Map<string, number>();
  const hid = found.filter((one) => one.is === 'hid');
  return {
    next(name) {
      const number = (counts.get(name) ?? 0) + 1;
      counts.set(name, number);
      return `${name}-${number}`;
    },
    hasTwin: ({ vendorId, productId, serial }) =>
      hid.filter((one) => one.vendorId === vendorId && one.productId === productId && one.serial === serial)
        .length > 1,
  };
}

/**
 * The piece of a site file for a device. Its purpose is guessed from its name; `firmata`: whether a board answered the
 * probe; the technician has to fill in the counter. Undefined: no kind uses this hardware directly.
 */
export function snippetFor(found: Found, numbers: Numbering, firmata = false): Snippet | undefined {
  const device = (...lines: readonly string[]): Snippet => ({ below: 'devices', lines, usbPort: undefined });
  switch (found.is) {
    case 'serial': {
      const { path } = found;
      if (firmata || board.test(path))
        return {
          below: 'boards',
          lines: [`${numbers.next('papan')}: { address: ${path} }`],
          usbPort: undefined,
        };
      if (scanner.test(path))
        return device(
          `${numbers.next('pemindai')}: { kind: serial-scanner, counter: loket-1, address: ${path} }`,
        );
      return device(
        `${numbers.next('papan-angka')}: { kind: serial-display, counter: loket-1, address: ${path}, bus_address: 1 }`,
      );
    }
    case 'hid':
      return hidSnippet(found, numbers);
    case 'printer':
      return device(
        `${numbers.next('printer')}: { kind: escpos-printer, address: ${found.node}, columns: 48 }`,
      );
    case 'gpio':
      return found.pi
        ? device(
            `${numbers.next('tombol')}: { kind: call-button, counter: loket-1, layout: one-key, pin: 17, pull: off }`,
          )
        : undefined;
    case 'sound':
      return device(`${numbers.next('pengeras')}: { kind: alsa-speaker, card: ${found.card} }`);
    case 'bus':
      return device(
        found.node.startsWith('/dev/i2c')
          ? `${numbers.next('papan-angka')}: { kind: ht16k33-display, counter: loket-1, bus: ${found.node} }`
          : `${numbers.next('papan-angka')}: { kind: max7219-display, counter: loket-1, spi: ${found.node} }`,
      );
  }
}

function hidSnippet(found: HidFound, numbers: Numbering): Snippet {
  const isPad = pad.test(found.name) && !scanner.test(found.name);
  const name = numbers.next(isPad ? 'numpad' : 'pemindai');
  const byPort = numbers.hasTwin(found);
  const settings = [
    ...(isPad
      ? ['kind: numpad', 'counter: loket-1', 'layout: numpad']
      : ['kind: hid-scanner', 'counter: loket-1']),
    `vendor_id: ${hex(found.vendorId)}`,
    `product_id: ${hex(found.productId)}`,
    ...(byPort ? [`path: /dev/loket/${name}`] : []),
    ...(!byPort && found.serial !== undefined ? [`serial: ${JSON.stringify(found.serial)}`] : []),
  ];
  return {
    below: 'devices',
    lines: [`${name}: { ${settings.join(', ')} }`],
    usbPort: byPort && found.port !== undefined ? `${name}=${found.port}` : undefined,
  };
}

const hex = (id: number) => `0x${id.toString(16).padStart(4, '0')}`;
