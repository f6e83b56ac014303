import type { DeviceKind } from '../../devices/kind.ts';
import type { Millis, Ports } from '../../devices/ports.ts';
import type { Role, RoleEvents } from '../../devices/roles.ts';
import type { DeviceStatus } from './device-status.ts';

/** The parts that a supervised device is made of. */
export interface Supervision {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly options: Readonly<{ [setting: string]: unknown }>;
  readonly enabled: boolean;
  readonly ports: Ports;
  /** 0 up to 1, for the jitter. */
  readonly random: () => number;
  readonly onEvent: (event: RoleEvents[Role], at: Millis) => void;
  /** Called after every change of state or reasons. */
  readonly onStatus: (status: DeviceStatus) => void;
}
