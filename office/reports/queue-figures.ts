import type { Times } from '../../firmware-host/times.ts';
import type { QueueHour } from '../store/report-store.ts';
import { addedHours } from './count-queues.ts';
import { timesOfDurations } from './durations.ts';

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

/** The figures of every service, by its id, from hours of one site or of several. */
export function queueFigures(hours: Iterable<QueueHour>): ReadonlyMap<string, QueueFigures> {
  const services = new Map<string, QueueHour>();
  for (const hour of hours) {
    const before = services.get(hour.service);
    services.set(hour.service, before === undefined ? hour : addedHours(before, hour));
  }
  return new Map([...services].map(([id, all]) => [id, figuresOf(all)]));
}

function figuresOf({ issued, called, served, noShow, cancelled, voided, ...all }: QueueHour): QueueFigures {
  return {
    ...{ issued, called, served, noShow, cancelled, voided },
    wait: timesOfDurations(all.wait),
    serviceTime: timesOfDurations(all.serviceTime),
    noShowShare: served + noShow === 0 ? undefined : noShow / (served + noShow),
  };
}
