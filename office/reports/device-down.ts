import type { SiteRecords } from '../store/report-store.ts';
import { merged, type TimeSpan } from './time-spans.ts';

/** A time in which a device could not be used, and the first fault of it. */
export interface DownSpan extends TimeSpan {
  readonly code: string;
}

/** When each device of a site could not be used. `until`: what is not over by then ends there. */
export function downSpans(
  outages: SiteRecords['outages'],
  until: number,
): ReadonlyMap<string, readonly DownSpan[]> {
  const devices = new Map<string, DownSpan[]>();
  for (const { device, code, from, to } of outages) {
    const down = devices.get(device) ?? [];
    devices.set(device, down);
    down.push({ from, to: to ?? until, code });
  }
  return new Map([...devices].map(([id, down]) => [id, joined(down)]));
}

/** One span for faults that overlap, with the code of the first. */
function joined(spans: readonly DownSpan[]): readonly DownSpan[] {
  return merged(spans).map(({ from, to }) => ({
    from,
    to,
    code: spans.find((one) => one.from === from)?.code ?? '',
  }));
}
