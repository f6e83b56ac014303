import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../../devices/fault.ts';
import { replaceDurably } from './durable-file.ts';
import type { Reading } from './reading.ts';

/**
 * How far the journal had come, kept outside it: a journal that was replaced by an older copy ends before its mark or
 * does not have the mark's sum there. `clean`: the journal was closed, and not cut off.
 */
export interface Mark {
  readonly sequence: number;
  /** Hex. */
  readonly sum: string;
  readonly clean: boolean;
}

const fileIn = (dir: string): string => join(dir, 'journal.mark');

/** undefined when there is none. Throws `journal.replaced` when there is something else in its place. */
export function readMark(dir: string): Mark | undefined {
  let text: string;
  try {
    text = readFileSync(fileIn(dir), 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw thrown;
  }
  const mark = parse(text);
  if (mark === undefined) throw new Fault('journal.replaced', `${fileIn(dir)} is not readable as a mark`);
  return mark;
}

export function writeMark(dir: string, mark: Mark): void {
  replaceDurably(fileIn(dir), `${JSON.stringify(mark)}\n`);
}

/** Why a journal is not the one the mark was made for; undefined when it is. */
export function replacedWhy(
  store: Pick<Reading, 'last' | 'sumAt'>,
  mark: Mark | undefined,
): string | undefined {
  const { sequence } = store.last();
  // A new journal gets its mark before its first record, so records without a mark were brought from elsewhere.
  if (mark === undefined) return sequence > 0 ? `the journal has ${sequence} records but no mark` : undefined;
  if (sequence < mark.sequence) {
    return `the journal ends at record ${sequence}, but record ${mark.sequence} was written here before`;
  }
  if (store.sumAt(mark.sequence)?.toString('hex') === mark.sum) return undefined;
  return `record ${mark.sequence} is not the one that was written here before`;
}

function parse(text: string): Mark | undefined {
  const [, sequence, sum, clean] =
    /^\{"sequence":(\d+),"sum":"([0-9a-f]{16})","clean":(true|false)\}\n$/.exec(text) ?? [];
  if (sequence === undefined || sum === undefined) return undefined;
  return { sequence: Number(sequence), sum, clean: clean === 'true' };
}
