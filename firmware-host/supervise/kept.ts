import type { Device } from '../../config/site.ts';
import type { Millis, Ports } from '../../devices/ports.ts';
import type { Role, RoleEvents } from '../../devices/roles.ts';
import { SupervisedDevice } from './device.ts';
import type { DeviceStatus } from './status.ts';

/** A device and its supervisor. The device may get other settings that its driver does not know of. */
export interface Kept {
  device: Device;
  readonly one: SupervisedDevice;
  /** The boards it hangs on. */
  readonly boards: readonly string[];
}

/** Supervises a device; it is not started yet. What it tells is told of the device as it is by then. */
export function keep(
  device: Device,
  of: {
    readonly ports: Ports;
    readonly random: () => number;
    readonly onEvent: (device: Device, event: RoleEvents[Role], at: Millis) => void;
    readonly onStatus: (device: Device, status: DeviceStatus) => void;
  },
): Kept {
  const { id, kind, options, enabled } = device;
  const { ports, random } = of;
  const entry: Kept = {
    device,
    boards: boardsOf(device),
    one: new SupervisedDevice({
      ...{ id, kind, options, enabled, ports, random },
      onEvent: (event, at) => of.onEvent(entry.device, event, at),
      onStatus: (status) => of.onStatus(entry.device, status),
    }),
  };
  return entry;
}

function boardsOf({ kind, options }: Device): readonly string[] {
  return [...new Set(kind.claims(options).flatMap((claim) => ('board' in claim ? claim.board : [])))];
}
