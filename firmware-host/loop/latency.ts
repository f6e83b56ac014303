import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { Clock, Millis } from '../../devices/ports.ts';

/** Percentiles cover the current window and at most the one before it: ten to twenty minutes. */
const windowMs: Millis = 10 * 60_000;
/** Microseconds: longer than any wait that still ends. */
const highest = 600_000_000;

/** Percentiles in milliseconds, undefined where nothing was measured lately; `count` is since the start. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number | undefined;
  readonly p99: number | undefined;
  readonly most: number | undefined;
}

/** The paths that are measured in production. */
export type Way = 'decided' | 'shown' | 'durable';

interface Measured {
  count: number;
  /** Which window `latest` is of. */
  window: number;
  latest: RecordableHistogram;
  before: RecordableHistogram;
}

/** Times from the edge of a key press to the decision, to the display's bytes, and to the durable event. */
export class Latency {
  readonly #clock: Clock;
  readonly #ways: { readonly [W in Way]: Measured } = {
    decided: nothing(),
    shown: nothing(),
    durable: nothing(),
  };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  note(way: Way, ms: Millis): void {
    const measured = this.#now(way);
    measured.count++;
    // Histograms take whole numbers from 1 on: microseconds.
    measured.latest.record(Math.min(highest, Math.max(1, Math.round(ms * 1000))));
  }

  read(way: Way): Percentiles {
    const { count, latest, before } = this.#now(way);
    const lately = empty();
    lately.add(before);
    lately.add(latest);
    if (lately.count === 0) return { count, p50: undefined, p99: undefined, most: undefined };
    const at = (percentile: number) => lately.percentile(percentile) / 1000;
    return { count, p50: at(50), p99: at(99), most: lately.max / 1000 };
  }

  /** The measurements of the current window; those older than the previous window are dropped. */
  #now(way: Way): Measured {
    const measured = this.#ways[way];
    const passed = Math.floor(this.#clock.now() / windowMs) - measured.window;
    if (passed > 0) {
      const oldest = measured.before;
      if (passed > 1) measured.latest.reset();
      oldest.reset();
      Object.assign(measured, { window: measured.window + passed, latest: oldest, before: measured.latest });
    }
    return measured;
  }
}

const empty = (): RecordableHistogram => createHistogram({ lowest: 1, highest, figures: 3 });
const nothing = (): Measured => ({ count: 0, window: 0, latest: empty(), before: empty() });
