import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { type ActiveFault, ActiveFaults } from '../supervise/active-faults.ts';
import { conditions, createClockWatch, type Observed } from './conditions.ts';
import type { HostMetrics } from './host-metrics.ts';

/**
 * A fault that is over stays active this much longer, so that one that comes and goes counts as one and not as many.
 */
const holdMs: Millis = 30_000;

/** The active faults of the controller itself. */
export interface ControllerReasons {
  /** Checks again. Cheap enough for every second. */
  check(): void;
  /** Takes the latest measurement, used from the next `check` on. */
  measured(metrics: HostMetrics): void;
  /** The active faults, worst first. */
  list(): readonly ActiveFault[];
}

export function createControllerReasons(of: {
  readonly clock: Clock;
  readonly wall: () => number;
  /** The observations that are not measured here. */
  readonly observe: () => Omit<Observed, 'now' | 'metrics' | 'stepped'>;
  /** Called after every change of the active faults. */
  readonly changed: (reasons: readonly ActiveFault[]) => void;
}): ControllerReasons {
  const { clock } = of;
  const reasons = new ActiveFaults();
  const lastSeen = new Map<FaultCode, Millis>();
  const clockStep = createClockWatch();
  let metrics: Partial<HostMetrics> = {};

  return {
    check() {
      const now = clock.now();
      const found = conditions({ ...of.observe(), now, metrics, stepped: clockStep(now, of.wall()) });
      let changed = false;
      for (const [code, text] of found) {
        lastSeen.set(code, now);
        if (reasons.stands(code)) continue;
        reasons.raise(code, text, now);
        changed = true;
      }
      for (const [code, at] of lastSeen) {
        if (now - at < holdMs) continue;
        lastSeen.delete(code);
        reasons.clear(code);
        changed = true;
      }
      if (changed) of.changed(reasons.list());
    },
    measured(latest) {
      metrics = latest;
    },
    list: () => reasons.list(),
  };
}
