import type { Evidence } from '../../devices/kind.ts';
import type { Millis } from '../../devices/ports.ts';
import type { Reason } from './reasons.ts';

export type DeviceState = 'starting' | 'online' | 'degraded' | 'offline' | 'disabled';

/** What is known of a device at this moment. Times are monotonic. */
export interface DeviceStatus {
  readonly state: DeviceState;
  /** May it be used now: open, and nothing with severity `error` stands. */
  readonly usable: boolean;
  readonly since: Millis;
  /** Attempts to open it since it was last online. */
  readonly attempts: number;
  readonly evidence: Evidence;
  readonly reasons: readonly Reason[];
  readonly counters: Readonly<DeviceCounters>;
}

/** Counted since the process started. `lastGoodAt` is the last proof that the device was there. */
export interface DeviceCounters {
  opens: number;
  losses: number;
  events: number;
  commands: number;
  acknowledged: number;
  faults: number;
  lastGoodAt: Millis | undefined;
}

export const noCounters: DeviceCounters = {
  opens: 0,
  losses: 0,
  events: 0,
  commands: 0,
  acknowledged: 0,
  faults: 0,
  lastGoodAt: undefined,
};
