import type { OfficeFigures } from '../../../office/metrics/office-figures.ts';
import type { Office } from '../../../office/open-office.ts';

/** The figures of an office for `/metrics`. */
export function officeFigures({ intake, sharesHeld }: Office): OfficeFigures {
  const figures = intake.figures();
  return {
    eventsApplied: figures.events_applied,
    eventsWaiting: figures.waiting_bytes,
    replaysAsked: figures.replays_asked,
    lagSeconds: figures.lag_ms / 1_000,
    isStoreThere: figures.store_refusals === 0,
    storeFaults: new Map(),
    sharesHeld: sharesHeld(),
  };
}
