import { asFault, type Fault } from '../../devices/fault.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { createTurns } from '../../devices/serial-execution.ts';
import { repeatAfter } from '../../firmware-host/async/interval.ts';
import type { FleetView } from '../fleet/fleet-view.ts';
import type { ReportStore } from '../store/report-store.ts';
import type { Heard } from '../verdict/heard-message.ts';
import { createDailyFigures } from './daily-figures.ts';

/** How much of a day a crash may lose. */
const saveEveryMs: Millis = 180_000;
/** Rows of one transaction: all figures of 2,000 sites are written in a dozen. */
const figuresPerSaveMax = 1_000;

/** Writes down what sites say and do not journal, as long as this worker writes the history. */
export interface DailyWriter {
  /** To be called with every message, after the fleet has taken it in. */
  hear(heard: Heard): void;
  /** Whether this worker writes the history from now on. */
  setWriting(writing: boolean): void;
  /** Writes what is left; resolves when the store has it, or has failed. */
  stop(): Promise<void>;
}

/**
 * Every worker hears all sites, so that the one that takes the history over knows what they said. It writes what it has
 * heard without a gap: before that, the worker before it may have heard more.
 */
export function startDailyWriter(of: {
  readonly reports: Pick<ReportStore, 'saveDaily'>;
  readonly fleet: Pick<FleetView, 'site' | 'listeningSince'>;
  readonly clock: Clock;
  readonly report: (fault: Fault) => void;
}): DailyWriter {
  const { reports, fleet, clock } = of;
  const figures = createDailyFigures(fleet);
  const inTurn = createTurns();
  let writing = false;
  let failing = false;
  let listeningSince = fleet.listeningSince;

  /** Another worker may have heard, and saved, what this one has not. */
  function forgetBeforeGap(): void {
    if (writing || listeningSince === fleet.listeningSince) return;
    listeningSince = fleet.listeningSince;
    figures.forgetAll();
  }

  async function save(): Promise<void> {
    try {
      while (writing) {
        const some = figures.unsaved(figuresPerSaveMax);
        if (some.length === 0) break;
        await reports.saveDaily(some);
        figures.saved(some);
      }
      figures.forgetGone(!writing);
      failing = false;
    } catch (thrown) {
      if (!failing) of.report(asFault(thrown, 'store.error'));
      failing = true;
    }
  }

  const cancel = repeatAfter(clock, saveEveryMs, () => inTurn(save), 'office: daily figures');
  return {
    hear(heard) {
      forgetBeforeGap();
      figures.hear(heard);
    },
    setWriting(next) {
      forgetBeforeGap();
      writing = next;
    },
    stop() {
      cancel();
      return inTurn(save);
    },
  };
}
