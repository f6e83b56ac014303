import type { Durations } from '../store/report-store.ts';
import { percentile } from './durations.ts';

/** Durations in figures. */
export interface DurationFigures {
  readonly count: number;
  readonly meanSeconds: number;
  readonly p50Seconds: number;
  readonly p90Seconds: number;
}

/** Undefined where there were none. */
export function durationFigures(durations: Durations): DurationFigures | undefined {
  const { count, sumSeconds } = durations;
  const [p50Seconds, p90Seconds] = [percentile(durations, 0.5), percentile(durations, 0.9)];
  if (p50Seconds === undefined || p90Seconds === undefined) return undefined;
  return { count, meanSeconds: sumSeconds / count, p50Seconds, p90Seconds };
}
