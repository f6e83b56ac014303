import { type Carrier, openTcpCarrier } from './carriers.ts';
import type { OpenLine } from './fleet-line.ts';
import { shareLines, siteFilters } from './shared-lines.ts';
import { type BrokerPlace, openTcpLine } from './tcp-line.ts';

/** A broker sees so many sites as clients of their own, with wills of their own; more share `carriers` connections. */
const ownLinesMax = 300;
const carriers = 8;

/** Lines of a fleet of `sites` to a real broker. `close` ends what is shared. */
export function openBrokerLines(
  place: BrokerPlace,
  { sites, random }: { readonly sites: number; readonly random: () => number },
): { readonly open: OpenLine; close(): void } {
  if (sites <= ownLinesMax)
    return { open: (order, told) => openTcpLine(place, order, told), close: () => undefined };
  const shared: readonly Carrier[] = Array.from({ length: carriers }, (_, at) =>
    // What sites are asked is heard by the first, for all.
    openTcpCarrier(place, `loket-fleet-${at + 1}`, at === 0 ? siteFilters : []),
  );
  return {
    open: shareLines({ clock: place.clock, random, carriers: shared }),
    close() {
      for (const carrier of shared) carrier.close();
    },
  };
}
