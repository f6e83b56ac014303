import type { Range } from './chain.ts';
import { openJournalReader, type Reader } from './journal-reader.ts';
import { readSyncedMark, replacedWhy, type SyncedMark } from './synced-mark.ts';

/** The result of checking every record of a journal. */
export interface CheckedJournal {
  /** The records that exist; `from` is after `to` when there is none. */
  readonly kept: Range;
  /** The records that are missing or were changed. */
  readonly damaged: readonly Range[];
  /** Why this is not the journal that was last written in this folder; undefined if it is. */
  readonly replaced: string | undefined;
}

const STEP = 1_000;

/**
 * Checks the journal of a data folder against its chain of sums and its marks; a host may be writing it meanwhile.
 * Throws what `openJournalReader` throws.
 */
export function checkJournal(dir: string): CheckedJournal {
  // The mark is read before the journal: a host that keeps writing only ever moves ahead of it.
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

/** Whether the mark is before the oldest record: retention may have removed more since the mark was read. */
const isPast = (mark: SyncedMark | undefined, reader: Reader): boolean =>
  mark !== undefined && mark.sequence < reader.base().sequence;

/** The damage in a step, without the records that retention has removed meanwhile. */
function damagedStep(reader: Reader, from: number, to: number): readonly Range[] {
  return reader.atOnce(() => {
    const first = Math.max(from, reader.base().sequence + 1);
    return first > to ? [] : reader.damaged({ from: first, to });
  });
}
