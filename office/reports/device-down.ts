import type { ReportedEvent } from './site-record.ts';
import { merged, type TimeSpan } from './time-spans.ts';

/** A time in which a device could not be used, and the first fault of it. */
export interface DownSpan extends TimeSpan {
  readonly code: string;
}

/**
 * When each device of a site could not be used, from the events of its journal: while its link was lost, or while a
 * fault of severity `error` stood. `until`: what is not over by then ends there.
 */
export function downSpans(
  events: readonly ReportedEvent[],
  until: number,
): ReadonlyMap<string, readonly DownSpan[]> {
  const devices = new Map<string, Open>();
  for (const { type, time, data } of events) {
    // A run tells of its own links; a fault that stands is told over restarts.
    if (type === 'host/started') for (const open of devices.values()) end(open, 'link', time);
    if (!type.startsWith('device/')) continue;
    const id = String(data.device ?? '');
    const open = devices.get(id) ?? { standing: new Map(), down: [] };
    devices.set(id, open);
    const code = String(data.code ?? '');
    switch (type) {
      case 'device/lost':
        begin(open, 'link', time, code);
        break;
      case 'device/found':
        end(open, 'link', time);
        break;
      case 'device/faulted':
        if (data.severity === 'error') begin(open, code, time, code);
        break;
      case 'device/cleared':
        end(open, code, endOfFault(open, code, time, data.for_s));
        break;
    }
  }
  return new Map(
    [...devices].map(([id, { standing, down }]) => [
      id,
      joined([...down, ...[...standing.values()].map(({ from, code }) => ({ from, to: until, code }))]),
    ]),
  );
}

interface Open {
  readonly standing: Map<string, { readonly from: number; readonly code: string }>;
  readonly down: DownSpan[];
}

function begin({ standing }: Open, what: string, from: number, code: string): void {
  if (!standing.has(what)) standing.set(what, { from, code });
}

function end({ standing, down }: Open, what: string, to: number): void {
  const open = standing.get(what);
  standing.delete(what);
  if (open !== undefined) down.push({ ...open, to });
}

/** A fault is cleared when it has been gone for a while; `for_s` says how long it was there. */
function endOfFault({ standing }: Open, code: string, time: number, forSeconds: unknown): number {
  const from = standing.get(code)?.from;
  if (from === undefined || typeof forSeconds !== 'number') return time;
  return Math.min(time, from + forSeconds * 1_000);
}

/** One span for faults that overlap, with the code of the first. */
function joined(spans: readonly DownSpan[]): readonly DownSpan[] {
  return merged(spans).map(({ from, to }) => ({
    from,
    to,
    code: spans.find((one) => one.from === from)?.code ?? '',
  }));
}
