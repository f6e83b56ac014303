import type { Cancel } from '../../devices/ports.ts';

/** A place among the requests under way: for so many events that have not come yet. */
export interface RequestPlace {
  /** So many of its events came, and others may be asked for. */
  came(events: number): void;
  /** Nothing more is expected. Idempotent. */
  end(): void;
}

/** The requests for missing events of all sites together. */
export interface Requests {
  /** Calls `ask`, never within this call, when so many events may be asked for: first come, first served. */
  wait(events: number, ask: (place: RequestPlace) => void): Cancel;
  /** To be called when `mayAsk` may have changed. */
  wake(): void;
  /** Events asked for that have not come. */
  readonly underWay: number;
}

/** At most `eventsMax` events are asked for at a time, and none while `mayAsk` says no. */
export function createRequests(eventsMax: number, mayAsk: () => boolean): Requests {
  const queue = new Set<{ readonly events: number; readonly ask: (place: RequestPlace) => void }>();
  let underWay = 0;

  function wake(): void {
    for (const first of queue) {
      // The first one waits for its room; those behind it do not overtake it, or it would wait for ever.
      if (!mayAsk() || (underWay > 0 && underWay + first.events > eventsMax)) return;
      queue.delete(first);
      first.ask(place(first.events));
    }
  }

  function place(events: number): RequestPlace {
    let left = events;
    underWay += events;
    const give = (back: number): void => {
      left -= back;
      underWay -= back;
      if (back > 0) wake();
    };
    return { came: (some) => give(Math.min(left, some)), end: () => give(left) };
  }

  return {
    get underWay() {
      return underWay;
    },
    wait(events, ask) {
      const one = { events, ask };
      queue.add(one);
      queueMicrotask(wake);
      return () => void queue.delete(one);
    },
    wake,
  };
}
