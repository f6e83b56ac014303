import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../devices/fault.ts';
import { lockFolder } from './sqlite/lock.ts';

/** Whether a hall has this data folder open. */
export function hallRuns(data: string): boolean {
  if (!existsSync(join(data, 'journal.lock'))) return false;
  try {
    lockFolder(data)();
    return false;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'journal.in_use') return true;
    throw thrown;
  }
}
