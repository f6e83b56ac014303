import type { FeedMessage } from '../../firmware-host/web/feed-messages.ts';
import type { DayPoint, DaySight } from './page-messages.ts';

const partMinutes = 5;
const partsMax = (24 * 60) / partMinutes;

/** Figures of a business day, counted from the hall's MQTT messages, without any knowledge of the queue's rules. */
export interface DayFigures {
  /** `minute`: minutes since local midnight. */
  take(message: FeedMessage, minute: number): void;
  read(): Omit<DaySight, 'play'>;
}

interface Event {
  readonly type: string;
  readonly sequence: string;
  readonly data: { readonly date?: string };
}

export function createDayPoints(): DayFigures {
  let date: string | undefined;
  let counts: Record<string, number> = {};
  let course = new Map<number, DayPoint>();
  let lastSequence = 0;
  const services = new Map<string, { readonly waiting: number; readonly longest_wait_s: number }>();

  function event(payload: string, minute: number): void {
    const { type, sequence, data } = JSON.parse(payload) as Event;
    // A replayed event was counted already.
    if (Number(sequence) <= lastSequence) return;
    lastSequence = Number(sequence);
    const name = type.replace(/^loket\./, '').replace(/\.v1$/, '');
    if (name === 'day.opened') {
      date = data.date;
      counts = {};
      course = new Map();
    }
    counts[name] = (counts[name] ?? 0) + 1;
    note(minute, name === 'ticket.called' ? 1 : 0);
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
    take({ address, payload }, minute) {
      if (payload === '') return;
      if (address.startsWith('event/')) event(payload, minute);
      const service = /^service\/([^/]+)\/state$/.exec(address)?.[1];
      if (service !== undefined) {
        services.set(service, JSON.parse(payload));
        note(minute, 0);
      }
    },
    read: () => ({ date, counts, course: [...course.values()] }),
  };
}
