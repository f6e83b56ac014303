import type { Durations, QueueHour, SiteRecords, TicketCounts } from '../store/report-store.ts';
import { addedCounts, noTicketCounts } from './count-queues.ts';
import { type OpenDay, wasOpen } from './site-calendar.ts';
import type { SiteFacts } from './site-facts.ts';

/** What became of tickets, to be added up over services and sites. */
export interface TicketSums extends TicketCounts {
  /** Of days on which a quota was said; `days` is 0 where it never was. */
  readonly quota: { readonly days: number; readonly issued: number; readonly allowed: number };
}

export interface ServiceQueue {
  readonly id: string;
  readonly title: string | undefined;
  /** Undefined: nothing is known of the site in these days. */
  readonly tickets: TicketSums | undefined;
}

export const noTickets: TicketSums = { ...noTicketCounts, quota: { days: 0, issued: 0, allowed: 0 } };

export const addedTickets = (one: TicketSums, other: TicketSums): TicketSums => ({
  ...addedCounts(one, other),
  quota: {
    days: one.quota.days + other.quota.days,
    issued: one.quota.issued + other.quota.issued,
    allowed: one.quota.allowed + other.quota.allowed,
  },
});

/** No-shows of all that were called and ended; undefined where none did. */
export const noShowShare = ({ served, noShow }: TicketSums): number | undefined =>
  served + noShow === 0 ? undefined : noShow / (served + noShow);

/** Tickets issued of those that were allowed; undefined where no quota is known. */
export const quotaShare = ({ quota: { issued, allowed } }: TicketSums): number | undefined =>
  allowed === 0 ? undefined : issued / allowed;

/** The queues of a site in the days of a report. */
export interface QueueReport {
  /** Every service that has tickets, a quota or a name, in the order of the site. */
  readonly services: readonly ServiceQueue[];
  /** Tickets that the site issued on each day, by its date. */
  readonly issuedOn: ReadonlyMap<string, number>;
}

export function queueReport(
  days: readonly OpenDay[],
  { queues, daily }: Pick<SiteRecords, 'queues' | 'daily'>,
  of: Pick<SiteFacts, 'services'> & { readonly isKnown: boolean },
): QueueReport {
  const counts = new Map<string, ServiceCount>();
  const countOf = (id: string): ServiceCount => {
    const found = counts.get(id) ?? newCount();
    counts.set(id, found);
    return found;
  };
  for (const { id } of of.services) countOf(id);
  let day: OpenDay | undefined;
  for (const hour of queues) {
    // Hours of a day mostly come together.
    if (day === undefined || !isIn(day, hour.hour)) day = days.find((one) => isIn(one, hour.hour));
    if (day === undefined) continue;
    const count = countOf(hour.service);
    addHour(count, hour);
    addTo(count.issuedOn, day.date, hour.issued);
  }
  const onDay = new Map(days.map((one) => [one.date, one]));
  for (const figure of daily) {
    const of = figure.what === 'quota' ? onDay.get(figure.date) : undefined;
    if (of !== undefined) addQuota(countOf(figure.of), of, figure.value);
  }
  const issuedOn = new Map<string, number>();
  for (const count of counts.values())
    for (const [date, issued] of count.issuedOn) addTo(issuedOn, date, issued);
  const titles = new Map(of.services.map(({ id, title }) => [id, title]));
  const services = [...counts].map(([id, { issuedOn: _, ...tickets }]) => ({
    ...{ id, title: titles.get(id) },
    tickets: of.isKnown ? tickets : undefined,
  }));
  return { services, issuedOn };
}

/** Added up in place: a month of 2,000 sites has a million hours. */
type ServiceCount = { -readonly [Part in keyof TicketSums]: Counted<TicketSums[Part]> } & {
  readonly issuedOn: Map<string, number>;
};
type Counted<Sum> = Sum extends Durations
  ? { count: number; sumSeconds: number; readonly steps: number[] }
  : { -readonly [Part in keyof Sum]: Sum[Part] };

function newCount(): ServiceCount {
  const noneYet = () => ({ count: 0, sumSeconds: 0, steps: [] });
  return {
    ...{ issued: 0, called: 0, served: 0, noShow: 0, cancelled: 0, voided: 0 },
    ...{ wait: noneYet(), serviceTime: noneYet(), quota: { days: 0, issued: 0, allowed: 0 } },
    issuedOn: new Map(),
  };
}

function addTo(sums: Map<string, number>, name: string, count: number): void {
  sums.set(name, (sums.get(name) ?? 0) + count);
}

function addHour(count: ServiceCount, hour: QueueHour): void {
  count.issued += hour.issued;
  count.called += hour.called;
  count.served += hour.served;
  count.noShow += hour.noShow;
  count.cancelled += hour.cancelled;
  count.voided += hour.voided;
  addDurations(count.wait, hour.wait);
  addDurations(count.serviceTime, hour.serviceTime);
}

function addDurations(sum: ServiceCount['wait'], { count, sumSeconds, steps }: Durations): void {
  sum.count += count;
  sum.sumSeconds += sumSeconds;
  for (let step = 0; step < steps.length; step++)
    sum.steps[step] = (sum.steps[step] ?? 0) + (steps[step] ?? 0);
}

/** The quota of a day on which the site is closed is said too, and nobody could use it. */
function addQuota({ quota, issuedOn }: ServiceCount, day: OpenDay, allowed: number): void {
  const issued = issuedOn.get(day.date) ?? 0;
  if (wasOpen(day) === false && issued === 0) return;
  quota.days++;
  quota.issued += issued;
  quota.allowed += allowed;
}

const isIn = ({ from, to }: OpenDay, at: number): boolean => from <= at && at < to;
