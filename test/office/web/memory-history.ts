import type {
  HistoryStore,
  IncidentNote,
  KeptWindow,
  VerdictSpan,
} from '../../../office/store/store-port.ts';
import type { Incident, VerdictChange } from '../../../office/verdict/verdict-types.ts';

/**
 * A history in memory, for the pages. It leaves regions out of account: a page that shows another region's history
 * shows it here, however careful the real stores are.
 */
export class MemoryHistory implements HistoryStore {
  readonly spansKept: VerdictSpan[] = [];
  readonly incidentsKept = new Map<string, Incident>();
  readonly notes: IncidentNote[] = [];
  readonly windowsKept = new Map<string, KeptWindow>();
  isAway = false;

  #there(): void {
    if (this.isAway) throw new Error('the store is away');
  }

  /** A verdict ends the span before it and begins one. */
  follow({ site, device, judgement }: VerdictChange, now: number): void {
    const at = this.spansKept.findLastIndex((span) => span.site === site && span.device === device);
    const before = this.spansKept[at];
    if (before !== undefined && before.to === undefined) this.spansKept[at] = { ...before, to: now };
    if (judgement === undefined) return;
    const reasons = judgement.reasons.map(({ code }) => code);
    this.spansKept.push({ site, device, verdict: judgement.verdict, reasons, from: now, to: undefined });
  }

  async write(): Promise<void> {}
  async alive(): Promise<void> {}
  async rewind(): Promise<void> {}
  async resume(): Promise<undefined> {}
  async knownSites(): Promise<[]> {
    return [];
  }
  async saveSites(): Promise<void> {}
  async forgetSite(): Promise<void> {}

  async spans({ site }: { readonly site?: string }, from: number, to: number) {
    this.#there();
    return this.spansKept.filter(
      (span) => (site === undefined || span.site === site) && span.from < to && (span.to ?? to) > from,
    );
  }

  async openIncidents() {
    return [...this.incidentsKept.values()].filter(({ closedAt }) => closedAt === undefined);
  }

  async incidents({ site }: { readonly site?: string }, from: number, to: number, most: number) {
    this.#there();
    return [...this.incidentsKept.values()]
      .filter((one) => site === undefined || one.site === site)
      .filter(({ openedAt, closedAt }) => openedAt.wall <= to && (closedAt?.wall ?? to) >= from)
      .sort((a, b) => b.openedAt.wall - a.openedAt.wall)
      .slice(0, most)
      .map((incident) => ({ incident, notes: this.notes.filter((note) => note.incident === incident.id) }));
  }

  async note(note: IncidentNote): Promise<void> {
    this.#there();
    this.notes.push(note);
  }

  async windows() {
    this.#there();
    return [...this.windowsKept.values()];
  }

  async saveWindow(window: KeptWindow): Promise<void> {
    this.#there();
    this.windowsKept.set(window.id, window);
  }

  async endWindow(id: string, now: number): Promise<void> {
    const window = this.windowsKept.get(id);
    if (window === undefined) return;
    if (window.from >= now) this.windowsKept.delete(id);
    else this.windowsKept.set(id, { ...window, to: now });
  }
}
