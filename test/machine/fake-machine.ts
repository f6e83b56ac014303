import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files by path: text or bytes, or `{ to }` for a link, or `{ mode }` for an empty one with that mode. */
export type Files = Readonly<
  Record<string, string | Uint8Array | { readonly to: string } | { readonly mode: number }>
>;

/** A folder that stands for a machine. The test removes it. */
export function fakeMachine(files: Files): string {
  const root = mkdtempSync(join(tmpdir(), 'loket-machine-'));
  for (const [path, what] of Object.entries(files)) {
    const at = join(root, path);
    mkdirSync(dirname(at), { recursive: true });
    if (typeof what === 'string' || what instanceof Uint8Array) writeFileSync(at, what);
    else if ('to' in what) symlinkSync(what.to, at);
    else {
      writeFileSync(at, '');
      chmodSync(at, what.mode);
    }
  }
  return root;
}

const usb = '/sys/devices/platform/soc/usb1/1-1';

/** A Pi with an Arduino, an RS-485 adapter, two number pads alike, a scanner and a printer on its USB ports. */
export const piFiles: Files = {
  '/etc/group': 'root:x:0:\ndialout:x:20:\nloket:x:990:\n',
  [`${usb}/1-1.1/1-1.1:1.0/tty/ttyACM0/dev`]: '166:0',
  [`${usb}/1-1.2/1-1.2:1.0/ttyUSB0/tty/ttyUSB0/dev`]: '188:0',
  '/sys/class/tty/ttyACM0/device': { to: '../../../devices/platform/soc/usb1/1-1/1-1.1/1-1.1:1.0' },
  '/sys/class/tty/ttyUSB0/device': { to: '../../../devices/platform/soc/usb1/1-1/1-1.2/1-1.2:1.0' },
  '/sys/class/tty/ttyS0/dev': '4:64',
  '/dev/ttyACM0': { mode: 0o660 },
  '/dev/ttyUSB0': { mode: 0o660 },
  '/dev/serial/by-id/usb-Arduino__www.arduino.cc__0043_75834-if00': { to: '../../ttyACM0' },
  '/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A5028-if00-port0': { to: '../../ttyUSB0' },
  ...hid(0, '1-1.3', 0, 'HID_ID=0003:000004D9:0000A02A\nHID_NAME=Numeric Keypad\nHID_UNIQ=\n'),
  ...hid(1, '1-1.3', 1, 'HID_ID=0003:000004D9:0000A02A\nHID_NAME=Numeric Keypad\nHID_UNIQ=\n'),
  ...hid(2, '1-1.4', 0, 'HID_ID=0003:000004D9:0000A02A\nHID_NAME=Numeric Keypad\nHID_UNIQ=\n'),
  ...hid(3, '1-1.5', 0, 'HID_ID=0003:000005F9:00002214\nHID_NAME=PSC Scanning, Inc.\nHID_UNIQ=S/N 7\n'),
  [`${usb}/1-1.6/1-1.6:1.0/usbmisc/lp0/dev`]: '180:0',
  '/sys/class/usbmisc/lp0/device': { to: '../../../devices/platform/soc/usb1/1-1/1-1.6/1-1.6:1.0' },
  '/sys/bus/usb/devices/1-1.6/manufacturer': 'EPSON',
  '/sys/bus/usb/devices/1-1.6/product': 'TM-T82',
  '/dev/usb/lp0': { mode: 0o660 },
  '/sys/class/gpio/gpiochip512/label': 'pinctrl-bcm2711',
  '/sys/class/gpio/gpiochip512/ngpio': '58',
  '/sys/class/gpio/gpiochip512/base': '512',
  '/sys/class/gpio/export': { mode: 0o220 },
  '/dev/gpiochip0': { mode: 0o660 },
  '/dev/i2c-1': { mode: 0o660 },
};

function hid(number: number, port: string, on: number, uevent: string): Files {
  const device = `${usb}/${port}/${port}:1.${on}/0003:0000:0000.${number}`;
  return {
    [`${device}/uevent`]: uevent,
    [`/sys/class/hidraw/hidraw${number}/device`]: { to: `../../..${device.slice('/sys'.length)}` },
    [`/dev/hidraw${number}`]: { mode: 0o600 },
  };
}
