import type { Millis } from '../../devices/ports.ts';
import { verdictLimits } from './verdict-limits.ts';
import type { Correction, Incident, IncidentChange, Moment, RootCause } from './verdict-types.ts';

/** Where a cause stands. `parent`: the key of the cause that explains it now. */
export interface IncidentPlace {
  readonly site: string | undefined;
  readonly parent: string | undefined;
  readonly isQuiet: boolean;
}

interface Entry {
  incident: Incident;
  /** When it closes, or is forgotten once it is closed; undefined while its cause stands. */
  calmAt: Millis | undefined;
}

/** One incident for each cause, from when it is said until it is over. */
export class IncidentBook {
  readonly #entries = new Map<string, Entry>();
  /** Those without a cause, in the order in which their calm ends. */
  readonly #calm = new Map<string, Entry>();
  #changes: IncidentChange[] = [];

  /** Goes on with incidents that were open when the office stopped. */
  constructor(before: readonly Incident[]) {
    for (const incident of before) this.#entries.set(incident.cause.key, { incident, calmAt: undefined });
  }

  /** A cause stands. Below another one, or in maintenance, it opens nothing; what is open stays open. */
  stand(cause: RootCause, { site, parent, isQuiet }: IncidentPlace, now: Moment): void {
    const entry = this.#entries.get(cause.key);
    const above = parent === undefined ? undefined : this.#entries.get(parent)?.incident;
    const parentId = above?.closedAt === undefined ? above?.id : undefined;
    if (entry !== undefined) this.#goOn(entry, cause, parentId, isQuiet);
    else if (parent === undefined && !isQuiet) this.#open(cause, site, now);
  }

  /** Whether the cause has an incident, open or closed a short while ago. */
  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /** A cause is over, whatever stands above it. */
  over(key: string, now: Moment): void {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.calmAt !== undefined) return;
    entry.calmAt = now.at + verdictLimits.incidentCalmMs;
    this.#calm.set(key, entry);
    if (entry.incident.flaps === 0) this.#change(entry, 'closed', { closedAt: now });
  }

  /** What an absence was: the incident of the site tells it from now on. */
  correct(key: string, correction: Correction): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    const others = entry.incident.corrections.filter(({ from }) => from.at !== correction.from.at);
    this.#change(entry, 'updated', {
      corrections: [...others, correction].slice(-verdictLimits.correctionsMax),
    });
  }

  /** Closes what has been calm for long enough. */
  tick(now: Moment): void {
    for (const [key, entry] of this.#calm) {
      if (entry.calmAt === undefined || entry.calmAt > now.at) return;
      this.#calm.delete(key);
      this.#entries.delete(key);
      if (entry.incident.closedAt === undefined) this.#change(entry, 'closed', { closedAt: now });
    }
  }

  /** What has changed since the last time this was asked. */
  changes(): readonly IncidentChange[] {
    const said = this.#changes;
    this.#changes = [];
    return said;
  }

  next(): Millis | undefined {
    return this.#calm.values().next().value?.calmAt;
  }

  open(): readonly Incident[] {
    const all = [...this.#entries.values()].map(({ incident }) => incident);
    return all.filter(({ closedAt }) => closedAt === undefined);
  }

  #open(cause: RootCause, site: string | undefined, now: Moment): void {
    const incident: Incident = {
      ...{ id: `${cause.key}@${now.wall}`, site, cause, openedAt: now, closedAt: undefined },
      ...{ parent: undefined, flaps: 0, isQuiet: false, corrections: [] },
    };
    this.#entries.set(cause.key, { incident, calmAt: undefined });
    this.#changes.push({ change: 'opened', incident });
  }

  #goOn(entry: Entry, cause: RootCause, parent: string | undefined, isQuiet: boolean): void {
    const { incident, calmAt } = entry;
    if (calmAt === undefined) {
      const isPlaced = incident.parent === parent && incident.isQuiet === isQuiet;
      if (!isPlaced || !isSameCause(incident.cause, cause))
        this.#change(entry, 'updated', { cause, parent, isQuiet });
      return;
    }
    const isClosed = incident.closedAt !== undefined;
    // It comes again below a parent or in maintenance: it is not said.
    if (isClosed && (parent !== undefined || isQuiet)) return;
    entry.calmAt = undefined;
    this.#calm.delete(cause.key);
    const flaps = incident.flaps + 1;
    if (isClosed) this.#change(entry, 'reopened', { cause, closedAt: undefined, parent, isQuiet, flaps });
    else entry.incident = { ...incident, flaps };
  }

  #change(entry: Entry, change: IncidentChange['change'], to: Partial<Incident>): void {
    entry.incident = { ...entry.incident, ...to };
    this.#changes.push({ change, incident: entry.incident });
  }
}

function isSameCause(a: RootCause, b: RootCause): boolean {
  return a.verdict === b.verdict && inWords(a) === inWords(b);
}

function inWords({ reasons, devices, candidates }: RootCause): string {
  const codes = reasons.map(({ code, of }) => `${code} ${of ?? ''}`);
  return [...codes, '|', ...devices, '|', ...candidates].join();
}
