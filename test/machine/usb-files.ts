import type { Files } from './fake-machine.ts';

const soc = '/sys/devices/platform/soc/usb1/1-1';

/** The ids of a thing on USB, in hexadecimal digits. */
export interface Ids {
  readonly vendor: string;
  readonly product: string;
  readonly serial?: string;
}

/** What the kernel says of the thing at a USB port. */
export const idFiles = (port: string, { vendor, product, serial }: Ids): Files => ({
  [`/sys/bus/usb/devices/${port}/idVendor`]: `${vendor}\n`,
  [`/sys/bus/usb/devices/${port}/idProduct`]: `${product}\n`,
  ...(serial === undefined ? {} : { [`/sys/bus/usb/devices/${port}/serial`]: `${serial}\n` }),
});

/** A serial adapter at a USB port, and its name in /dev/serial/by-id. */
export const serial = (name: string, port: string, ids: Ids, byId?: string): Files => ({
  [`${soc}/${port}/${port}:1.0/${name}/tty/${name}/dev`]: '188:0',
  [`/sys/class/tty/${name}/device`]: {
    to: `../../../devices/platform/soc/usb1/1-1/${port}/${port}:1.0/${name}`,
  },
  [`/dev/${name}`]: { mode: 0o660 },
  ...idFiles(port, ids),
  ...(byId === undefined ? {} : { [`/dev/serial/by-id/${byId}`]: { to: `../../${name}` } }),
});
