import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { type ActiveFault, ActiveFaults } from '../supervise/active-faults.ts';
import { conditions, createClockWatch, type Observed } from './conditions.ts';
import type { HostMetrics } from './host-metrics.ts';

/** A reason that has gone stands so much longer, so that what comes and goes is one reason and not many. */
const holdMs: Millis = 30_000;

/** The controller's own reasons. */
export interface ControllerReasons {
  /** Looks again. Cheap: meant for every second. */
  check(): void;
  /** What was measured last; it counts from the next `check` on. */
  measured(metrics: HostMetrics): void;
  /** The worst first. */
  list(): readonly ActiveFault[];
}

export function createControllerReasons(of: {
  readonly clock: Clock;
  readonly wall: () => number;
  /** All that is not measured here. */
  readonly observe: () => Omit<Observed, 'now' | 'metrics' | 'stepped'>;
  /** After every change of what stands. */
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
