import { type Times, timesOf } from '../../firmware-host/times.ts';
import type { ReportedEvent } from './site-record.ts';

/** What became of the tickets of a service. Each is counted by its event, at the service it then belonged to. */
export interface QueueFigures {
  readonly issued: number;
  readonly called: number;
  readonly served: number;
  readonly noShow: number;
  readonly cancelled: number;
  /** Numbers that never waited: their paper did not come out. */
  readonly voided: number;
  /** From taking the ticket, or from its return to the queue, to each call; null without a call. */
  readonly wait: Times | null;
  /** From the visitor's arrival, or else the call, to the end. */
  readonly serviceTime: Times | null;
  /** No-shows of all that were called and ended; undefined where none did. */
  readonly noShowShare: number | undefined;
}

/** The figures of every service of a site, by its id. */
export function queueFigures(events: Iterable<ReportedEvent>): ReadonlyMap<string, QueueFigures> {
  const services = new Map<string, Counts>();
  for (const { type, data } of events) {
    if (!type.startsWith('ticket/') || typeof data.service !== 'string') continue;
    const counts = services.get(data.service) ?? newCounts();
    services.set(data.service, counts);
    count(counts, type, data);
  }
  return new Map([...services].map(([id, counts]) => [id, figuresOf(counts)]));
}

interface Counts {
  readonly of: { [type: string]: number };
  readonly waits: number[];
  readonly visits: number[];
}

const newCounts = (): Counts => ({ of: {}, waits: [], visits: [] });

function count(
  { of, waits, visits }: Counts,
  type: string,
  { waited_s, served_s }: ReportedEvent['data'],
): void {
  of[type] = (of[type] ?? 0) + 1;
  if (type === 'ticket/called' && isSeconds(waited_s)) waits.push(waited_s);
  if (type === 'ticket/served' && isSeconds(served_s)) visits.push(served_s);
}

const isSeconds = (value: unknown): value is number => typeof value === 'number' && value >= 0;

function figuresOf({ of, waits, visits }: Counts): QueueFigures {
  const number = (type: string): number => of[`ticket/${type}`] ?? 0;
  const [served, noShow] = [number('served'), number('no-show')];
  return {
    ...{ issued: number('issued'), called: number('called'), served, noShow },
    ...{ cancelled: number('cancelled'), voided: number('voided') },
    wait: timesOf(waits),
    serviceTime: timesOf(visits),
    noShowShare: served + noShow === 0 ? undefined : noShow / (served + noShow),
  };
}
