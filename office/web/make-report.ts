import type { Clock } from '../../devices/ports.ts';
import { pause } from '../../firmware-host/async/time-limit.ts';
import { createReportSums } from '../reports/report-sums.ts';
import { createCalendars, type SiteCalendar } from '../reports/site-calendar.ts';
import type { SiteFacts } from '../reports/site-facts.ts';
import { reportOfSite, type SiteFindings, type SiteReport } from '../reports/site-report.ts';
import type { SiteRecords } from '../store/report-store.ts';
import type { KeptWindow } from '../store/store-port.ts';
import { officeWebLimits } from './office-web-limits.ts';
import type { MadeReport, MakeReport, ReportKind } from './report-maker.ts';
import { siteFactsOf, type UsualHours } from './site-facts-of.ts';
import type { UserScope } from './user-scope.ts';

/** Makes reports of what a user sees: some sites are read at once, and the main thread is given up between them. */
export function createMakeReport(of: {
  readonly clock: Clock;
  readonly wall: () => number;
  readonly usual: UsualHours;
}): MakeReport<MadeReport> {
  const { reportSitesAtOnce, worstDevicesMax } = officeWebLimits;
  return async ({ days, site: only }, scope, told) => {
    const madeAt = Math.floor(of.wall());
    const breathe = createBreathing(of.clock);
    const calendars = createCalendars(days, madeAt);
    const windows = await scope.windows();
    const ids = only === undefined ? [...scope.fleet.sites()].map(({ id }) => id) : [only];
    const sums = createReportSums(worstDevicesMax);
    const sites: SiteReport[] = [];
    for (let at = 0; at < ids.length; at += reportSitesAtOnce) {
      told({ made: at, of: ids.length });
      const some: { readonly facts: SiteFacts; readonly calendar: SiteCalendar | undefined }[] = [];
      for (const id of ids.slice(at, at + reportSitesAtOnce)) {
        const seen = scope.fleet.site(id);
        // It may have been closed for good since the report was begun.
        if (seen === undefined) continue;
        await breathe(() => {
          const facts = siteFactsOf(seen, of.usual);
          const { zone, hours } = facts;
          some.push({ facts, calendar: zone === undefined ? undefined : calendars(zone, hours) });
        });
      }
      const read = some.map(async ({ facts, calendar }) => {
        return { calendar, evidence: await evidenceOf(facts, calendar, scope, windows) };
      });
      for (const { calendar, evidence } of await Promise.all(read)) {
        await breathe(() => {
          const site = reportOfSite(evidence, calendar);
          sites.push(site);
          sums.add(site);
        });
      }
    }
    return { days, madeAt, sites, sums: sums.sums() };
  };
}

/** How large made reports are is said by their devices. */
export const reportSize: Pick<ReportKind<MadeReport>, 'sizeOf' | 'sizeMax'> = {
  sizeOf: ({ sums }) => sums.devices.devices,
  sizeMax: officeWebLimits.reportDevicesKeptMax,
};

const noRecords: SiteRecords = { runs: [], outages: [], queues: [], daily: [] };

async function evidenceOf(
  facts: SiteFacts,
  calendar: SiteCalendar | undefined,
  scope: UserScope,
  windows: readonly KeptWindow[],
): Promise<SiteFindings> {
  if (calendar === undefined) return { facts, records: noRecords, spans: [], windows: [] };
  const { id } = facts;
  const { span, longDays } = calendar;
  const begin = longDays[0]?.from ?? span.from;
  const [long, { queues }, spans] = await Promise.all([
    scope.records(id, begin, span.to, ['runs', 'outages', 'daily']),
    scope.records(id, span.from, span.to, ['queues']),
    scope.spans(id, span.from, span.to),
  ]);
  const isMeant = ({ from, to, site, region }: KeptWindow): boolean =>
    from < span.to && to > span.from && (site === undefined ? region === facts.region : site === id);
  return { facts, records: { ...long, queues }, spans, windows: windows.filter(isMeant) };
}

/** Does pieces of work, and lets others have the thread when they have taken a slice of time together. */
export function createBreathing(clock: Clock): (work: () => void) => Promise<void> {
  let spent = 0;
  return async (work) => {
    const begunAt = clock.now();
    work();
    spent += clock.now() - begunAt;
    if (spent < officeWebLimits.reportSliceMs) return;
    spent = 0;
    await pause(clock, 0, 'office web: report');
  };
}
