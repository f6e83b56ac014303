import type { ReportPeriod } from '../reports/report-days.ts';
import type { HoursSource } from '../reports/site-facts.ts';

/** What the office's server tells its page of a report. Null: not known. Times in s, lengths in mm, shares of 1. */

/** How far a report is that is being made, or waits for another one. */
export interface ReportProgressAnswer {
  readonly making: { readonly made: number; readonly of: number };
}

export interface ReportAnswer {
  readonly period: ReportPeriod;
  /** Dates, by the clock of each site. */
  readonly first: string;
  readonly last: string;
  /** Unix ms. */
  readonly madeAt: number;
  /** The name of the office. */
  readonly office: string | null;
  /** The regions of the user; null: all. */
  readonly regions: readonly string[] | null;
  /** Of which site it is; null: of all that the user sees. */
  readonly site: ReportSiteAnswer | null;
  /** How many sites are in it, and whose opening hours were used for them. */
  readonly count: number;
  readonly hours: { readonly site: number; readonly office: number; readonly none: number };
  readonly devices: DeviceSumsAnswer;
  /** The worst first, those of which nothing is known last; `count` has them all. Empty where it is of one site. */
  readonly sites: readonly SiteSumsAnswer[];
  /** Of all sites the worst; of one site all. */
  readonly worst: readonly ReportDeviceAnswer[];
  readonly models: readonly ModelAnswer[];
  readonly tickets: TicketSumsAnswer | null;
  readonly services: readonly ServiceSumsAnswer[];
  /** The one that is empty first, those of which that is not known last. */
  readonly paper: readonly PaperAnswer[];
  /** How many there are of each, where not all are sent. */
  readonly counts: { readonly models: number; readonly services: number; readonly paper: number };
}

export interface ReportSiteAnswer {
  readonly id: string;
  readonly title: string | null;
  readonly region: string | null;
}

export interface DeviceSumsAnswer {
  readonly devices: number;
  readonly up: number;
  readonly down: number;
  readonly unknown: number;
  readonly maintenance: number;
  /** Null: neither up nor down is known. */
  readonly share: number | null;
  readonly failures: number;
  /** Null: there was none. */
  readonly mtbf: number | null;
  readonly mttr: number | null;
}

export interface SiteSumsAnswer extends DeviceSumsAnswer, ReportSiteAnswer {
  readonly hoursFrom: HoursSource | null;
  readonly tickets: TicketSumsAnswer | null;
}

export interface ReportDeviceAnswer extends DeviceSumsAnswer {
  readonly id: string;
  readonly title: string | null;
  readonly role: string | null;
  readonly model: string | null;
  readonly site: ReportSiteAnswer;
}

export interface ModelAnswer extends DeviceSumsAnswer {
  readonly kind: string | null;
  readonly model: string | null;
  readonly ownFailures: number;
  /** Own failures in 1,000 hours of use; null: not watched for long enough. */
  readonly rate: number | null;
}

export interface TicketSumsAnswer {
  readonly issued: number;
  readonly called: number;
  readonly served: number;
  readonly noShow: number;
  readonly cancelled: number;
  readonly voided: number;
  /** Null: nobody was called and ended. */
  readonly noShowShare: number | null;
  /** Null: there was none. */
  readonly wait: DurationsAnswer | null;
  readonly serviceTime: DurationsAnswer | null;
  /** Null: no quota was said. */
  readonly quota: { readonly days: number; readonly issued: number; readonly allowed: number } | null;
}

export interface DurationsAnswer {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
}

export interface ServiceSumsAnswer extends TicketSumsAnswer {
  readonly id: string;
  readonly title: string | null;
}

export interface PaperAnswer {
  readonly site: ReportSiteAnswer;
  readonly printer: string;
  readonly printed: number | null;
  readonly perTicket: number | null;
  readonly perOpeningDay: number | null;
  readonly roll: number | null;
  readonly rolls: number;
  readonly left: number | null;
  readonly daysLeft: number | null;
}
