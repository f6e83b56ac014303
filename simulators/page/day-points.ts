import type { FeedMessage } from '../../firmware-host/web/feed-messages.ts';
import { createCounterVisits, type VisitEvent } from './counter-visits.ts';
import type { DayPoint, DaySight } from './page-messages.ts';

const partMinutes = 5;
const partsMax = (24 * 60) / partMinutes;

/** Figures of a business day, counted from the hall's MQTT messages, without any knowledge of the queue's rules. */
export interface DayFigures {
  /** `minute`: minutes since local midnight. */
  take(message: FeedMessage, minute: number): void;
  /** Counts the events of the day before this start, as the journal has them. */
  remember(records: Iterable<PastEvent>): void;
  read(): Omit<DaySight, 'play'>;
}

/** A record of the journal, as far as it matters here. */
export interface PastEvent {
  readonly sequence: number;
  readonly event: DayEvent;
}

type DayEvent = VisitEvent & { readonly date?: string };

interface Event {
  readonly type: string;
  readonly sequence: string;
  readonly data: Omit<DayEvent, 'type'>;
}

export function createDayPoints(): DayFigures {
  let date: string | undefined;
  let counts: Record<string, number> = {};
  let course = new Map<number, DayPoint>();
  let lastSequence = 0;
  const visits = createCounterVisits();
  const services = new Map<string, { readonly waiting: number; readonly longest_wait_s: number }>();

  function event(payload: string, minute: number): void {
    const { type, sequence, data } = JSON.parse(payload) as Event;
    const name = type.replace(/^loket\./, '').replace(/\.v1$/, '');
    // A replayed event was counted already.
    if (!count(Number(sequence), { ...data, type: name })) return;
    note(minute, name === 'ticket.called' ? 1 : 0);
  }

  /** Returns false for an event that was counted before. */
  function count(sequence: number, event: DayEvent): boolean {
    if (sequence <= lastSequence) return false;
    lastSequence = sequence;
    if (event.type === 'day.opened') {
      date = event.date;
      counts = {};
      course = new Map();
    }
    counts[event.type] = (counts[event.type] ?? 0) + 1;
    visits.take(event);
    return true;
  }

  function note(minute: number, called: number): void {
    const part = Math.floor(minute / partMinutes) * partMinutes;
    if (!course.has(part) && course.size >= partsMax) return;
    const states = [...services.values()];
    course.set(part, {
      minute: part,
      waiting: states.reduce((sum, { waiting }) => sum + waiting, 0),
      longestWaitS: Math.max(0, ...states.map(({ longest_wait_s }) => longest_wait_s)),
      called: (course.get(part)?.called ?? 0) + called,
    });
  }

  return {
    remember(records) {
      for (const { sequence, event } of records) count(sequence, event);
    },
    take({ address, payload }, minute) {
      if (payload === '') return;
      if (address.startsWith('event/')) event(payload, minute);
      const service = /^service\/([^/]+)\/state$/.exec(address)?.[1];
      if (service !== undefined) {
        services.set(service, JSON.parse(payload));
        note(minute, 0);
      }
    },
    read: () => ({ date, counts, calls: visits.read(), course: [...course.values()] }),
  };
}
