import type { QueueHour, RatingDay, ReportReader, SiteRecords } from '../../../office/store/report-store.ts';

/** What was reckoned of sites, in memory. It asks nobody whose a site is. */
export class MemoryRecords implements ReportReader {
  readonly #kept = new Map<string, SiteRecords>();
  readonly #ratings = new Map<string, readonly RatingDay[]>();
  isAway = false;
  /** How often it was asked. */
  asked = 0;
  /** What stands in the way of an answer. */
  wait: () => Promise<void> = () => Promise.resolve();

  keep(site: string, records: SiteRecords): void {
    this.#kept.set(site, records);
  }

  keepRatings(site: string, ratings: readonly RatingDay[]): void {
    this.#ratings.set(site, ratings);
  }

  async ratings(site: string, first: string, last: string): Promise<readonly RatingDay[]> {
    this.asked++;
    await this.wait();
    if (this.isAway) throw new Error('the store is away');
    return (this.#ratings.get(site) ?? []).filter(({ date }) => first <= date && date <= last);
  }

  async of(
    site: string,
    from: number,
    to: number,
    what: readonly (keyof SiteRecords)[] = ['runs', 'outages', 'queues', 'daily'],
  ): Promise<SiteRecords> {
    this.asked++;
    await this.wait();
    if (this.isAway) throw new Error('the store is away');
    const { runs = [], outages = [], queues = [], daily = [] } = this.#kept.get(site) ?? {};
    const dateAt = (at: number): string => new Date(at).toISOString().slice(0, 10);
    const [first, last] = [dateAt(from), dateAt(to)];
    const all = {
      runs: () => runs.filter((run, at) => run.from < to && (runs[at + 1]?.from ?? to) > from),
      outages: () => outages.filter((one) => one.from < to && (one.to ?? to) > from),
      queues: () => queues.filter(({ hour }) => from <= hour && hour < to),
      daily: () => daily.filter(({ date }) => date >= first && date <= last),
    };
    const none: SiteRecords = { runs: [], outages: [], queues: [], daily: [] };
    return { ...none, ...Object.fromEntries(what.map((name) => [name, all[name]()])) };
  }
}

const none = { count: 0, sumSeconds: 0, steps: [] };

export const queueHour = (service: string, hour: number, more: Partial<QueueHour> = {}): QueueHour => ({
  ...{ service, hour, issued: 1, called: 0, served: 0, noShow: 0, cancelled: 0, voided: 0 },
  ...{ wait: none, serviceTime: none, ...more },
});
