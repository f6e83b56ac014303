import type { Journal, Record } from '../../journal/journal-port.ts';

/** Records read from the journal at a time. */
const step = 200;

/** Reads a journal from `from` on, one record at a time. Returns undefined when there is no next record yet. */
export function createUplinkReader(
  journal: Pick<Journal, 'read'>,
  from: number,
): () => Promise<Record | undefined> {
  let buffer: readonly Record[] = [];
  let at = 0;
  let next = from;
  return async () => {
    if (at === buffer.length) {
      buffer = await journal.read(next, step);
      at = 0;
    }
    const record = buffer[at];
    if (record === undefined) return undefined;
    at++;
    next = record.sequence + 1;
    return record;
  };
}
