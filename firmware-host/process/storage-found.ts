import { resolve } from 'node:path';
import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import type { FolderFound } from '../health/conditions.ts';
import type { Log } from '../log.ts';
import { storageOf } from '../machine/storage.ts';
import { treeAt } from '../machine/tree.ts';

const codes = { lost: 'disk.volatile', network: 'disk.network' } as const;

/**
 * Finds out where the data is stored, and logs what is wrong or unknown. A simulated hall (`forReal` false) may store
 * its data anywhere, so there is nothing to report.
 */
export function storageFound(data: string, forReal: boolean, log: Log): FolderFound['storage'] {
  const { fate, type, at, why } = storageOf(treeAt('/'), resolve(data));
  if (fate === 'kept') return undefined;
  if (fate === 'unknown') {
    log.info({ type, at }, `whether ${data} outlives a power cut is not known: ${why}`);
    return undefined;
  }
  const code = codes[fate];
  const text = fate === 'lost' ? `${data} does not outlive a power cut: ${why}` : `${data}: ${why}`;
  if (!forReal) {
    log.info({ code, type, at }, text);
    return undefined;
  }
  log.warn({ code, type, at, hint: faultCatalogue[code].en }, text);
  return { code, text };
}
