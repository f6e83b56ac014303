import type { Cancel, Clock, Millis } from '../../devices/ports.ts';

/** What is due within this much time of the clock is done together, so that it leaves in few packets. */
const beatMs: Millis = 10;

interface Entry {
  readonly at: Millis;
  /** Of two at one time the one that was planned first comes first. */
  readonly order: number;
  readonly run: () => void;
}

/**
 * The time of all simulated sites, with one timer of the clock for all that they plan. It begins at 0 and runs `speed`
 * times as fast as the clock. What was before 0 can be played at once with `playPast`.
 */
export class Timetable {
  readonly #clock: Clock;
  readonly #speed: number;
  /** A heap: the next entry is the first. */
  #entries: Entry[] = [];
  #order = 0;
  #now: Millis = 0;
  #origin: Millis | undefined;
  #wake: { readonly at: Millis; readonly cancel: Cancel } | undefined;
  /** Time of the sites when something was done last. */
  #ranAt: Millis = Number.NEGATIVE_INFINITY;
  #isRunning = false;

  constructor(clock: Clock, speed = 1) {
    this.#clock = clock;
    this.#speed = speed;
  }

  /** Time of the sites. */
  get now(): Millis {
    if (this.#origin !== undefined && !this.#isRunning) {
      const next = this.#entries[0]?.at ?? Number.POSITIVE_INFINITY;
      this.#now = Math.max(this.#now, Math.min(this.#reached(), next));
    }
    return this.#now;
  }

  get speed(): number {
    return this.#speed;
  }

  /** Time of the clock, for what does not become faster with the sites, such as a rate that others allow. */
  clockNow(): Millis {
    return this.#clock.now();
  }

  /** Runs `run` after `ms` of the sites' time. What must not happen any more is for `run` to find out. */
  after(ms: Millis, run: () => void): void {
    push(this.#entries, { at: this.now + Math.max(0, ms), order: this.#order++, run });
    this.#plan();
  }

  /** The same by the clock. */
  afterOnClock(ms: Millis, run: () => void): void {
    this.after(ms * this.#speed, run);
  }

  /** Plays the last `ms` before 0, as fast as it goes, and stops at 0 or when `isEnough`. */
  playPast(ms: Millis, begin: () => void, isEnough: () => boolean = () => false): void {
    this.#now = -ms;
    begin();
    for (let next = this.#entries[0]; next !== undefined && next.at <= 0; next = this.#entries[0]) {
      if (isEnough()) break;
      this.#step(next);
    }
    this.#shift();
  }

  start(): void {
    this.#origin = this.#clock.now();
    this.#plan();
  }

  stop(): void {
    this.#origin = undefined;
    this.#wake?.cancel();
    this.#wake = undefined;
  }

  /** Where the past ended early, what is left of it is left out, and 0 is there. */
  #shift(): void {
    const by = -this.#now;
    if (by > 0) this.#entries = this.#entries.map((entry) => ({ ...entry, at: entry.at + by }));
    this.#now = 0;
  }

  #step(next: Entry): void {
    pop(this.#entries);
    this.#now = Math.max(this.#now, next.at);
    next.run();
  }

  #plan(): void {
    const next = this.#entries[0];
    if (this.#origin === undefined || this.#isRunning || next === undefined) return;
    // Not before the next beat, so that a busy fleet does not wake up for each message.
    const at = Math.max(next.at, this.#ranAt + beatMs * this.#speed);
    if (this.#wake !== undefined && this.#wake.at <= at) return;
    this.#wake?.cancel();
    const inMs = Math.max(0, (at - this.#reached()) / this.#speed);
    this.#wake = { at, cancel: this.#clock.after(inMs, () => this.#run(), 'fleet: next') };
  }

  #reached(): Millis {
    return (this.#clock.now() - (this.#origin ?? 0)) * this.#speed;
  }

  #run(): void {
    this.#wake = undefined;
    this.#isRunning = true;
    const reached = this.#reached();
    for (let next = this.#entries[0]; next !== undefined && next.at <= reached; next = this.#entries[0]) {
      this.#step(next);
      if (this.#origin === undefined) break;
    }
    this.#now = Math.max(this.#now, reached);
    this.#ranAt = this.#now;
    this.#isRunning = false;
    this.#plan();
  }
}

const isBefore = (one: Entry, other: Entry): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

function push(heap: Entry[], entry: Entry): void {
  let at = heap.length;
  heap.push(entry);
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || !isBefore(entry, parent)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = entry;
}

/** Takes the first entry out. */
function pop(heap: Entry[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    const left = heap[below];
    const right = heap[below + 1];
    if (left === undefined) break;
    const least = right !== undefined && isBefore(right, left) ? right : left;
    if (least === right) below++;
    if (!isBefore(least, last)) break;
    heap[at] = least;
    at = below;
  }
  heap[at] = last;
}
