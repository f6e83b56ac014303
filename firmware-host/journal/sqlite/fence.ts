import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../../devices/fault.ts';
import { replaceDurably, syncFolder } from './durable-file.ts';
import { readOwn } from './own-file.ts';
import { readSyncedMark } from './synced-mark.ts';

/** Says that a journal was restored from a backup, and that the controller it was made on may still be at work. */
export interface Fence {
  /** When the backup was made and when it was restored, in ISO 8601. */
  readonly backup: string;
  readonly restored: string;
}

/** The name of its file, in the data folder. */
export const FENCE = 'journal.fence';

const fileIn = (dir: string): string => join(dir, FENCE);

/**
 * The fence of a data folder; undefined when there is none. A file that cannot be read as one is a fence too, and so is
 * a file that is gone as long as the mark of the journal knows of it: then its times are empty. Throws
 * `journal.foreign_file`, or `journal.replaced` for a mark that cannot be read.
 */
export function readFence(dir: string): Fence | undefined {
  const text = readOwn(fileIn(dir));
  if (text === undefined) return readSyncedMark(dir).mark?.fenced ? { backup: '', restored: '' } : undefined;
  const [, backup = '', restored = ''] = SHAPE.exec(text) ?? [];
  return { backup, restored };
}

const SHAPE = /^\{"backup":"([\d:.TZ-]{20,24})","restored":"([\d:.TZ-]{20,24})"\}\n$/;

/** Durable when it returns. */
export function writeFence(dir: string, { backup, restored }: Fence): void {
  replaceDurably(fileIn(dir), `${JSON.stringify({ backup, restored })}\n`);
}

/** Durable when it returns. */
export function removeFence(dir: string): void {
  rmSync(fileIn(dir), { force: true });
  syncFolder(dir);
}

/** The fault of a hall that runs behind a fence. */
export const fenced = ({ backup }: Fence): Fault =>
  new Fault('journal.fenced', `it runs from a backup of ${backup === '' ? 'an unknown time' : backup}`);
