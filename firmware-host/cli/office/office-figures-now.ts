import type { OfficeFigures } from '../../../office/metrics/office-figures.ts';
import type { Office } from '../../../office/open-office.ts';

/** The figures of an office for `/metrics`. `storeFaults`: how often the store has refused, by code. */
export function officeFigures(
  { intake, fleet, sharesHeld }: Office,
  storeFaults: ReadonlyMap<string, number>,
): OfficeFigures {
  const figures = intake.figures();
  return {
    eventsApplied: figures.events_applied,
    waitingBytes: figures.waiting_bytes,
    replaysAsked: figures.replays_asked,
    lagSeconds: figures.still_ms / 1_000,
    isStoreThere: !figures.is_store_out,
    storeFaults,
    sharesHeld: sharesHeld(),
    sitesLeftOut: fleet.leftOut,
  };
}
