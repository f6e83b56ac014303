import type { Claim } from '../../../devices/kind.ts';
import { linkName, type UsbPorts } from './claims.ts';

/** The group of the service's user. */
const group = 'loket';
const open = (name: string) => `GROUP="${name}", MODE="0660"`;

/**
 * udev rules for the claims of a site, as the text of a rules file that is read after 60-serial.rules. They set who may
 * open a device, make links /dev/loket/NAME by USB port, and keep scanners and number pads from typing on the console.
 * Without a port in `ports` a link goes to the device with the ids, wherever it is plugged in.
 */
export function udevRules(claims: readonly Claim[], ports: UsbPorts): string {
  const rules = [...new Set(claims.flatMap((claim) => rulesFor(claim, ports)))];
  const hid = claims.some(({ on }) => on === 'hid');
  return [
    '# Made by `loket install` from the devices of the site file. Do not edit: the next install writes it anew.',
    'ACTION=="remove", GOTO="loket_end"',
    // This sets ID_USB_INTERFACE_NUM, from which the links of HID devices are made.
    ...(hid ? ['SUBSYSTEM=="hidraw", SUBSYSTEMS=="usb", IMPORT{builtin}="usb_id"'] : []),
    ...rules,
    'LABEL="loket_end"',
    '',
  ].join('\n');
}

function rulesFor(claim: Claim, ports: UsbPorts): readonly string[] {
  switch (claim.on) {
    case 'board':
    case 'board-i2c':
    case 'topic':
      return [];
    case 'gpio':
      return claim.bus === undefined ? gpioRules : [];
    case 'hid':
      return hidRules(claim, ports);
    case 'sound':
      return soundRules(claim.card, ports);
    case 'wire':
      return wireRules(claim.address, ports);
  }
}

/**
 * Lines are exported through /sys, whose files belong to root by default. Raspberry Pi OS has rules for them, and these
 * do the same on other systems.
 */
const gpioRules: readonly string[] = [
  `SUBSYSTEM=="gpio", KERNEL=="gpiochip*", ${open('gpio')}`,
  'SUBSYSTEM=="gpio", RUN+="/bin/sh -c \'chgrp gpio /sys/class/gpio/export /sys/class/gpio/unexport;' +
    ' chmod 0220 /sys/class/gpio/export /sys/class/gpio/unexport;' +
    ' chgrp -R gpio /sys%p; chmod -R g=u /sys%p\'"',
];

function hidRules(claim: Extract<Claim, { on: 'hid' }>, ports: UsbPorts): readonly string[] {
  const name = linkName(claim.path);
  const port = name === undefined ? undefined : ports.get(name);
  // All of these are matched against the same parent: the USB device.
  const device = [
    ...(port === undefined ? [] : [`KERNELS=="${port}"`]),
    `ATTRS{idVendor}=="${hex(claim.vendorId)}"`,
    `ATTRS{idProduct}=="${hex(claim.productId)}"`,
    ...(claim.serial === undefined ? [] : [`ATTRS{serial}=="${literal(claim.serial)}"`]),
  ].join(', ');
  return [
    `SUBSYSTEM=="hidraw", ${device}, ${open(group)}`,
    // Other interfaces of a keypad carry its volume keys.
    ...(name === undefined
      ? []
      : [`SUBSYSTEM=="hidraw", ${device}, ENV{ID_USB_INTERFACE_NUM}=="00", SYMLINK+="loket/${name}"`]),
    `SUBSYSTEM=="input", KERNEL=="input[0-9]*", ${device}, ATTR{inhibited}="1"`,
  ];
}

/** The system's own rules give /dev/snd to the group audio: only links of ours are made. */
function soundRules(card: string, ports: UsbPorts): readonly string[] {
  const name = linkName(card);
  const port = name === undefined ? undefined : ports.get(name);
  if (port === undefined) return [];
  return [`SUBSYSTEM=="sound", KERNEL=="controlC[0-9]*", KERNELS=="${port}", SYMLINK+="loket/${name}"`];
}

function wireRules(address: string, ports: UsbPorts): readonly string[] {
  const name = linkName(address);
  if (name !== undefined) {
    const port = ports.get(name);
    return port === undefined
      ? []
      : [
          `SUBSYSTEM=="tty|usbmisc", KERNELS=="${port}", ENV{ID_MM_DEVICE_IGNORE}="1", SYMLINK+="loket/${name}"`,
        ];
  }
  if (!address.startsWith('/dev/')) return [];
  const path = address.slice('/dev/'.length);
  if (path.startsWith('usb/lp')) return [`SUBSYSTEM=="usbmisc", KERNEL=="lp[0-9]*", ${open('lp')}`];
  if (path.startsWith('i2c-')) return [`SUBSYSTEM=="i2c-dev", KERNEL=="${literal(path)}", ${open('i2c')}`];
  if (path.startsWith('spidev')) return [`SUBSYSTEM=="spidev", KERNEL=="${literal(path)}", ${open('spi')}`];
  const node = path.startsWith('serial/') ? `SYMLINK=="${literal(path)}"` : `KERNEL=="${literal(path)}"`;
  // ModemManager would send its probes to a board or a display that was just plugged in.
  return [`SUBSYSTEM=="tty", ${node}, ${open('dialout')}, ENV{ID_MM_DEVICE_IGNORE}="1"`];
}

const hex = (id: number) => id.toString(16).padStart(4, '0');

/** udev compares with patterns, and has no way to escape their special characters. */
const literal = (text: string) => text.replaceAll(/[*?[\]|"\\\s]/g, '?');
