import type { Clock, Millis } from '../../devices/ports.ts';
import { createTurns } from '../../devices/serial-execution.ts';
import { atMost } from '../../firmware-host/async/time-limit.ts';
import type { ReportDays } from '../reports/report-days.ts';
import type { ReportSums } from '../reports/report-sums.ts';
import type { SiteReport } from '../reports/site-report.ts';
import { officeWebLimits } from './office-web-limits.ts';
import type { UserScope } from './user-scope.ts';

export interface ReportWanted {
  readonly days: ReportDays;
  /** Missing: of all sites that the user sees. */
  readonly site: string | undefined;
}

export interface MadeReport {
  readonly days: ReportDays;
  /** Unix ms. */
  readonly madeAt: number;
  readonly sites: readonly SiteReport[];
  readonly sums: ReportSums;
}

/** How many sites are in it so far, and of how many. */
export interface ReportProgress {
  readonly made: number;
  readonly of: number;
}

export type ReportAsked =
  | { readonly report: MadeReport }
  | { readonly progress: ReportProgress }
  | { readonly refusal: 'too-many' };

export interface ReportMaker {
  /** Waits so long for the report at most. Rejects when it cannot be made, such as with `store.away`. */
  ask(wanted: ReportWanted, scope: UserScope, waitMs: Millis): Promise<ReportAsked>;
}

/** What the routes of reports work with. */
export interface OfficeReports {
  readonly maker: ReportMaker;
  /** The name of the office. */
  readonly title: string | undefined;
}

/** Makes one report, and says how far it is. */
export type MakeReport = (
  wanted: ReportWanted,
  scope: UserScope,
  told: (progress: ReportProgress) => void,
) => Promise<MadeReport>;

interface Making {
  readonly done: Promise<MadeReport>;
  progress: ReportProgress;
}

/**
 * Has one report made at a time, and keeps those that were made for a while. Whoever asks for one that is being made
 * waits for the same.
 */
export function createReportMaker(make: MakeReport, clock: Clock): ReportMaker {
  const { reportsWaitingMax } = officeWebLimits;
  const inTurn = createTurns();
  const making = new Map<string, Making>();
  const kept = createKeptReports(clock);

  function begin(key: string, wanted: ReportWanted, scope: UserScope): Making {
    const told = (progress: ReportProgress): void => {
      begun.progress = progress;
    };
    const done = inTurn(() => make(wanted, scope, told));
    const begun: Making = { done, progress: { made: 0, of: 0 } };
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

function createKeptReports(clock: Clock) {
  const { reportFreshMs, reportsKeptMax, reportDevicesKeptMax } = officeWebLimits;
  const kept = new Map<string, { readonly report: MadeReport; readonly at: Millis }>();
  let devices = 0;
  const remove = (key: string): void => {
    devices -= kept.get(key)?.report.sums.devices.devices ?? 0;
    kept.delete(key);
  };
  return {
    get(key: string, { fleet }: UserScope): MadeReport | undefined {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      // A site that moved to another region is not for those who saw it before.
      const isSeen = found.report.sites.every(({ id }) => fleet.site(id) !== undefined);
      if (isSeen && clock.now() - found.at < reportFreshMs) return found.report;
      remove(key);
      return undefined;
    },
    put(key: string, report: MadeReport): void {
      remove(key);
      kept.set(key, { report, at: clock.now() });
      devices += report.sums.devices.devices;
      for (const oldest of kept.keys()) {
        if (kept.size <= reportsKeptMax && devices <= reportDevicesKeptMax) break;
        remove(oldest);
      }
    },
  };
}
