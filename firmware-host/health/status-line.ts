import type { ActiveFault } from '../supervise/active-faults.ts';
import { type DeviceStatus, isThere } from '../supervise/device-status.ts';

const faultsMax = 3;

/** How many of the enabled devices are reachable. */
export function devicesThere(statuses: readonly DeviceStatus[]): {
  readonly devices_online: number;
  readonly devices_total: number;
} {
  return {
    devices_online: statuses.filter(isThere).length,
    devices_total: statuses.filter(({ state }) => state !== 'disabled').length,
  };
}

/** One line for `systemctl status`: `23 of 24 devices; printer-1: paper.out`. */
export function statusLine(
  devices: readonly (readonly [id: string, status: DeviceStatus])[],
  own: readonly ActiveFault[],
): string {
  const { devices_online, devices_total } = devicesThere(devices.map(([, status]) => status));
  const faults = [
    ...own.map(({ code }) => code),
    ...devices.flatMap(
      ([
        id,
        {
          reasons: [first],
        },
      ]) => (first === undefined ? [] : `${id}: ${first.code}`),
    ),
  ];
  const more = faults.length > faultsMax ? [`${faults.length - faultsMax} more`] : [];
  return [`${devices_online} of ${devices_total} devices`, ...faults.slice(0, faultsMax), ...more].join('; ');
}
