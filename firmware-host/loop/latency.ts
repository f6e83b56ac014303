import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { Millis } from '../../devices/ports.ts';

/** Percentiles in milliseconds; `count` 0 means that nothing was measured yet, and the rest is undefined. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number | undefined;
  readonly p99: number | undefined;
  readonly most: number | undefined;
}

/** The ways through the house that are measured in production. */
export type Way = 'decided' | 'shown' | 'durable';

/** How long it took from the edge of a key to a decision, to the display's bytes, and to a durable event. */
export class Latency {
  readonly #histograms: { readonly [W in Way]: RecordableHistogram } = {
    decided: createHistogram(),
    shown: createHistogram(),
    durable: createHistogram(),
  };

  note(way: Way, ms: Millis): void {
    // Histograms take whole numbers from 1 on: microseconds.
    this.#histograms[way].record(Math.max(1, Math.round(ms * 1000)));
  }

  read(way: Way): Percentiles {
    const histogram = this.#histograms[way];
    const { count } = histogram;
    if (count === 0) return { count, p50: undefined, p99: undefined, most: undefined };
    const at = (percentile: number) => histogram.percentile(percentile) / 1000;
    return { count, p50: at(50), p99: at(99), most: histogram.max / 1000 };
  }
}
