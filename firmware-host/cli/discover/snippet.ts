import { type Choice, type Settings, serialChoices } from './choices.ts';
import type { Found, HidFound, PrinterFound, SerialFound } from './find.ts';
import { thingOf } from './usb-things.ts';

/** A piece of a site file, ready to be pasted below `boards:` or `devices:`. */
export interface Snippet {
  readonly below: 'boards' | 'devices';
  readonly lines: readonly string[];
  /** What else the hardware may be; one of these in place of `lines`. */
  readonly others: readonly Omit<Snippet, 'others' | 'usbPort'>[];
  /** NAME=PORT for `loket install --usb-port`, if the piece uses /dev/loket/NAME. */
  readonly usbPort: string | undefined;
}

const scanner = /scan|barcode|datalogic|honeywell|metrologic|zebra|symbol|newland|opticon/i;
const board = /arduino|_1a86_|ch34\d|firmata|teensy|espressif/i;
const pad = /pad|keyboard/i;
const cards = /rfid|card reader|ic reader/i;

/** What makes pieces distinct: running numbers by id, and which devices only their USB port tells from another. */
export interface Numbering {
  next(name: string): string;
  /** Whether another one like it is plugged in, or could be. */
  needsPort(found: Found): boolean;
}

export function numbering(found: readonly Found[]): Numbering {
  const counts = new Map<string, number>();
  const twins = new Map<string, number>();
  for (const one of found) twins.set(identityOf(one), (twins.get(identityOf(one)) ?? 0) + 1);
  return {
    next(name) {
      const number = (counts.get(name) ?? 0) + 1;
      counts.set(name, number);
      return `${name}-${number}`;
    },
    needsPort(one) {
      if (!('port' in one) || one.port === undefined) return false;
      const hasTwin = (twins.get(identityOf(one)) ?? 0) > 1;
      return one.is === 'serial' ? one.usb !== undefined && (hasTwin || isNameless(one)) : hasTwin;
    },
  };
}

/**
 * Whether its serial number tells it from others of its model. Where nothing is known of it, it counts as one that has.
 */
export function isNameless({ usb }: SerialFound): boolean {
  if (usb === undefined) return false;
  return usb.serial === undefined || usb.serial === thingOf(usb.vendorId, usb.productId)?.sameSerial;
}

/**
 * The same for two things that nothing but their place tells apart. USB printers have names in the order they are
 * found.
 */
function identityOf(found: Found): string {
  if (found.is === 'printer') return found.is;
  const usb = found.is === 'hid' ? found : found.is === 'serial' ? found.usb : undefined;
  return usb === undefined ? found.node : [found.is, usb.vendorId, usb.productId, usb.serial].join(':');
}

/**
 * The piece of a site file for a device. Its purpose is told by its ids or guessed from its name; `firmata`: whether a
 * board answered the probe; the technician has to fill in the counter. Undefined: no kind uses this hardware directly.
 */
export function snippetFor(found: Found, numbers: Numbering, firmata = false): Snippet | undefined {
  switch (found.is) {
    case 'serial':
      return serialSnippet(found, numbers, firmata);
    case 'hid':
      return hidSnippet(found, numbers);
    case 'printer':
      return printerSnippet(found, numbers);
    case 'gpio':
      return found.pi
        ? devices(
            line(numbers.next('tombol'), {
              ...{ kind: 'call-button', counter: 'loket-1', layout: 'one-key', pin: 17, pull: 'off' },
            }),
          )
        : undefined;
    case 'sound':
      return devices(line(numbers.next('pengeras'), { kind: 'alsa-speaker', card: found.card }));
    case 'bus': {
      const at = { counter: 'loket-1' };
      const name = numbers.next('papan-angka');
      if (found.node.startsWith('/dev/i2c'))
        return devices(line(name, { kind: 'ht16k33-display', ...at, bus: found.node }));
      const matrix = line(numbers.next('matriks'), { kind: 'max7219-matrix', ...at, spi: found.node });
      return {
        ...devices(line(name, { kind: 'max7219-display', ...at, spi: found.node })),
        others: [{ below: 'devices', lines: [matrix] }],
      };
    }
  }
}

const devices = (...lines: readonly string[]): Snippet => ({
  ...{ below: 'devices', lines, others: [], usbPort: undefined },
});

const line = (name: string, settings: Settings): string => `${name}: ${braced(settings)}`;

const braced = (settings: Settings): string =>
  `{ ${Object.entries(settings)
    .map(([setting, value]) => `${setting}: ${typeof value === 'object' ? braced(value) : value}`)
    .join(', ')} }`;

/** The link /dev/loket/NAME and the port it is made for, where only the port tells the device from another. */
function placed(found: Found & { readonly port: string | undefined }, name: string, numbers: Numbering) {
  return numbers.needsPort(found)
    ? { link: `/dev/loket/${name}`, usbPort: `${name}=${found.port}` }
    : { link: undefined, usbPort: undefined };
}

/** A Star printer may be set to ESC/POS, and some of its models take pictures alone. */
function printerSnippet(found: PrinterFound, numbers: Numbering): Snippet {
  const name = numbers.next('printer');
  const { link, usbPort } = placed(found, name, numbers);
  const address = link ?? found.node;
  const printer = (kind: string, more: Settings = {}) => line(name, { kind, address, ...more, columns: 48 });
  if (thingOf(found.usb?.vendorId, found.usb?.productId)?.language !== 'star')
    return { ...devices(printer('escpos-printer')), usbPort };
  const others: Snippet['others'] = [
    {
      below: 'devices',
      lines: [printer('star-printer', { language: 'graphic' }), printer('escpos-printer')],
    },
  ];
  return { ...devices(printer('star-printer')), others, usbPort };
}

function serialSnippet(found: SerialFound, numbers: Numbering, firmata: boolean): Snippet {
  const thing = thingOf(found.usb?.vendorId, found.usb?.productId);
  const isScanner = thing?.is === 'scanner' || (thing === undefined && scanner.test(found.path));
  const isBoard = firmata || thing?.is === 'board' || thing?.onClones || board.test(found.path);
  const name = numbers.next(isScanner ? 'pemindai' : isBoard ? 'papan' : 'papan-angka');
  const { link, usbPort } = placed(found, name, numbers);
  const address = link ?? found.path;
  const asBoard = (id: string) => ({ below: 'boards' as const, lines: [line(id, { address })] });
  if (firmata) return { ...asBoard(name), others: [], usbPort };
  const choices = serialChoices(address, thing?.is === 'board');
  const asDevice = (id: string, kind: string) =>
    devices(...choices.filter((one) => one.kind === kind).map((one) => line(id, one.settings)));
  if (isScanner) return { ...asDevice(name, 'serial-scanner'), usbPort };
  const others = (without: string): Snippet['others'] => [
    {
      below: 'devices',
      lines: choices.filter(({ kind }) => kind !== without).map((one) => numbered(one, numbers)),
    },
  ];
  return isBoard
    ? { ...asBoard(name), others: others(''), usbPort }
    : {
        ...asDevice(name, 'serial-display'),
        others: [...others('serial-display'), asBoard(numbers.next('papan'))],
        usbPort,
      };
}

const numbered = ({ kind, settings }: Choice, numbers: Numbering): string =>
  line(numbers.next(kind), settings);

function hidSnippet(found: HidFound, numbers: Numbering): Snippet {
  const isScanner =
    found.reports === 'scanner' ||
    thingOf(found.vendorId, found.productId)?.is === 'scanner' ||
    scanner.test(found.name);
  const isCards = !isScanner && cards.test(found.name);
  const isPad = !isScanner && !isCards && pad.test(found.name);
  const name = numbers.next(isCards ? 'kartu' : isPad ? 'numpad' : 'pemindai');
  const { link, usbPort } = placed(found, name, numbers);
  const ids: Settings = {
    ...{ vendor_id: hex(found.vendorId), product_id: hex(found.productId) },
    ...(link !== undefined ? { path: link } : {}),
    ...(link === undefined && found.serial !== undefined ? { serial: JSON.stringify(found.serial) } : {}),
  };
  const asNumpad = (id: string) => line(id, { kind: 'numpad', counter: 'loket-1', layout: 'numpad', ...ids });
  const asRating = () =>
    line(numbers.next('penilaian'), { kind: 'rating-pad', counter: 'loket-1', ...ids, keys: faces });
  const asCards = (id: string) => line(id, { kind: 'card-reader', ...ids });
  const mode: Settings = found.reports === 'scanner' ? { mode: 'pos' } : {};
  const asScanner = (id: string) => line(id, { kind: 'hid-scanner', counter: 'loket-1', ...mode, ...ids });
  const or = (...lines: readonly string[]): Snippet['others'] => [{ below: 'devices', lines }];
  if (isScanner) return { ...devices(asScanner(name)), usbPort };
  if (isCards) return { ...devices(asCards(name)), usbPort };
  // Readers of cards, and scanners too, call themselves keyboards.
  if (isPad) {
    const typing = [asRating(), asCards(numbers.next('kartu')), asScanner(numbers.next('pemindai'))];
    return { ...devices(asNumpad(name)), others: or(...typing), usbPort };
  }
  const others = or(asNumpad(numbers.next('numpad')), asRating(), asCards(numbers.next('kartu')));
  return { ...devices(asScanner(name)), others, usbPort };
}

const faces = { 'sangat-puas': 1, puas: 2, kurang: 3, 'tidak-puas': 4 };

const hex = (id: number) => `0x${id.toString(16).padStart(4, '0')}`;
