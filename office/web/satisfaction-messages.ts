import type { Band } from '../../firmware-host/satisfaction/bands.ts';
import type { ReportPeriod } from '../reports/report-days.ts';
import type { Bilingual } from './office-messages.ts';
import type { ReportSiteAnswer } from './report-messages.ts';

/**
 * What the office's server tells its page of satisfaction. Null: not known, or not said. Means, indices and percents
 * are whole numbers of hundredths: 8125 is 81.25.
 */
export interface SatisfactionAnswer {
  readonly period: ReportPeriod;
  /** Business dates of each site. */
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
  /** How many sites are in it. */
  readonly count: number;
  readonly pulse: MeasureAnswer;
  readonly survey: MeasureAnswer;
  readonly complaints: number;
  /** Presses that do not count: of a visit that had its answer, at a counter without a visit, at pads of the hall. */
  readonly apart: { readonly repeated: number; readonly noVisit: number; readonly hall: number };
  /** The nine, in the order of the regulation. */
  readonly elements: readonly ElementAnswer[];
  /** By measure. Empty where it is of one site. */
  readonly sites: { readonly pulse: PlacedAnswer; readonly survey: PlacedAnswer };
  /** Complaints by site, by name; those without are left out. */
  readonly complaintSites: readonly (ReportSiteAnswer & { readonly complaints: number })[];
  /** By name. */
  readonly services: readonly (GroupAnswer & { readonly id: string; readonly title: string | null })[];
  readonly weeks: readonly (GroupAnswer & { readonly first: string; readonly last: string })[];
  /** What bands are called. */
  readonly bands: Readonly<Record<Band, Bilingual>>;
  /** Groups with fewer answers are withheld. */
  readonly shownFrom: number;
}

export interface MeasureAnswer {
  readonly answers: number;
  readonly visits: number;
  /** Percent. */
  readonly response: number | null;
  readonly isWithheld: boolean;
  readonly index: IndexAnswer | null;
  /** Of a survey that lacks elements: `mean` and `of100` are of those answered, and no index of the regulation. */
  readonly incomplete: {
    readonly missing: readonly string[];
    readonly mean: number | null;
    readonly of100: number | null;
  } | null;
}

export interface IndexAnswer {
  readonly mean: number;
  readonly index: number;
  readonly band: Band;
  /** The interval of 95 %. */
  readonly low: number;
  readonly high: number;
}

export interface ElementAnswer {
  readonly id: string;
  readonly title: Bilingual;
  readonly answers: number;
  /** How many as many visits need, by Krejcie and Morgan. */
  readonly needed: number;
  readonly isWithheld: boolean;
  readonly index: IndexAnswer | null;
}

export interface GroupAnswer {
  readonly pulse: MeasureAnswer;
  readonly survey: MeasureAnswer;
  readonly complaints: number;
}

/** Sites by a measure. */
export interface PlacedAnswer {
  /**
   * The highest group first. Those of one group cannot be told apart, and stand by name. `count`: with those that are
   * not sent.
   */
  readonly groups: readonly { readonly count: number; readonly sites: readonly MeasuredSiteAnswer[] }[];
  /** Without an index: withheld, or incomplete. By name. Those without answers are left out. */
  readonly unplaced: readonly MeasuredSiteAnswer[];
  /** How many sites are not sent, since the page has no room for them. */
  readonly more: number;
  /** How many sites have no answer. */
  readonly silent: number;
}

export interface MeasuredSiteAnswer extends ReportSiteAnswer {
  readonly measure: MeasureAnswer;
}
