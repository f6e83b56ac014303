import type { Device, KeysDevice, ScannerDevice } from '../../config/site.ts';
import type { Millis, Ports } from '../../devices/ports.ts';
import type { KeyEvent, ScanEvent } from '../../devices/roles.ts';
import type { DeviceStatus } from './device-status.ts';
import { SupervisedDevice } from './supervised-device.ts';

/** Where goes what devices tell. A device is told of as it is in the site file by then. */
export interface DeviceEvents {
  key(device: KeysDevice, event: KeyEvent, at: Millis): void;
  scan(device: ScannerDevice, event: ScanEvent, at: Millis): void;
}

/** A device and its supervisor. The device may get other settings that its driver does not know of. */
export interface Kept {
  device: Device;
  readonly one: SupervisedDevice;
  /** The boards it hangs on. */
  readonly boards: readonly string[];
}

/** Supervises a device; it is not started yet. */
export function keep(
  device: Device,
  of: {
    readonly ports: Ports;
    readonly random: () => number;
    readonly events: DeviceEvents;
    readonly onStatus: (device: Device, status: DeviceStatus) => void;
  },
): Kept {
  const { id, kind, options, enabled } = device;
  const { ports, random, events } = of;
  const entry: Kept = {
    device,
    boards: boardsOf(device),
    one: new SupervisedDevice({
      ...{ id, kind, options, enabled, ports, random },
      onEvent(event, at) {
        // plausible-event.ts lets through what the kind's role can tell, and no reload changes the kind of a device
        // that stays open.
        if (entry.device.role === 'keys' && 'key' in event) events.key(entry.device, event, at);
        if (entry.device.role === 'scanner' && !('key' in event)) events.scan(entry.device, event, at);
      },
      onStatus: (status) => of.onStatus(entry.device, status),
    }),
  };
  return entry;
}

function boardsOf({ kind, options }: Device): readonly string[] {
  return [...new Set(kind.claims(options).flatMap((claim) => ('board' in claim ? claim.board : [])))];
}
