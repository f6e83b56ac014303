import type { CallSums } from './page-messages.ts';

/** The fields of an event that matter here; the other types of events have some of them too. */
export interface VisitEvent {
  readonly type: string;
  readonly ticket?: string;
  readonly counter?: string;
  readonly state?: string;
}

/** The types of events with which a ticket leaves its counter, and the sum that each belongs to. */
const ends: Readonly<
  Record<string, 'served' | 'noShow' | 'returned' | 'parked' | 'transferred' | 'cancelled'>
> = {
  'ticket.served': 'served',
  'ticket.no-show': 'noShow',
  'ticket.returned': 'returned',
  'ticket.parked': 'parked',
  'ticket.transferred': 'transferred',
  'ticket.cancelled': 'cancelled',
};

/**
 * Reckons what became of the calls of a business day. What began at a counter (a call, or a ticket of the day before
 * that was at one) has ended there, or is still there; so the sums add up, whatever happened.
 */
export interface CounterVisits {
  take(event: VisitEvent): void;
  read(): CallSums;
}

const none = {
  called: 0,
  carried: 0,
  served: 0,
  noShow: 0,
  returned: 0,
  parked: 0,
  transferred: 0,
  cancelled: 0,
};

export function createCounterVisits(): CounterVisits {
  let sums = { ...none, movedAway: 0 };
  const there = new Set<string>();

  function begin(ticket: string, how: 'called' | 'carried'): void {
    // Called while it is at a counter: that counter is no longer in the site file.
    if (there.has(ticket)) sums.movedAway++;
    there.add(ticket);
    sums[how]++;
  }

  return {
    take({ type, ticket, state }) {
      if (type === 'day.opened') {
        sums = { ...none, movedAway: 0 };
        there.clear();
      }
      if (ticket === undefined) return;
      if (type === 'ticket.called') begin(ticket, 'called');
      if (type === 'ticket.carried' && (state === 'called' || state === 'serving')) begin(ticket, 'carried');
      const end = ends[type];
      // A ticket that still waits can be cancelled too.
      if (end !== undefined && there.delete(ticket)) sums[end]++;
    },
    read: () => ({ ...sums, atCounter: there.size }),
  };
}
