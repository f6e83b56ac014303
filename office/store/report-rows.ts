import { addedCounts } from '../reports/count-queues.ts';
import type {
  OutageRecord,
  QueueHour,
  RatingDay,
  ReckonedStep,
  ReckoningState,
  RunRecord,
  SiteBehind,
  SiteRecords,
} from './report-store.ts';
import { storable, wholeMs } from './storable.ts';

/** A backlog of a site is long from so many events on: such sites are reckoned first. */
export const longBacklog = 500;

/** How far a site was reckoned, as both stores keep it. */
export interface ReckonedRow {
  readonly site: string;
  readonly sequence: number;
  readonly backs: number;
  /** JSON; null at the beginning. */
  readonly state: string | null;
}

export interface RunRow {
  readonly site: string;
  readonly boot: string;
  readonly since: number;
  readonly last: number;
  readonly ending: string;
}

export interface OutageRow {
  readonly site: string;
  readonly device: string;
  readonly code: string;
  readonly since: number;
  readonly upto: number;
}

export interface QueueHourRow {
  readonly site: string;
  readonly hour: number;
  readonly service: string;
  readonly issued: number;
  readonly called: number;
  readonly served: number;
  readonly no_show: number;
  readonly cancelled: number;
  readonly voided: number;
  /** `Durations` as JSON. */
  readonly wait: string;
  readonly service_time: string;
}

export interface DailyRow {
  readonly site: string;
  readonly date: string;
  readonly what: string;
  readonly subject: string;
  readonly value: number;
}

export interface RatingDayRow {
  readonly site: string;
  readonly date: string;
  readonly service: string;
  readonly element: string;
  readonly score_1: number;
  readonly score_2: number;
  readonly score_3: number;
  readonly score_4: number;
  readonly repeated: number;
  readonly no_visit: number;
  readonly hall: number;
  readonly served: number;
  readonly complaints: number;
}

const hourMs = 3_600_000;
/** Midnight of a date is so much earlier or later than in UTC, somewhere in the world. */
const zoneMs = { west: 12 * hourMs, east: 14 * hourMs } as const;
const dateMaxMs = Date.UTC(9999, 11, 31);

/** The dates whose days may begin in a span: those from the first up to the second one, this one included. */
export function datesIn(from: number, to: number): readonly [string, string] {
  return [dateOf(from - zoneMs.west), dateOf(to + zoneMs.east)];
}

/** `YYYY-MM-DD`, of any number. */
const dateOf = (at: number): string =>
  new Date(Math.min(Math.max(0, at), dateMaxMs)).toISOString().slice(0, 10);

export const queueColumns = [
  ...(['site', 'hour', 'service', 'issued', 'called', 'served', 'no_show', 'cancelled', 'voided'] as const),
  ...(['wait', 'service_time'] as const),
];

export const ratingKey = ['site', 'date', 'service', 'element'] as const;
export const ratingCounts = [
  ...(['score_1', 'score_2', 'score_3', 'score_4'] as const),
  ...(['repeated', 'no_visit', 'hall', 'served', 'complaints'] as const),
];

/** Whether a step goes on from what the store has of its site; undefined: nothing. */
export function goesOnFrom({ after, next }: ReckonedStep, row: ReckonedRow | undefined): boolean {
  return after === (row?.sequence ?? 0) && next.backs === (row?.backs ?? 0);
}

export function reckonedRow({ site, next }: ReckonedStep): ReckonedRow {
  return { site, sequence: next.sequence, backs: next.backs, state: storable(JSON.stringify(next.state)) };
}

export const behindOf = ({ state, ...row }: ReckonedRow & { readonly applied: number }): SiteBehind => ({
  ...row,
  state: stateOf(state),
});

function stateOf(text: string | null): ReckoningState | undefined {
  return text === null ? undefined : JSON.parse(text);
}

export function runRows({ site, runs }: ReckonedStep): readonly RunRow[] {
  return runs.map(({ boot, from, last, end }) => ({
    ...{ site, boot: storable(boot), since: wholeMs(from), last: wholeMs(last), ending: end },
  }));
}

export function outageRows({ site, outages }: ReckonedStep): readonly OutageRow[] {
  return outages.map(({ device, code, from, to }) => ({
    ...{ site, device, code: storable(code), since: wholeMs(from), upto: wholeMs(to) },
  }));
}

export function ratingRows({ site, ratings }: ReckonedStep): readonly RatingDayRow[] {
  return ratings.map(({ scores: [score_1, score_2, score_3, score_4], noVisit, ...day }) => ({
    ...{ site, ...day, score_1, score_2, score_3, score_4, no_visit: noVisit },
  }));
}

export function ratingDayOf(row: RatingDayRow): RatingDay {
  const { date, service, element, repeated, no_visit, hall, served, complaints } = row;
  return {
    ...{ date, service, element: element as RatingDay['element'] },
    scores: [row.score_1, row.score_2, row.score_3, row.score_4],
    ...{ repeated, noVisit: no_visit, hall, served, complaints },
  };
}

function queueRow(site: string, of: QueueHour): QueueHourRow {
  const { service, hour, issued, called, served, cancelled, voided } = of;
  return {
    ...{ site, hour, service, issued, called, served, no_show: of.noShow, cancelled, voided },
    ...{ wait: JSON.stringify(of.wait), service_time: JSON.stringify(of.serviceTime) },
  };
}

function queueHourOf({ service, hour, issued, called, served, ...row }: QueueHourRow): QueueHour {
  return {
    ...{ service, hour, issued, called, served, noShow: row.no_show },
    ...{ cancelled: row.cancelled, voided: row.voided },
    ...{ wait: JSON.parse(row.wait), serviceTime: JSON.parse(row.service_time) },
  };
}

/** The row of an hour with what is new in it; undefined before: there was none. */
export function addedRow(site: string, before: QueueHourRow | undefined, more: QueueHour): QueueHourRow {
  return queueRow(site, before === undefined ? more : { ...more, ...addedCounts(queueHourOf(before), more) });
}

/** What is kept of a site in a span. */
export interface KeptRecords {
  /** In the order in which they ended. */
  readonly runs: readonly RunRow[];
  readonly outages: readonly OutageRow[];
  readonly queues: readonly QueueHour[];
  readonly daily: readonly DailyRow[];
  /** `ReckonedRow.state`. */
  readonly state: string | null;
}

/** Whether a part of the records is asked for. */
export const isWanted = (
  part: keyof SiteRecords,
  what: readonly (keyof SiteRecords)[] | undefined,
): boolean => what === undefined || what.includes(part);

/** What is kept of a site in a span that ends at `to`, put together. */
export function recordsOf(
  of: KeptRecords,
  to: number,
  what: readonly (keyof SiteRecords)[] | undefined,
): SiteRecords {
  const { run, open = [] } = stateOf(of.state) ?? {};
  const stands = (part: keyof SiteRecords, from: number): boolean => from < to && isWanted(part, what);
  return {
    runs: [...of.runs.map(runOf), ...(run !== undefined && stands('runs', run.from) ? [run] : [])],
    outages: [
      ...of.outages.map(outageOf),
      ...open
        .filter(({ from }) => stands('outages', from))
        .map(({ device, code, from }) => ({ device, code, from, to: undefined })),
    ],
    queues: of.queues,
    daily: of.daily.map(({ date, what, subject, value }) => ({
      ...{ date, what: what as SiteRecords['daily'][number]['what'], of: subject, value },
    })),
  };
}

const runOf = ({ boot, since, last, ending }: RunRow): RunRecord => ({
  ...{ boot, from: since, last, end: ending as RunRecord['end'] },
});

const outageOf = ({ device, code, since, upto }: OutageRow): OutageRecord => ({
  ...{ device, code, from: since, to: upto },
});
