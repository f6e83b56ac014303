import { join } from 'node:path';
import { Fault } from '../../../devices/fault.ts';
import type { NumberRange, NumbersTaken } from '../../queue/state.ts';
import { replaceDurably } from './durable-file.ts';
import { readOwn } from './own-file.ts';
import type { Reading } from './reading.ts';
import { readUnsyncedMark } from './unsynced-mark.ts';

/**
 * How far the journal had come, stored outside it: a journal that was replaced by an older copy ends before its mark or
 * does not have the mark's sum there. `clean`: the journal was closed properly. `taken`: the numbers that may be on
 * paper, whatever the journal contains; undefined in a mark of a version that did not store them.
 */
export interface SyncedMark {
  readonly sequence: number;
  /** Hex. */
  readonly sum: string;
  readonly clean: boolean;
  readonly taken: NumbersTaken | undefined;
  /** Behind a fence (`fence.ts`). Whoever does not know it, as a version before it, cannot read the mark. */
  readonly fenced?: boolean | undefined;
}

const fileIn = (dir: string): string => join(dir, 'journal.mark');

/** What the marks of a folder tell about how far its journal had come. */
export interface Marked {
  /** Undefined when there never was a mark. */
  readonly mark: SyncedMark | undefined;
  /** What is wrong with the file of the synced mark, if the unsynced mark was used instead. */
  readonly unreadable?: string;
}

/**
 * Reads the synced mark. The unsynced mark is used if it is further ahead, or if the card has lost the content of the
 * synced one: both are written with the same line. Throws `journal.replaced` when there is no unsynced mark either:
 * nothing proves then that the journal is the one that was last written here.
 */
export function readSyncedMark(dir: string): Marked {
  const text = readOwn(fileIn(dir));
  const trail = markIn(readUnsyncedMark(dir) ?? '');
  // A power cut cannot remove the name of the mark's file: a folder without it was copied from elsewhere.
  if (text === undefined) return { mark: undefined };
  const mark = markIn(text);
  if (mark !== undefined)
    return { mark: trail !== undefined && trail.sequence > mark.sequence ? trail : mark };
  const unreadable = whatIsIn(fileIn(dir), text);
  if (trail !== undefined) return { mark: trail, unreadable };
  throw new Fault('journal.replaced', `${unreadable}, and no trail tells how far the journal had come`);
}

function whatIsIn(path: string, text: string): string {
  if (text === '') return `${path} is empty`;
  return /^\0+$/.test(text) ? `${path} holds nothing but zeros` : `${path} is not readable as a mark`;
}

/**
 * How far the journal had come by the unsynced mark alone; 0 when there is none. For a folder that has lost everything
 * else.
 */
export const trailed = (dir: string): number => markIn(readUnsyncedMark(dir) ?? '')?.sequence ?? 0;

export function writeSyncedMark(dir: string, mark: SyncedMark): void {
  replaceDurably(fileIn(dir), markLine(mark));
}

/** A mark as one line of JSON, the content of the file. */
export function markLine({ sequence, sum, clean, taken, fenced }: SyncedMark): string {
  const numbers = taken && { date: taken.date, taken: triplesOf(taken) };
  const fence = fenced && { fenced };
  return `${JSON.stringify({ sequence, sum, clean, ...fence, ...numbers })}\n`;
}

/** Why a journal does not match the mark; undefined when it does. */
export function replacedWhy(
  store: Pick<Reading, 'last' | 'sumAt'>,
  mark: SyncedMark | undefined,
): string | undefined {
  const { sequence } = store.last();
  // A new journal gets its mark before its first record, so records without a mark were copied from elsewhere.
  if (mark === undefined) return sequence > 0 ? `the journal has ${sequence} records but no mark` : undefined;
  if (sequence < mark.sequence) {
    return `the journal ends at record ${sequence}, but record ${mark.sequence} was written here before`;
  }
  if (store.sumAt(mark.sequence)?.toString('hex') === mark.sum) return undefined;
  return `record ${mark.sequence} is not the one that was written here before`;
}

const SHAPE =
  /^\{"sequence":(\d+),"sum":"([0-9a-f]{16})","clean":(true|false)(,"fenced":true)?(?:,"date":"([\d-]{10})","taken":(\[.*\]))?\}\n$/;

/** A range of numbers in the file: prefix, first and last number. */
type Triple = readonly [prefix: string, first: number, last: number];

function triplesOf(taken: NumbersTaken): readonly Triple[] {
  return [...taken.ranges].flatMap(([prefix, ranges]) =>
    ranges.map(({ first, last }): Triple => [prefix, first, last]),
  );
}

function markIn(text: string): SyncedMark | undefined {
  const [, sequence, sum, clean, fenced, date, numbers] = SHAPE.exec(text) ?? [];
  if (sequence === undefined || sum === undefined) return undefined;
  const taken = date === undefined || numbers === undefined ? undefined : { date, ranges: rangesIn(numbers) };
  const mark = { sequence: Number(sequence), sum, clean: clean === 'true', taken };
  return fenced === undefined ? mark : { ...mark, fenced: true };
}

function rangesIn(json: string): NumbersTaken['ranges'] {
  const ranges = new Map<string, NumberRange[]>();
  for (const [prefix, first, last] of JSON.parse(json) as readonly Triple[]) {
    ranges.set(prefix, [...(ranges.get(prefix) ?? []), { first, last }]);
  }
  return ranges;
}
