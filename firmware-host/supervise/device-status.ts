import type { Evidence } from '../../devices/kind.ts';
import type { Millis } from '../../devices/ports.ts';
import type { ActiveFault } from './active-faults.ts';
import type { DeviceCounters } from './device-statistics.ts';

/** What people want of a device. `maintenance`: it is opened, measured and testable, and the hall does not use it. */
export type Admin = 'enabled' | 'disabled' | 'maintenance';

/** What is known of a device. `unknown`: it can be asked, and has proved nothing for too long. */
export type DeviceStateName = 'starting' | 'online' | 'degraded' | 'offline' | 'disabled' | 'unknown';

/** What is known of a device at this moment. Times are monotonic. */
export interface DeviceStatus {
  readonly admin: Admin;
  readonly state: DeviceStateName;
  /** May the hall use it now: open, enabled, and nothing with severity `error` stands. */
  readonly usable: boolean;
  readonly since: Millis;
  /** Attempts to open it since it was last online. */
  readonly attempts: number;
  readonly evidence: Evidence;
  /** Of the device that was open last, where it told one. */
  readonly serial: string | undefined;
  readonly reasons: readonly ActiveFault[];
  readonly counters: DeviceCounters;
}
