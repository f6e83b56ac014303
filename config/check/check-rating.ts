import { textLimits } from '../../devices/escpos-printer/normalise.ts';
import type { Draft } from '../draft.ts';
import { answersOf } from '../pad-scores.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';
import { filledLink } from '../values/link.ts';

/** The address of a complaint fits into a code that phones read, on a screen or on paper. */
export function checkRating(draft: Draft, report: Report): void {
  checkComplaintKeys(draft, report);
  const { rating, site, services, counters } = draft;
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

/** A key for complaints needs somewhere to complain, and a printer for the code. */
function checkComplaintKeys({ rating, devices }: Draft, report: Report): void {
  const all = [...devices.read.values()];
  const pads = all.filter(
    (device) => device.kind.role === 'rating' && [...answersOf(device).values()].includes('complaint'),
  );
  const prints = all.some(({ kind }) => kind.role === 'printer');
  for (const { path } of pads) {
    if (rating !== undefined && rating.complaints === undefined)
      report.warn(path, say('complaint-key-without-link'), 'name');
    else if (!prints) report.warn(path, say('complaint-key-without-printer'), 'name');
  }
}
