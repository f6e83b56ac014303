import { textLimits } from '../../devices/escpos-printer/normalise.ts';
import type { Draft } from '../draft.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';
import { filledLink } from '../values/link.ts';

/** The address of a complaint fits into a code that phones read, on a screen or on paper. */
export function checkRating({ rating, site, services, counters }: Draft, report: Report): void {
  const link = rating?.complaints?.link;
  if (link === undefined || site === undefined) return;
  const longest = (ids: Iterable<string>) =>
    [...ids].sort((one, other) => other.length - one.length)[0] ?? '';
  const { length } = filledLink<'complaint'>(link, {
    ...{ code: '260101-0000', site: site.id },
    ...{ service: longest(services.ids), counter: longest(counters.ids) },
  });
  if (length > textLimits.link)
    report.error(['rating', 'complaints', 'link'], say('complaint-link-too-long', length, textLimits.link));
}
