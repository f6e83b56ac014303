import { type DeviceSums, mtbfOf, mttrOf, shareUp, sumsOfDevice } from '../reports/device-sums.ts';
import { durationFigures } from '../reports/duration-figures.ts';
import type { PaperReport } from '../reports/paper-report.ts';
import { failureRate, type NamedSite } from '../reports/report-sums.ts';
import { noShowShare, type TicketSums } from '../reports/service-report.ts';
import type { DeviceReport, SiteReport } from '../reports/site-report.ts';
import type { Durations } from '../store/report-store.ts';
import { officeWebLimits } from './office-web-limits.ts';
import type { MadeReport } from './report-maker.ts';
import type {
  DeviceSumsAnswer,
  DurationsAnswer,
  PaperAnswer,
  ReportAnswer,
  ReportDeviceAnswer,
  ReportSiteAnswer,
  SiteSumsAnswer,
  TicketSumsAnswer,
} from './report-messages.ts';

const { reportRowsMax } = officeWebLimits;

/** A report as the page gets it: what is too long for a page is in the files. `site`: it is of that one alone. */
export function reportAnswer(
  { days, madeAt, sites, sums }: MadeReport,
  of: { readonly site: string | undefined } & Pick<ReportAnswer, 'office' | 'regions'>,
): ReportAnswer {
  const [only] = of.site === undefined ? [] : sites;
  const paper = sites.flatMap((site) => site.paper.map((one) => ({ site, one })));
  const isKnown = sites.some(({ tickets }) => tickets !== undefined);
  return {
    ...{ ...days, madeAt, office: of.office, regions: of.regions },
    site: only === undefined ? null : namedSite(only),
    count: sites.length,
    hours: {
      site: sites.filter(({ hoursFrom }) => hoursFrom === 'site').length,
      office: sites.filter(({ hoursFrom }) => hoursFrom === 'office').length,
      none: sites.filter(({ hoursFrom }) => hoursFrom === undefined).length,
    },
    devices: deviceSums(sums.devices),
    sites: only === undefined ? leastOf(sites, ({ sums: one }) => shareUp(one) ?? 2).map(siteAnswer) : [],
    worst: only === undefined ? sums.worstDevices.map(deviceAnswer) : devicesOf(only),
    models: sums.models.slice(0, reportRowsMax).map(({ kind, model, ...one }) => ({
      ...deviceSums(one),
      ...{ kind: kind ?? null, model: model ?? null },
      ...{ ownFailures: one.ownFailures, rate: failureRate(one) ?? null },
    })),
    tickets: isKnown ? ticketSums(sums.tickets) : null,
    services: sums.services
      .slice(0, reportRowsMax)
      .map(({ id, title, ...one }) => ({ ...ticketSums(one), id, title: title ?? null })),
    paper: leastOf(paper, ({ one }) => emptyIn(one)).map(paperAnswer),
    counts: { models: sums.models.length, services: sums.services.length, paper: paper.length },
  };
}

export const namedSite = ({ id, title, region }: NamedSite['site']): ReportSiteAnswer => ({
  ...{ id, title: title ?? null, region: region ?? null },
});

function siteAnswer(site: SiteReport): SiteSumsAnswer {
  const { sums, hoursFrom, tickets } = site;
  return {
    ...{ ...deviceSums(sums), ...namedSite(site), hoursFrom: hoursFrom ?? null },
    tickets: tickets === undefined ? null : ticketSums(tickets),
  };
}

/** Those with the least, in order, as many as a page has. */
const leastOf = <One>(all: readonly One[], keyOf: (one: One) => number): readonly One[] =>
  all
    .map((one) => ({ one, key: keyOf(one) }))
    .sort((a, b) => a.key - b.key)
    .slice(0, reportRowsMax)
    .map(({ one }) => one);

const devicesOf = (site: SiteReport): readonly ReportDeviceAnswer[] =>
  site.devices
    .toSorted((a, b) => (a.availability?.share ?? 2) - (b.availability?.share ?? 2))
    .map((device) => deviceAnswer({ ...device, site }));

function deviceAnswer({
  id,
  title,
  role,
  model,
  availability,
  site,
}: DeviceReport & NamedSite): ReportDeviceAnswer {
  return {
    ...deviceSums(sumsOfDevice(availability)),
    ...{ id, title: title ?? null, role: role ?? null, model: model ?? null, site: namedSite(site) },
  };
}

const seconds = (ms: number): number => Math.round(ms / 1_000);
const secondsOrNull = (ms: number | undefined): number | null => (ms === undefined ? null : seconds(ms));

function deviceSums(sums: DeviceSums): DeviceSumsAnswer {
  return {
    ...{ devices: sums.devices, up: seconds(sums.upMs), down: seconds(sums.downMs) },
    ...{ unknown: seconds(sums.unknownMs), maintenance: seconds(sums.maintenanceMs) },
    ...{ share: shareUp(sums) ?? null, failures: sums.failures },
    ...{ mtbf: secondsOrNull(mtbfOf(sums)), mttr: secondsOrNull(mttrOf(sums)) },
  };
}

function ticketSums(tickets: TicketSums): TicketSumsAnswer {
  const { issued, called, served, noShow, cancelled, voided, quota } = tickets;
  return {
    ...{ issued, called, served, noShow, cancelled, voided },
    ...{ noShowShare: noShowShare(tickets) ?? null, quota: quota.days === 0 ? null : quota },
    ...{ wait: durations(tickets.wait), serviceTime: durations(tickets.serviceTime) },
  };
}

function durations(all: Durations): DurationsAnswer | null {
  const figures = durationFigures(all);
  if (figures === undefined) return null;
  const { count, meanSeconds, p50Seconds, p90Seconds } = figures;
  const [mean = 0, p50 = 0, p90 = 0] = [meanSeconds, p50Seconds, p90Seconds].map(Math.round);
  return { count, mean, p50, p90 };
}

const paperAnswer = ({
  site,
  one,
}: {
  readonly site: SiteReport;
  readonly one: PaperReport;
}): PaperAnswer => ({
  ...{ site: namedSite(site), printer: one.printer, printed: wholeOrNull(one.printed), rolls: one.rolls },
  ...{ perTicket: wholeOrNull(site.paperPerTicket), perOpeningDay: wholeOrNull(one.perOpeningDay) },
  ...{ roll: wholeOrNull(one.roll), left: wholeOrNull(one.left), daysLeft: one.daysLeft ?? null },
});

/** Opening days until it is empty; one of which that is not known comes last. */
const emptyIn = ({ daysLeft, left }: PaperReport): number => daysLeft ?? (left === 0 ? 0 : Number.MAX_VALUE);

const wholeOrNull = (value: number | undefined): number | null =>
  value === undefined ? null : Math.round(value);
