import { incidentOf, inRunOf } from '../../office/store/history-rows.ts';
import type { HistoryStore } from '../../office/store/store-port.ts';
import type { Incident, Moment } from '../../office/verdict/verdict-types.ts';
import type { Judged } from '../../office/verdict/verdicts.ts';

/** What the writer of the history calls. */
type Used = 'write' | 'alive' | 'rewind' | 'resume' | 'openIncidents';

/** The history of the office, which outlives its process: what the writer has written is there at the next start. */
export class KeptHistory implements Pick<HistoryStore, Used> {
  /** The last that was written of each incident, as JSON. */
  readonly #incidents = new Map<string, string>();
  readonly sites = new Set<string>();

  async write({ verdicts, incidents }: Judged): Promise<void> {
    for (const { site, judgement } of verdicts) if (judgement !== undefined) this.sites.add(site);
    for (const { incident } of incidents)
      if (incident.closedAt === undefined) this.#incidents.set(incident.id, JSON.stringify(incident));
      else this.#incidents.delete(incident.id);
  }

  async alive(): Promise<void> {}

  /** The clock of the office is right in this world. */
  async rewind(): Promise<void> {}

  async resume(): Promise<undefined> {}

  async openIncidents(now: Moment): Promise<readonly Incident[]> {
    return this.stillOpen(now);
  }

  stillOpen(now: Moment): readonly Incident[] {
    return [...this.#incidents.values()].map((text) => inRunOf(now, incidentOf(text)));
  }
}
