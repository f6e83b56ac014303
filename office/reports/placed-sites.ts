import { type IndexInterval, overlap } from '../../firmware-host/satisfaction/index-interval.ts';

interface Placeable {
  readonly name: string;
  readonly interval: IndexInterval;
}

/**
 * Groups of sites, the highest first; within a group by name, since nothing else is known of their order.
 *
 * Two sites whose intervals overlap cannot be told apart. That is not transitive: A and B may overlap, and B and C, but
 * not A and C. Whoever ranked A above C would have to say where B stands, and nobody knows. So a group is everybody who
 * is linked by a chain of overlaps, and one group stands above another only where every interval of the one is above
 * every interval of the other. Intervals that touch overlap.
 */
export function placedSites<Site extends Placeable>(sites: readonly Site[]): readonly (readonly Site[])[] {
  const groups: { span: IndexInterval; readonly sites: Site[] }[] = [];
  const byHigh = [...sites].sort((a, b) => b.interval.highHundredths - a.interval.highHundredths);
  for (const site of byHigh) {
    const last = groups.at(-1);
    if (last === undefined || !overlap(last.span, site.interval)) {
      groups.push({ span: site.interval, sites: [site] });
      continue;
    }
    last.sites.push(site);
    const { lowHundredths, highHundredths } = last.span;
    last.span = { highHundredths, lowHundredths: Math.min(lowHundredths, site.interval.lowHundredths) };
  }
  return groups.map((group) => byName(group.sites));
}

export function byName<Named extends { readonly name: string }>(all: readonly Named[]): readonly Named[] {
  return [...all].sort((a, b) => a.name.localeCompare(b.name, 'id'));
}
