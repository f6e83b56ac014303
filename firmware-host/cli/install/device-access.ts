import type { Claim } from '../../../devices/kind.ts';

/** The permissions that a service needs to open the claimed devices. */
export interface Access {
  /** For DeviceAllow=: classes as /proc/devices names them, or paths of single devices. */
  readonly devices: readonly string[];
  /** Groups of the user besides its own. */
  readonly groups: readonly string[];
  /** Kernel modules that must be loaded before the service: an unknown class cannot be allowed. */
  readonly modules: readonly string[];
  /** Whether lines are exported through /sys, which must then be open for writing. */
  readonly writesSysfs: boolean;
}

interface Class {
  readonly path: RegExp;
  readonly devices: readonly string[];
  readonly groups: readonly string[];
  readonly modules: readonly string[];
}

const usbSerial = { devices: ['char-ttyACM', 'char-ttyUSB'], modules: ['cdc_acm', 'usbserial'] };
const usbPrinter = { devices: ['char-usb'], modules: ['usblp'] };
const dialout = { groups: ['dialout'] };

/** Device nodes by what their paths begin with. A link by USB port may lead to a serial line or to a printer. */
const classes: readonly Class[] = [
  { path: /^\/dev\/(serial\/|ttyACM|ttyUSB)/, ...usbSerial, ...dialout },
  { path: /^\/dev\/ttyAMA/, devices: ['char-ttyAMA'], modules: [], ...dialout },
  { path: /^\/dev\/ttyS/, devices: ['char-ttyS'], modules: [], ...dialout },
  { path: /^\/dev\/serial\d/, devices: ['char-ttyAMA', 'char-ttyS'], modules: [], ...dialout },
  { path: /^\/dev\/usb\/lp/, ...usbPrinter, groups: ['lp'] },
  {
    path: /^\/dev\/loket\//,
    devices: [...usbSerial.devices, ...usbPrinter.devices],
    modules: [...usbSerial.modules, ...usbPrinter.modules],
    groups: ['dialout', 'lp'],
  },
  { path: /^\/dev\/i2c-/, devices: ['char-i2c'], modules: ['i2c-dev'], groups: ['i2c'] },
  { path: /^\/dev\/spidev/, devices: ['char-spi'], modules: ['spidev'], groups: ['spi'] },
];

/** The access that `claims` need. A TCP address, and a pin of a board, need no device of this machine. */
export function accessFor(claims: readonly Claim[]): Access {
  const needed = claims.map(accessOf);
  const all = (list: 'devices' | 'groups' | 'modules') =>
    [...new Set(needed.flatMap((access) => access[list]))].sort();
  return {
    devices: all('devices'),
    groups: all('groups'),
    modules: all('modules'),
    writesSysfs: needed.some(({ writesSysfs }) => writesSysfs),
  };
}

const nothing: Access = { devices: [], groups: [], modules: [], writesSysfs: false };

/** The class is known once the module `snd` is loaded; udev gives what is in /dev/snd to the group. */
const sound: Access = { ...nothing, devices: ['char-alsa'], groups: ['audio'], modules: ['snd'] };

function accessOf(claim: Claim): Access {
  switch (claim.on) {
    case 'board':
    case 'board-i2c':
    case 'topic':
      return nothing;
    case 'gpio':
      // A line of a bus belongs to the bus, whose device node is claimed as well.
      if (claim.bus !== undefined) return nothing;
      return { devices: ['char-gpiochip'], groups: ['gpio'], modules: [], writesSysfs: true };
    case 'hid':
      return { ...nothing, devices: ['char-hidraw'] };
    case 'sound':
      return sound;
    case 'wire':
      return claim.address.startsWith('tcp://') ? nothing : nodeAccess(claim.address);
  }
}

function nodeAccess(path: string): Access {
  const known = classes.find((one) => one.path.test(path));
  return known === undefined ? { ...nothing, devices: [path] } : { ...nothing, ...known };
}
