import { isId } from '../../firmware-host/mqtt/topics.ts';
import type { QueueHour, TicketCounts } from '../store/report-store.ts';
import { addedDurations, durationOf, noDurations } from './durations.ts';
import type { ReportedEvent } from './reported-event.ts';

const hourMs = 3_600_000;

/** What became of tickets, by service and hour of the site's clock, while events are read. */
export interface QueueCount {
  note(event: ReportedEvent): void;
  hours(): readonly QueueHour[];
}

/** What an event counts as. */
const counts = {
  'ticket/issued': 'issued',
  'ticket/called': 'called',
  'ticket/served': 'served',
  'ticket/no-show': 'noShow',
  'ticket/cancelled': 'cancelled',
  'ticket/voided': 'voided',
} as const;

export function createQueueCount(): QueueCount {
  const hours = new Map<string, QueueHour>();
  return {
    note({ type, time, data: { service, waited_s, served_s } }) {
      const what = Object.hasOwn(counts, type) ? counts[type as keyof typeof counts] : undefined;
      if (what === undefined || typeof service !== 'string' || !isId(service)) return;
      const hour = Math.floor(time / hourMs) * hourMs;
      const key = `${hour} ${service}`;
      const before = hours.get(key) ?? { service, hour, ...noTicketCounts };
      const waited = what === 'called' ? durationOf(waited_s) : undefined;
      const served = what === 'served' ? durationOf(served_s) : undefined;
      hours.set(key, {
        ...before,
        [what]: before[what] + 1,
        ...(waited && { wait: addedDurations(before.wait, waited) }),
        ...(served && { serviceTime: addedDurations(before.serviceTime, served) }),
      });
    },
    hours: () => [...hours.values()],
  };
}

export const noTicketCounts: TicketCounts = {
  ...{ issued: 0, called: 0, served: 0, noShow: 0, cancelled: 0, voided: 0 },
  ...{ wait: noDurations, serviceTime: noDurations },
};

export function addedCounts(one: TicketCounts, other: TicketCounts): TicketCounts {
  return {
    issued: one.issued + other.issued,
    called: one.called + other.called,
    served: one.served + other.served,
    noShow: one.noShow + other.noShow,
    cancelled: one.cancelled + other.cancelled,
    voided: one.voided + other.voided,
    wait: addedDurations(one.wait, other.wait),
    serviceTime: addedDurations(one.serviceTime, other.serviceTime),
  };
}
