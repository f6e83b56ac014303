import type { Millis } from '../../devices/ports.ts';

/** When what is to be looked at again. Setting and taking cost the logarithm of how many there are. */
export interface Deadlines {
  /** At `at`, or earlier when an earlier one stands already. */
  set(key: string, at: Millis): void;
  /** Everything that is due, each key once. */
  take(now: Millis): readonly string[];
  next(): Millis | undefined;
}

interface Entry {
  readonly key: string;
  readonly at: Millis;
}

/** A binary heap. An entry that an earlier one has replaced is left there and skipped when it comes up. */
export function openDeadlines(): Deadlines {
  const heap: Entry[] = [];
  const due = new Map<string, Millis>();

  const at = (index: number): Millis => heap[index]?.at ?? Number.POSITIVE_INFINITY;

  function swap(a: number, b: number): void {
    const [one, other] = [heap[a], heap[b]];
    if (one === undefined || other === undefined) return;
    heap[a] = other;
    heap[b] = one;
  }

  function push(entry: Entry): void {
    heap.push(entry);
    for (let here = heap.length - 1; here > 0; ) {
      const up = (here - 1) >> 1;
      if (at(up) <= at(here)) return;
      swap(up, here);
      here = up;
    }
  }

  function pop(): Entry | undefined {
    swap(0, heap.length - 1);
    const first = heap.pop();
    for (let here = 0; ; ) {
      const left = 2 * here + 1;
      const least = at(left + 1) < at(left) ? left + 1 : left;
      if (at(least) >= at(here)) return first;
      swap(least, here);
      here = least;
    }
  }

  const isStale = ({ key, at }: Entry): boolean => due.get(key) !== at;

  return {
    set(key, when) {
      if ((due.get(key) ?? Number.POSITIVE_INFINITY) <= when) return;
      due.set(key, when);
      push({ key, at: when });
    },
    take(now) {
      const taken: string[] = [];
      while (at(0) <= now) {
        const entry = pop();
        if (entry === undefined || isStale(entry)) continue;
        due.delete(entry.key);
        taken.push(entry.key);
      }
      return taken;
    },
    next() {
      for (let first = heap[0]; first !== undefined && isStale(first); first = heap[0]) pop();
      return heap[0]?.at;
    },
  };
}
