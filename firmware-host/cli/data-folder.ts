import { join } from 'node:path';
import type { Site } from '../../config/site.ts';

/** Tickets of simulated printers, as pictures: a folder in the data folder. */
export const PICTURES = 'simulated';

/** Where a site keeps its data: each in a folder of its own unless one is named. */
export function dataFolder(named: string | undefined, site: Pick<Site, 'id'>): string {
  return named ?? join('.loket', site.id);
}
