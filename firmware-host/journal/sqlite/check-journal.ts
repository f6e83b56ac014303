import type { Range } from './chain.ts';
import { openJournalReader, type Reader } from './journal-reader.ts';
import { readSyncedMark, replacedWhy, type SyncedMark } from './synced-mark.ts';

/** What was found when every record of a journal was looked at. */
export interface CheckedJournal {
  /** The records there are; `from` is after `to` when there is none. */
  readonly kept: Range;
  /** Those that are missing or were changed. */
  readonly damaged: readonly Range[];
  /** Why this is not the journal that was last written in this folder, if it is not. */
  readonly replaced: string | undefined;
}

const STEP = 1_000;

/**
 * Checks the journal of a data folder against its chain of sums and its mark, while a host may be writing it. Throws
 * what `openReader` throws.
 */
export function checkJournal(dir: string): CheckedJournal {
  // Read before the journal: a host that goes on writing only ever leaves its mark behind.
  const { mark } = readSyncedMark(dir);
  const reader = openJournalReader(dir);
  try {
    const { kept, replaced } = reader.atOnce(() => ({
      kept: { from: reader.base().sequence + 1, to: reader.last().sequence },
      replaced: isPast(mark, reader) ? undefined : replacedWhy(reader, mark),
    }));
    const damaged: Range[] = [];
    for (let from = kept.from; from <= kept.to; from += STEP) {
      damaged.push(...damagedStep(reader, from, Math.min(from + STEP - 1, kept.to)));
    }
    return { kept, damaged, replaced };
  } finally {
    reader.close();
  }
}

/** Retention may have moved on since the mark was read. */
const isPast = (mark: SyncedMark | undefined, reader: Reader): boolean =>
  mark !== undefined && mark.sequence < reader.base().sequence;

/** The damage in a step, as far as retention has not removed it since. */
function damagedStep(reader: Reader, from: number, to: number): readonly Range[] {
  return reader.atOnce(() => {
    const first = Math.max(from, reader.base().sequence + 1);
    return first > to ? [] : reader.damaged({ from: first, to });
  });
}
