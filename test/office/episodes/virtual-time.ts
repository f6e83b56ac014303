/** Time that only steps from one thing to the next; milliseconds from the start of the episode. */
export class VirtualTime {
  now = 0;
  readonly #plan: { readonly at: number; readonly work: () => void }[] = [];

  after(ms: number, work: () => void): void {
    const at = this.now + Math.max(0, ms);
    let low = 0;
    let high = this.#plan.length;
    // Kept with the next one last; of two at one time the one planned first comes first.
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#plan[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    this.#plan.splice(low, 0, { at, work });
  }

  runTo(end: number): void {
    for (;;) {
      const next = this.#plan.at(-1);
      if (next === undefined || next.at > end) break;
      this.#plan.pop();
      this.now = next.at;
      next.work();
    }
    this.now = end;
  }
}

/** Numbers from a seed: 0 to below 1 (mulberry32). */
export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}
