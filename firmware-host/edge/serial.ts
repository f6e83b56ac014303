import { SerialPort } from 'serialport';
import type { Clock, LineSettings, Wire } from '../../devices/ports.ts';
import { settledIn } from '../async/time-limit.ts';
import { type Release, wireOver } from './duplex-wire.ts';
import { linkFault } from './link-fault.ts';
import { noticeHangUp } from './serial-hang-up.ts';

/**
 * How long closing waits until the device has taken the written data, and then until the system has closed the port.
 */
const SEND_LIMIT_MS = 1_000;
const CLOSE_LIMIT_MS = 500;

/**
 * Opens a serial line, 8 data bits, 1 stop bit, for this process alone. Every connection is a new SerialPort: a
 * reopened one would first send the bytes left over from when its cable was pulled.
 */
export function openSerial(path: string, line: LineSettings, clock: Clock): Promise<Wire> {
  const { baudRate, parity = 'none' } = line;
  return new Promise((resolve, reject) => {
    const port = new SerialPort({ path, baudRate, parity, lock: true, autoOpen: false });
    port.open((error) => {
      if (error) {
        reject(linkFault(error, path));
        return;
      }
      noticeHangUp(port, path);
      resolve(wireOver(port, clock, path, releaseOf(port, clock)));
    });
  });
}

/** The kernel's own close waits up to 30 s for a device that takes no output, so it is given a limit. */
function releaseOf(port: SerialPort, clock: Clock): Release {
  return async (written) => {
    const sent = await settledIn(clock, SEND_LIMIT_MS, written, 'serial line: send');
    // After a disconnect serialport has already closed the port.
    if (!port.isOpen) return;
    if (!sent)
      await settledIn(clock, CLOSE_LIMIT_MS, new Promise((done) => port.flush(done)), 'serial line: flush');
    if (port.isOpen)
      await settledIn(clock, CLOSE_LIMIT_MS, new Promise((done) => port.close(done)), 'serial line: close');
  };
}
