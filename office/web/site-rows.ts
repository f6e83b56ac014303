import type { ServiceSeen, SiteSeen } from '../fleet/fleet-view.ts';
import type { QueueRow, SiteRow } from './office-messages.ts';

/** A kilometre: enough for a dot on a map of the country. */
const placeDecimals = 2;

/** The row of a site in the list. */
function siteRow({ id, title, region, place, judgement, devices, services }: SiteSeen): SiteRow {
  const [first] = judgement.reasons;
  let unwell = 0;
  for (const device of devices.values()) {
    const verdict = device.judgement?.verdict;
    if (verdict === 'device' || verdict === 'hub') unwell++;
  }
  return [
    id,
    title ?? '',
    region ?? '',
    place === undefined ? null : rounded(place.latitude),
    place === undefined ? null : rounded(place.longitude),
    judgement.verdict,
    Math.round(judgement.since.wall / 1_000),
    first === undefined ? 0 : [first.code, first.of ?? '', judgement.fix],
    devices.size,
    unwell,
    queueRow([...services.values()]),
  ];
}

function queueRow(services: readonly ServiceSeen[]): QueueRow | 0 {
  const waits = numbers(services.map(({ longestWaitSeconds }) => longestWaitSeconds));
  const waiting = sum(services.map((one) => one.waiting));
  const issued = sum(services.map(({ issuedToday }) => issuedToday));
  const quotaLeft = sum(services.map((one) => one.quotaLeft ?? undefined));
  if (waiting === null && issued === null && waits.length === 0) return 0;
  const longest = waits.length === 0 ? null : Math.round(Math.max(...waits) / 60);
  return [waiting, longest, services.some(({ isSurging }) => isSurging) ? 1 : 0, issued, quotaLeft];
}

function sum(values: readonly (number | undefined)[]): number | null {
  const known = numbers(values);
  return known.length === 0 ? null : known.reduce((all, one) => all + one, 0);
}

function numbers(values: readonly (number | undefined)[]): readonly number[] {
  return values.filter((value) => value !== undefined);
}

function rounded(degrees: number): number {
  return Number(degrees.toFixed(placeDecimals));
}

/** Rows as JSON, each made once until its site changes. */
export interface SiteRows {
  of(site: SiteSeen): string;
  changed(ids: Iterable<string>): void;
}

export function createSiteRows(): SiteRows {
  const texts = new Map<string, string>();
  return {
    of(site) {
      const text = texts.get(site.id) ?? JSON.stringify(siteRow(site));
      texts.set(site.id, text);
      return text;
    },
    changed(ids) {
      for (const id of ids) texts.delete(id);
    },
  };
}
