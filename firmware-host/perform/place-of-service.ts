import type { Site } from '../../config/site.ts';
import type { TicketContent } from '../../devices/roles.ts';

/** Where the visitors of a service are called, as the tickets of the site are to say it; undefined: they do not. */
export function placeOfService(site: Site, service: string): TicketContent['place'] {
  const { place } = site.ticketDesign;
  if (place === 'none') return undefined;
  const serving = [...site.counters.values()].filter(({ rules }) => rules.serves.includes(service));
  const names =
    place === 'counter'
      ? ranges(serving.map(({ rules }) => rules.number))
      : [...new Set(serving.flatMap(({ zone }) => site.zones.get(zone ?? '')?.title ?? []))];
  return names.length === 0 ? undefined : { of: place === 'counter' ? 'counters' : 'zones', names };
}

/** `1-3`, `5`: numbers that follow each other are one range where there are three or more. */
function ranges(numbers: readonly number[]): readonly string[] {
  const runs: number[][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && number === (run.at(-1) ?? 0) + 1) run.push(number);
    else runs.push([number]);
  }
  return runs.flatMap((run) => (run.length < 3 ? run.map(String) : [`${run[0]}-${run.at(-1)}`]));
}
