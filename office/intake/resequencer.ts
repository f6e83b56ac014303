export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** The room for events behind gaps. */
export interface HeldRoom<Event> {
  /** Takes room for an event; false when there is none. */
  take(event: Event): boolean;
  /** Gives back the room that an event took. */
  give(event: Event): void;
}

/** Releases the events of one site in order, each once. */
export interface Resequencer<Event> {
  /**
   * Takes an event. Returns the events to apply now, in order: none for a repetition or behind a gap. An event behind a
   * gap that finds no room is dropped; it is missing then.
   */
  offer(sequence: number, event: Event): readonly Event[];
  /** The site says that it has sent everything up to here. */
  sent(sequence: number): void;
  /** An event of this number came and was dropped: it is missing. */
  dropped(sequence: number): void;
  /** The events missing before the next one can be applied. */
  gap(): Gap | undefined;
  /** Gives up the missing events and continues behind the gap. Returns the events to apply now. */
  skip(): readonly Event[];
  /** Drops what is held, for good. */
  clear(): void;
  /** Whether an event is held, which ends the gap; else only the site's word says where that ends. */
  readonly hasHeld: boolean;
  /** The next sequence to apply; undefined until the first event when no `start` was given. */
  readonly next: number | undefined;
}

/** `start`: the first sequence wanted. Default: the first that arrives. */
export function createResequencer<Event>(
  start: number | undefined,
  room: HeldRoom<Event>,
): Resequencer<Event> {
  const held = new Map<number, Event>();
  let next = start;
  let known = 0;
  /** The lowest sequence held. */
  let firstHeld = Number.POSITIVE_INFINITY;

  function through(): readonly Event[] {
    if (next === undefined || next < firstHeld) return [];
    const ready: Event[] = [];
    for (let event = held.get(next); event !== undefined; event = held.get(next)) {
      held.delete(next);
      room.give(event);
      ready.push(event);
      next++;
    }
    firstHeld = least(held.keys());
    return ready;
  }

  function gap(): Gap | undefined {
    if (next === undefined) return undefined;
    const end = held.size === 0 ? known + 1 : firstHeld;
    return end > next ? { from: next, to: end - 1 } : undefined;
  }

  function hold(sequence: number, event: Event): void {
    if (held.has(sequence)) return;
    if (room.take(event)) {
      held.set(sequence, event);
      firstHeld = Math.min(firstHeld, sequence);
    } else known = Math.max(known, sequence);
  }

  return {
    get next() {
      return next;
    },
    get hasHeld() {
      return held.size > 0;
    },
    offer(sequence, event) {
      next ??= sequence;
      if (sequence > next) hold(sequence, event);
      if (sequence !== next) return [];
      next++;
      return next < firstHeld ? [event] : [event, ...through()];
    },
    sent(sequence) {
      known = sequence;
    },
    dropped(sequence) {
      known = Math.max(known, sequence);
    },
    gap,
    skip() {
      const missing = gap();
      if (missing !== undefined) next = missing.to + 1;
      return through();
    },
    clear() {
      for (const event of held.values()) room.give(event);
      held.clear();
      firstHeld = Number.POSITIVE_INFINITY;
    },
  };
}

function least(numbers: Iterable<number>): number {
  let first = Number.POSITIVE_INFINITY;
  for (const number of numbers) first = Math.min(first, number);
  return first;
}
