import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { devicesAsync, HIDAsync } from 'node-hid';
import { Fault } from '../../devices/fault.ts';
import { Loss } from '../../devices/loss.ts';
import type { Clock, Hid, Millis, Reports } from '../../devices/ports.ts';
import { settledIn, within } from '../async/time-limit.ts';
import { findHid, placeName } from './hid-place.ts';
import { linkFault } from './link-fault.ts';

/** The reading thread ends within 50 ms when all is well. */
const CLOSE_LIMIT_MS = 500;
/** A device takes a report at once or not at all; the kernel itself waits five seconds for one that hangs. */
const FEATURE_LIMIT_MS = 1_000;

/**
 * USB HID devices through hidraw. Only node-hid's asynchronous interface is used: the synchronous one crashes the
 * process when a device is closed while it is read.
 */
export function createHid(clock: Clock): Hid {
  return {
    open: async (place) => {
      const named = placeName(place);
      try {
        const listed = await devicesAsync();
        const path = findHid(place, listed);
        const serial = listed.find((device) => device.path === path)?.serialNumber;
        // hidapi's message does not distinguish a missing permission from a missing device; the system does.
        await access(path, constants.R_OK | constants.W_OK);
        const reports = reportsOf(await HIDAsync.open(path), clock, named, serial || undefined);
        // Reading starts a moment after the request. If the device is closed before that, it throws where nobody can
        // catch it: so the device is returned only after reading has started.
        await nextTurn();
        return reports;
      } catch (thrown) {
        throw linkFault(thrown, named);
      }
    },
  };
}

function reportsOf(device: HIDAsync, clock: Clock, named: string, serial: string | undefined): Reports {
  const loss = new Loss();
  let listener: ((report: Uint8Array, at: Millis) => void) | undefined;
  let closing: Promise<void> | undefined;

  // One 'data' listener for the whole life: a second one would start a second reading thread.
  device.on('data', (report: Buffer) => {
    if (closing === undefined) listener?.(report, clock.now());
  });
  // Unplugging is an 'error' whose value is a string, or undefined.
  device.on('error', (thrown: unknown) => loss.tell(linkFault(thrown, named)));

  async function close(): Promise<void> {
    loss.end();
    await settledIn(clock, CLOSE_LIMIT_MS, device.close(), 'hid: close');
  }

  return {
    serial,
    onReport: (take) => {
      listener = take;
    },
    async sendFeature(report) {
      const late = () => new Fault('link.timeout', `no answer within ${FEATURE_LIMIT_MS} ms`);
      const sending = device.sendFeatureReport(Buffer.from(report));
      try {
        await within(clock, FEATURE_LIMIT_MS, sending, late, 'hid: feature report');
      } catch (thrown) {
        throw linkFault(thrown, named);
      }
    },
    onLost: (tell) => loss.listen(tell),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
