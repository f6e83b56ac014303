import type { Clock, Millis } from '../../devices/ports.ts';
import type { createTurns } from '../../devices/serial-execution.ts';
import { atMost } from '../../firmware-host/async/time-limit.ts';
import type { ReportDays } from '../reports/report-days.ts';
import type { ReportSums } from '../reports/report-sums.ts';
import type { Measure, MeasureName } from '../reports/satisfaction-measures.ts';
import type { Satisfaction, SiteSatisfaction } from '../reports/satisfaction-sums.ts';
import type { SiteReport } from '../reports/site-report.ts';
import { officeWebLimits } from './office-web-limits.ts';
import type { UserScope } from './user-scope.ts';

export interface ReportWanted {
  readonly days: ReportDays;
  /** Missing: of all sites that the user sees. */
  readonly site: string | undefined;
}

export interface Made {
  readonly days: ReportDays;
  /** Unix ms. */
  readonly madeAt: number;
  readonly sites: readonly { readonly id: string }[];
}

export interface MadeReport extends Made {
  readonly sites: readonly SiteReport[];
  readonly sums: ReportSums;
}

/** How many sites are in it so far, and of how many. */
export interface ReportProgress {
  readonly made: number;
  readonly of: number;
}

export interface MadeSatisfaction extends Made {
  readonly sites: readonly MeasuredSite[];
  readonly sums: Satisfaction;
}

export interface MeasuredSite extends SiteSatisfaction {
  /** Among all sites of the report. */
  readonly measures: Readonly<Record<MeasureName, Measure>>;
}

export type ReportAsked<Report extends Made> =
  | { readonly report: Report }
  | { readonly progress: ReportProgress }
  | { readonly refusal: 'too-many' };

export interface ReportMaker<Report extends Made> {
  /** Waits so long for the report at most. Rejects when it cannot be made, such as with `store.away`. */
  ask(wanted: ReportWanted, scope: UserScope, waitMs: Millis): Promise<ReportAsked<Report>>;
}

/** What the routes of reports work with. */
export interface OfficeReports {
  readonly maker: ReportMaker<MadeReport>;
  readonly satisfaction: ReportMaker<MadeSatisfaction>;
  /** The name of the office. */
  readonly title: string | undefined;
}

/** Makes one report, and says how far it is. */
export type MakeReport<Report extends Made> = (
  wanted: ReportWanted,
  scope: UserScope,
  told: (progress: ReportProgress) => void,
) => Promise<Report>;

/** A kind of report. */
export interface ReportKind<Report extends Made> {
  readonly make: MakeReport<Report>;
  /** How large a report is, and how large those that are kept may be together. */
  readonly sizeOf: (report: Report) => number;
  readonly sizeMax: number;
  /** One report is made at a time, of whatever kind. */
  readonly inTurn: ReturnType<typeof createTurns>;
}

interface Making<Report> {
  readonly done: Promise<Report>;
  progress: ReportProgress;
}

/**
 * Has one report made at a time, and keeps those that were made for a while. Whoever asks for one that is being made
 * waits for the same.
 */
export function createReportMaker<Report extends Made>(
  kind: ReportKind<Report>,
  clock: Clock,
): ReportMaker<Report> {
  const { reportsWaitingMax } = officeWebLimits;
  const making = new Map<string, Making<Report>>();
  const kept = createKeptReports(kind, clock);

  function begin(key: string, wanted: ReportWanted, scope: UserScope): Making<Report> {
    const told = (progress: ReportProgress): void => {
      begun.progress = progress;
    };
    const done = kind.inTurn(() => kind.make(wanted, scope, told));
    const begun: Making<Report> = { done, progress: { made: 0, of: 0 } };
    making.set(key, begun);
    done.then(
      (report) => {
        making.delete(key);
        kept.put(key, report);
      },
      // Those who wait are told; the next one who asks has it tried again.
      () => making.delete(key),
    );
    return begun;
  }

  return {
    async ask(wanted, scope, waitMs) {
      const { days, site } = wanted;
      const key = JSON.stringify([scope.key, days.period, days.first, site]);
      const report = kept.get(key, scope);
      if (report !== undefined) return { report };
      if (!making.has(key) && making.size >= reportsWaitingMax) return { refusal: 'too-many' };
      const one = making.get(key) ?? begin(key, wanted, scope);
      const isDone = await atMost(clock, waitMs, one.done, 'office web: report');
      return isDone ? { report: await one.done } : { progress: one.progress };
    },
  };
}

function createKeptReports<Report extends Made>(
  { sizeOf, sizeMax }: Pick<ReportKind<Report>, 'sizeOf' | 'sizeMax'>,
  clock: Clock,
) {
  const { reportFreshMs, reportsKeptMax } = officeWebLimits;
  const kept = new Map<string, { readonly report: Report; readonly at: Millis }>();
  let size = 0;
  const remove = (key: string): void => {
    const found = kept.get(key);
    if (found !== undefined) size -= sizeOf(found.report);
    kept.delete(key);
  };
  return {
    get(key: string, { fleet }: UserScope): Report | undefined {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      // A site that moved to another region is not for those who saw it before.
      const isSeen = found.report.sites.every(({ id }) => fleet.site(id) !== undefined);
      if (isSeen && clock.now() - found.at < reportFreshMs) return found.report;
      remove(key);
      return undefined;
    },
    put(key: string, report: Report): void {
      remove(key);
      kept.set(key, { report, at: clock.now() });
      size += sizeOf(report);
      for (const oldest of kept.keys()) {
        if (kept.size <= reportsKeptMax && size <= sizeMax) break;
        remove(oldest);
      }
    },
  };
}
