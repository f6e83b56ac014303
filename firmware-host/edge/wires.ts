import { stat } from 'node:fs/promises';
import type { Clock, Wires } from '../../devices/ports.ts';
import { openSerial } from './serial.ts';
import { openTcp } from './tcp.ts';
import { isUsbPrinter, openUsbPrinter } from './usb-printer.ts';

/**
 * The real wires: TCP connections by `tcp://HOST:PORT`, and by device path what the system says is there: a USB
 * printer, else a serial line. So a udev link of any name will do.
 */
export function createWires(clock: Clock): Wires {
  return {
    async open(address, line) {
      if (address.startsWith('tcp://')) return openTcp(address, clock);
      // Nothing at the path is for the serial port to say.
      const printer = await stat(address).then(isUsbPrinter, () => false);
      return printer ? openUsbPrinter(address, clock) : openSerial(address, line, clock);
    },
  };
}
