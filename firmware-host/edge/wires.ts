import { stat } from 'node:fs/promises';
import type { Clock, Wires } from '../../devices/ports.ts';
import { openSerial } from './serial.ts';
import { openTcp } from './tcp.ts';
import { isUsbPrinter, openUsbPrinter } from './usb-printer.ts';

/**
 * The real wires: TCP connections for `tcp://HOST:PORT`, and for a device path what the system finds there: a USB
 * printer, else a serial line. So a udev link of any name works.
 */
export function createWires(clock: Clock): Wires {
  return {
    async open(address, line) {
      if (address.startsWith('tcp://')) return openTcp(address, clock);
      // If nothing is at the path, opening the serial port reports it.
      const printer = await stat(address).then(isUsbPrinter, () => false);
      return printer ? openUsbPrinter(address, clock) : openSerial(address, line, clock);
    },
  };
}
