import type { Device, KeysDevice, RatingDevice, ScannerDevice } from '../../config/site.ts';
import type { Millis, Ports } from '../../devices/ports.ts';
import type { KeyEvent, ScanEvent } from '../../devices/roles.ts';
import type { DeviceStatus } from './device-status.ts';
import { SupervisedDevice } from './supervised-device.ts';

/** Receives the events of all devices. Each event comes with the device's current entry of the site file. */
export interface DeviceEvents {
  key(device: KeysDevice | RatingDevice, event: KeyEvent, at: Millis): void;
  scan(device: ScannerDevice, event: ScanEvent, at: Millis): void;
}

/** A device and its supervised device. The settings of the device that its driver does not use may be replaced. */
export interface Kept {
  device: Device;
  readonly one: SupervisedDevice;
  /** The boards that it is connected to. */
  readonly boards: readonly string[];
}

/** Makes the supervised device of a device, without starting it. */
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
        // plausible-event.ts passes only events of the kind's role, and no reload changes the kind of a device that
        // stays open.
        const { device } = entry;
        const hasKeys = device.role === 'keys' || device.role === 'rating';
        if (hasKeys && 'key' in event) events.key(device, event, at);
        if (device.role === 'scanner' && !('key' in event)) events.scan(device, event, at);
      },
      onStatus: (status) => of.onStatus(entry.device, status),
    }),
  };
  return entry;
}

function boardsOf({ kind, options }: Device): readonly string[] {
  return [...new Set(kind.claims(options).flatMap((claim) => ('board' in claim ? claim.board : [])))];
}
