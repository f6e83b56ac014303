import { computed, signal } from '@preact/signals';
import type { ReportPeriod } from '../../office/reports/report-days.ts';
import type { Grade } from './grades.tsx';
import { type ListedSite, now, worstFirst } from './office-store.ts';

/** What the page shows: `#/`, `#/map`, `#/site/ID`, `#/reports/week/2026-11-23/ID`. */
export const views = [
  'overview',
  'map',
  'incidents',
  'inventory',
  'windows',
  'reports',
  'satisfaction',
] as const;
export type ViewName = (typeof views)[number] | 'site';

const hash = signal(location.hash);
addEventListener('hashchange', () => {
  hash.value = location.hash;
});

export const view = computed<ViewName>(() => {
  const [, name = ''] = hash.value.split('/');
  return name === 'site' ? 'site' : (views.find((one) => one === name) ?? 'overview');
});
export const shownSite = computed(() => decodeURIComponent(hash.value.split('/')[2] ?? ''));

export function pathTo(name: (typeof views)[number]): string {
  return name === 'overview' ? '#/' : `#/${name}`;
}

export function pathToSite(id: string): string {
  return `#/site/${encodeURIComponent(id)}`;
}

export interface WantedReport {
  readonly view: 'reports' | 'satisfaction';
  readonly period: ReportPeriod;
  /** A date of the week, month or year, `YYYY-MM-DD`. */
  readonly date: string;
  /** Empty: of all sites. */
  readonly site: string;
}

/** The periods of each report; the first is shown when none was chosen. */
export const reportPeriods = {
  reports: ['week', 'month'],
  satisfaction: ['month', 'week', 'year'],
} as const satisfies Record<WantedReport['view'], readonly ReportPeriod[]>;

/** Without a date it is of yesterday: on a Monday that is the week that is over. */
export const wantedReport = computed<WantedReport>(() => {
  const [, name, wanted, date = '', site = ''] = hash.value.split('/');
  const of = name === 'satisfaction' ? 'satisfaction' : 'reports';
  const periods: readonly ReportPeriod[] = reportPeriods[of];
  return {
    view: of,
    period: periods.find((one) => one === wanted) ?? reportPeriods[of][0],
    date: /^\d{4}-\d\d-\d\d$/.test(date) ? date : yesterday(),
    site: decodeURIComponent(site),
  };
});

export function pathToReport({ view: of, period, date, site }: WantedReport): string {
  return `#/${of}/${period}/${date}${site === '' ? '' : `/${encodeURIComponent(site)}`}`;
}

/** The report of a site that is shown when nothing else was chosen. */
export function pathToReportOf(site: string, of: WantedReport['view'] = 'reports'): string {
  return pathToReport({ view: of, period: reportPeriods[of][0], date: yesterday(), site });
}

const dayMs = 86_400_000;

/** By the clock of the office, in the time zone of the browser. */
function yesterday(): string {
  const date = new Date(now.peek() - dayMs);
  return dateText(new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())));
}

/** `YYYY-MM-DD` of a date at midnight by UTC. */
export function dateText(date: Date): string {
  return date.toISOString().slice(0, 10);
}

export const query = signal('');
export const onlyGrade = signal<Grade | undefined>(undefined);
export const helpIsOpen = signal(false);

/** The sites that were asked for, the worst first. */
export const found = computed<readonly ListedSite[]>(() => {
  const wanted = query.value.trim().toLowerCase();
  const only = onlyGrade.value;
  return worstFirst.value.filter(
    (site) =>
      (only === undefined || site.grade === only) &&
      (wanted === '' || `${site.id} ${site.title} ${site.region}`.toLowerCase().includes(wanted)),
  );
});
