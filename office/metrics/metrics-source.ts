import type { Clock } from '../../devices/ports.ts';
import type { FleetView } from '../fleet/fleet-view.ts';
import type { OfficeFigures, ProcessFigures } from './office-figures.ts';

/** What `/metrics` is made of. */
export interface MetricsSource {
  readonly view: FleetView;
  readonly figures: () => OfficeFigures;
  readonly process: () => ProcessFigures;
  readonly version: string;
  /** Unix ms at which the process was started. */
  readonly startedAt: number;
  /** Unix ms now. */
  readonly wall: () => number;
  /** By which the slices of a render are measured. */
  readonly clock: Clock;
}
