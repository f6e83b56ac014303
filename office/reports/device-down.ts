import type { SiteRecords } from '../store/report-store.ts';
import type { TimeSpan } from './time-spans.ts';

/** A time in which a device could not be used, and why. */
export interface DownSpan extends TimeSpan {
  readonly code: string;
}

/** When each device of a site could not be used; spans may overlap. `until`: none is longer. */
export function downSpans(
  outages: SiteRecords['outages'],
  until: number,
): ReadonlyMap<string, readonly DownSpan[]> {
  const devices = new Map<string, DownSpan[]>();
  for (const { device, code, from, to = until } of outages) {
    const down = devices.get(device) ?? [];
    devices.set(device, down);
    down.push({ from, to: Math.min(to, until), code });
  }
  return devices;
}
