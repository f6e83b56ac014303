import { join } from 'node:path';
import type { Site } from '../../config/site.ts';

/** Tickets of simulated printers, as pictures: a folder in the data folder. */
export const PICTURES = 'simulated';
/** How far the central office has the events. */
export const UPLINK_CURSOR = 'uplink.cursor';
/** All there may be in a data folder besides the journal. */
export const BESIDES_JOURNAL = [PICTURES, UPLINK_CURSOR, `${UPLINK_CURSOR}.new`] as const;

/** Where a site keeps its data: each in a folder of its own unless one is named. */
export function dataFolder(named: string | undefined, site: Pick<Site, 'id'>): string {
  return named ?? join('.loket', site.id);
}
