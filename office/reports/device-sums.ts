import type { Availability } from './availability.ts';

/** Times of devices in opening hours, added up. */
export interface DeviceSums {
  readonly devices: number;
  readonly upMs: number;
  readonly downMs: number;
  readonly unknownMs: number;
  readonly maintenanceMs: number;
  readonly outages: number;
  readonly failures: number;
  readonly ownFailures: number;
}

export const noDeviceSums: DeviceSums = {
  ...{
    devices: 0,
    upMs: 0,
    downMs: 0,
    unknownMs: 0,
    maintenanceMs: 0,
    outages: 0,
    failures: 0,
    ownFailures: 0,
  },
};

export const sumsOfDevice = (one: Availability | undefined): DeviceSums => ({
  ...noDeviceSums,
  ...one,
  devices: 1,
});

export function addedSums(one: DeviceSums, other: DeviceSums): DeviceSums {
  return {
    devices: one.devices + other.devices,
    upMs: one.upMs + other.upMs,
    downMs: one.downMs + other.downMs,
    unknownMs: one.unknownMs + other.unknownMs,
    maintenanceMs: one.maintenanceMs + other.maintenanceMs,
    outages: one.outages + other.outages,
    failures: one.failures + other.failures,
    ownFailures: one.ownFailures + other.ownFailures,
  };
}

/** up / (up + down); undefined where neither is known. */
export const shareUp = ({ upMs, downMs }: DeviceSums): number | undefined =>
  upMs + downMs === 0 ? undefined : upMs / (upMs + downMs);

export const mtbfOf = ({ upMs, failures }: DeviceSums): number | undefined =>
  failures === 0 ? undefined : upMs / failures;

export const mttrOf = ({ downMs, outages }: DeviceSums): number | undefined =>
  outages === 0 ? undefined : downMs / outages;
