import type { Clock } from '../../devices/ports.ts';
import { repeatAfter } from '../../firmware-host/async/interval.ts';
import type { HistoryStore, IncidentNote } from '../store/store-port.ts';
import { officeWebLimits } from './office-web-limits.ts';

/** What people said of incidents that are open, so that it is not read again for each page. */
export interface IncidentNotes {
  /** The same array until something is added. */
  of(incident: string): readonly IncidentNote[];
  /** Keeps a note. Rejects when the store does not take it; it is then not shown either. */
  add(note: IncidentNote): Promise<void>;
  close(): void;
}

const none: readonly IncidentNote[] = [];

/** Asks the store again now and then: with several workers, others write as well. `changed` is told of news. */
export function openIncidentNotes(
  history: Pick<HistoryStore, 'incidents' | 'note'>,
  of: { readonly clock: Clock; readonly wall: () => number; readonly changed: () => void },
): IncidentNotes {
  let notes = new Map<string, readonly IncidentNote[]>();

  async function refresh(): Promise<void> {
    const now = of.wall();
    const kept = await history.incidents({}, now, now, officeWebLimits.incidentsMax);
    let isNew = false;
    const next = new Map<string, readonly IncidentNote[]>();
    for (const one of kept) {
      const before = notes.get(one.incident.id) ?? none;
      // Notes are only ever added; one that was just written here may be missing in an answer that was under way.
      const isLonger = one.notes.length > before.length;
      isNew ||= isLonger;
      next.set(one.incident.id, isLonger ? one.notes : before);
    }
    notes = next;
    if (isNew) of.changed();
  }

  // What the store does not tell now is asked for again at the next time.
  refresh().catch(() => undefined);
  const stop = repeatAfter(of.clock, officeWebLimits.notesEveryMs, refresh, 'office web: notes');
  return {
    of: (incident) => notes.get(incident) ?? none,
    async add(note) {
      await history.note(note);
      notes.set(note.incident, [...(notes.get(note.incident) ?? none), note]);
      of.changed();
    },
    close: stop,
  };
}
