import type { Clock, Wires } from '../../devices/ports.ts';
import { openSerial } from './serial.ts';
import { openTcp } from './tcp.ts';

/** The real wires: serial lines by device path, and TCP connections by `tcp://HOST:PORT`. */
export function openWires(clock: Clock): Wires {
  return {
    open: (address, { baudRate }) =>
      address.startsWith('tcp://') ? openTcp(address, clock) : openSerial(address, baudRate, clock),
  };
}
