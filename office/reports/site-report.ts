import { type FaultCode, faultCatalogue } from '../../devices/fault-catalogue.ts';
import type { SiteRecords } from '../store/report-store.ts';
import type { VerdictSpan } from '../store/store-port.ts';
import type { MaintenanceWindow } from '../verdict/verdict-types.ts';
import { type Availability, availabilityOf } from './availability.ts';
import { downSpans } from './device-down.ts';
import { addedSums, type DeviceSums, noDeviceSums, sumsOfDevice } from './device-sums.ts';
import { type PaperReport, paperReport, unknownPaper } from './paper-report.ts';
import {
  addedTickets,
  noTickets,
  queueReport,
  type ServiceQueue,
  type TicketSums,
} from './service-report.ts';
import type { SiteCalendar } from './site-calendar.ts';
import type { DeviceFacts, HoursSource, SiteFacts } from './site-facts.ts';
import { type MissedSpan, readSiteRecord, type SiteRecord } from './site-record.ts';
import { common, merged, type TimeSpan } from './time-spans.ts';

/** What is known of a site in the days of a report. */
export interface SiteFindings {
  readonly facts: SiteFacts;
  /** Runs, outages and figures also of the days before, as far as the calendar looks back. */
  readonly records: SiteRecords;
  /** Corrected. */
  readonly spans: readonly VerdictSpan[];
  /** Those that the site may be in. */
  readonly windows: readonly MaintenanceWindow[];
}

export interface SiteReport {
  readonly id: string;
  readonly title: string | undefined;
  readonly region: string | undefined;
  /** Whose opening hours were used; undefined: they are not known, and availability with them. */
  readonly hoursFrom: HoursSource | undefined;
  readonly devices: readonly DeviceReport[];
  readonly sums: DeviceSums;
  readonly services: readonly ServiceQueue[];
  /** Of all services; undefined: nothing is known of the site in these days. */
  readonly tickets: TicketSums | undefined;
  readonly paper: readonly PaperReport[];
  /** Millimetres of paper for each ticket, of all its printers; undefined: not known. */
  readonly paperPerTicket: number | undefined;
}

export interface DeviceReport extends DeviceFacts {
  /** Undefined: when the site is open is not known. */
  readonly availability: Availability | undefined;
}

/** The report of a site. Without a calendar its zone is not known, so nothing of its days is. */
export function reportOfSite(evidence: SiteFindings, calendar: SiteCalendar | undefined): SiteReport {
  const { facts, records } = evidence;
  const { id, title, region, devices, hours } = facts;
  const head = { id, title, region, hoursFrom: calendar?.open && hours?.from };
  const printers = devices.filter(({ role }) => role === 'printer');
  if (calendar === undefined) {
    const unknown = devices.map((device) => ({ ...device, availability: undefined }));
    return {
      ...{ ...head, devices: unknown, sums: sumsOf(unknown), tickets: undefined, paperPerTicket: undefined },
      services: facts.services.map((service) => ({ ...service, tickets: undefined })),
      paper: printers.map((printer) => unknownPaper(printer.id)),
    };
  }
  const record = readSiteRecord({
    runs: records.runs,
    absences: absencesOf(evidence.spans, calendar.span.to),
    knownUntil: Math.min(calendar.span.to, facts.heardAt ?? 0),
    until: calendar.span.to,
  });
  const paper = printers.map((printer) => paperReport(printer.id, calendar, records));
  const isKnown = common(record.ran, [calendar.span]).length > 0;
  const reports = deviceReports(evidence, record, calendar);
  const { services, issuedOn } = queueReport(calendar.days, records, { services: facts.services, isKnown });
  return {
    ...head,
    ...{ devices: reports, services, paper },
    sums: sumsOf(reports),
    tickets: isKnown
      ? services.map(({ tickets = noTickets }) => tickets).reduce(addedTickets, noTickets)
      : undefined,
    paperPerTicket: perTicket(paper, issuedOn),
  };
}

const sumsOf = (devices: readonly DeviceReport[]): DeviceSums =>
  devices.map(({ availability }) => sumsOfDevice(availability)).reduce(addedSums, noDeviceSums);

function deviceReports(
  evidence: SiteFindings,
  site: SiteRecord,
  { open, span }: SiteCalendar,
): readonly DeviceReport[] {
  const { facts, records } = evidence;
  if (open === undefined) return facts.devices.map((device) => ({ ...device, availability: undefined }));
  const down = downSpans(records.outages, span.to);
  return facts.devices.map((device) => {
    const outages = down.get(device.id) ?? [];
    const own = outages.filter(({ code }) => !isUse(code));
    const maintenance = maintenanceOf(evidence, device.id, span.to);
    const of = { site, open, down: merged(outages), own: merged(own), maintenance };
    return { ...device, availability: availabilityOf(of) };
  });
}

/** What a clerk mends, such as paper that is used up, says nothing of how good a model is. */
const isUse = (code: string): boolean =>
  Object.hasOwn(faultCatalogue, code) && faultCatalogue[code as FaultCode].fix === 'clerk';

/** What the office missed of the site itself, and what that was. */
const absencesOf = (spans: readonly VerdictSpan[], until: number): readonly MissedSpan[] =>
  spans
    .filter(({ device }) => device === undefined)
    .map(({ from, to = until, verdict }) => ({ from, to, was: verdict }));

function maintenanceOf(
  { facts, spans, windows }: SiteFindings,
  device: string,
  until: number,
): readonly TimeSpan[] {
  const isOf = (of: string | undefined): boolean => of === undefined || of === device;
  const said = spans
    .filter((one) => one.verdict === 'maintenance' && isOf(one.device))
    .map(({ from, to = until }) => ({ from, to }));
  const planned = windows.filter(
    (one) =>
      (one.site === undefined ? one.region === facts.region : one.site === facts.id) && isOf(one.device),
  );
  return [...said, ...planned];
}

/** Of all printers together, and only where the same days are known of them. */
function perTicket(paper: readonly PaperReport[], issued: ReadonlyMap<string, number>): number | undefined {
  const [first] = paper;
  const days = first?.printedOn ?? [];
  if (!paper.every(({ printedOn }) => printedOn.join() === days.join())) return undefined;
  const tickets = days.reduce((sum, date) => sum + (issued.get(date) ?? 0), 0);
  const printed = paper.reduce((sum, one) => sum + (one.printed ?? 0), 0);
  return tickets === 0 ? undefined : printed / tickets;
}
