import type { Evidence } from '../../devices/kind.ts';
import type { Millis } from '../../devices/ports.ts';
import type { ActiveFault } from './active-faults.ts';
import type { DeviceCounters } from './device-statistics.ts';

/**
 * What people have set for a device. `maintenance`: it is opened, measured and can be tested, but the hall does not use
 * it.
 */
export type Admin = 'enabled' | 'disabled' | 'maintenance';

/** The state of a device. `unknown`: it can be polled, and has given no evidence for too long. */
export type DeviceStateName = 'starting' | 'online' | 'degraded' | 'offline' | 'disabled' | 'unknown';

/** The current status of a device. Times are monotonic. */
export interface DeviceStatus {
  readonly admin: Admin;
  readonly state: DeviceStateName;
  /** Whether the hall may use it now: it is open and enabled, and no reason of severity `error` is active. */
  readonly usable: boolean;
  readonly since: Millis;
  /** Attempts to open it since it was last online. */
  readonly attempts: number;
  readonly evidence: Evidence;
  /** The serial number of the device that was open last, if it reported one. */
  readonly serial: string | undefined;
  readonly reasons: readonly ActiveFault[];
  readonly counters: DeviceCounters;
}

/** Whether the device is known to be reachable; one that is degraded is open all the same. */
export const isThere = ({ state }: Pick<DeviceStatus, 'state'>): boolean =>
  state === 'online' || state === 'degraded';
