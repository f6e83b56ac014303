import { setImmediate as eventLoop } from 'node:timers/promises';
import type { Clock } from '../../devices/ports.ts';
import { addIncident } from './add-incident.ts';
import { addOffice } from './add-office.ts';
import { addSite } from './add-site.ts';
import { Exposition, type MetricsFormat } from './exposition.ts';
import { metricsLimits } from './metrics-limits.ts';
import type { MetricsSource } from './metrics-source.ts';

/**
 * The text of `/metrics`, in pieces. It works in slices of `metricsLimits.sliceMs`, between which the event loop turns:
 * meanwhile the view may change. Which sites and incidents there are is taken at once, at the beginning. Of a site, all
 * series are made in one go, so that they agree with each other; two sites may be apart by as long as a render takes.
 */
export async function* renderMetrics(source: MetricsSource, format: MetricsFormat): AsyncGenerator<string> {
  const { view, clock } = source;
  const text = new Exposition();
  const slice = createSlice(clock);
  const now = source.wall();
  const sites = [...view.sites()];
  const incidents = view.incidents();
  let leftOut = source.figures().sitesLeftOut + Math.max(0, sites.length - metricsLimits.sitesMax);
  for (const site of sites.slice(0, metricsLimits.sitesMax)) {
    leftOut += addSite(text, site, now);
    if (slice.isOver()) await slice.next();
  }
  let shown = 0;
  for (const incident of incidents) {
    if (incident.closedAt !== undefined) continue;
    if (++shown > metricsLimits.incidentsMax) leftOut++;
    else addIncident(text, incident, view);
    if (slice.isOver()) await slice.next();
  }
  addOffice(text, source, leftOut);
  let piece = '';
  for (const line of text.lines(format)) {
    piece += line;
    if (piece.length >= metricsLimits.pieceCharsMax) {
      yield piece;
      piece = '';
    }
    if (slice.isOver()) await slice.next();
  }
  yield piece;
}

function createSlice(clock: Clock): { isOver(): boolean; next(): Promise<void> } {
  let since = clock.now();
  return {
    isOver: () => clock.now() - since >= metricsLimits.sliceMs,
    async next() {
      await eventLoop();
      since = clock.now();
    },
  };
}
