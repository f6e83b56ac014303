import type { Clock, Millis } from '../../../devices/ports.ts';
import { journalRecords } from '../../journal/sqlite/follow-journal.ts';
import { openJournalReader } from '../../journal/sqlite/journal-reader.ts';

/** The last record of the journal. */
export function lastRecord(data: string): number {
  const reader = openJournalReader(data);
  try {
    return reader.last().sequence;
  } finally {
    reader.close();
  }
}

/** What a hall has recorded of a device: that another one took its place, and that it is there. */
export interface SeenByHall {
  readonly replaced: boolean;
  readonly found: boolean;
}

/** Follows the journal after the record `after` until `enough` was seen, for `mostMs` at most. */
export async function seenByHall(of: {
  readonly data: string;
  readonly after: number;
  readonly device: string;
  readonly enough: (seen: SeenByHall) => boolean;
  readonly clock: Clock;
  readonly mostMs: Millis;
}): Promise<SeenByHall> {
  const { data, clock, device } = of;
  const over = new AbortController();
  const cancel = clock.after(of.mostMs, () => over.abort(), 'replace: seen by the hall');
  let seen: SeenByHall = { replaced: false, found: false };
  try {
    const follow = { clock, signal: over.signal };
    for await (const { event } of journalRecords({ dir: data, from: of.after + 1, follow })) {
      if (event.type === 'device.replaced' && event.device === device) seen = { ...seen, replaced: true };
      if (event.type === 'device.found' && event.device === device) seen = { ...seen, found: true };
      if (of.enough(seen)) break;
    }
    return seen;
  } finally {
    cancel();
  }
}
