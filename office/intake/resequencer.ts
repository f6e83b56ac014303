/** At most this many events wait behind a gap. Further ones are dropped; they can be asked for again. */
const heldMax = 10_000;

export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Releases the events of one site in order, each once. */
export interface Resequencer<Event> {
  /** Takes an event. Returns the events to apply now, in order: none for a repetition or behind a gap. */
  offer(sequence: number, event: Event): readonly Event[];
  /** The site says that it has sent everything up to here. */
  sent(sequence: number): void;
  /** The events missing before the next one can be applied. */
  gap(): Gap | undefined;
  /** Gives up the missing events and continues behind the gap. Returns the events to apply now. */
  skip(): readonly Event[];
  /** The next sequence to apply; undefined until the first event when no `start` was given. */
  readonly next: number | undefined;
}

/** `start`: the first sequence wanted. Default: the first that arrives. */
export function createResequencer<Event>(start: number | undefined): Resequencer<Event> {
  const held = new Map<number, Event>();
  let next = start;
  let known = 0;
  /** The lowest sequence held. */
  let firstHeld = Number.POSITIVE_INFINITY;

  function through(): readonly Event[] {
    const ready: Event[] = [];
    for (;;) {
      const event = next === undefined ? undefined : held.get(next);
      if (event === undefined || next === undefined) break;
      held.delete(next);
      ready.push(event);
      next++;
    }
    if (ready.length > 0) firstHeld = least(held.keys());
    return ready;
  }

  function gap(): Gap | undefined {
    if (next === undefined) return undefined;
    const end = held.size === 0 ? known + 1 : firstHeld;
    return end > next ? { from: next, to: end - 1 } : undefined;
  }

  return {
    get next() {
      return next;
    },
    offer(sequence, event) {
      next ??= sequence;
      if (sequence < next || held.has(sequence)) return [];
      if (sequence > next && held.size >= heldMax) {
        known = Math.max(known, sequence);
        return [];
      }
      held.set(sequence, event);
      firstHeld = Math.min(firstHeld, sequence);
      return sequence === next ? through() : [];
    },
    sent(sequence) {
      known = sequence;
    },
    gap,
    skip() {
      const missing = gap();
      if (missing !== undefined) next = missing.to + 1;
      return through();
    },
  };
}

function least(numbers: Iterable<number>): number {
  let first = Number.POSITIVE_INFINITY;
  for (const number of numbers) first = Math.min(first, number);
  return first;
}
