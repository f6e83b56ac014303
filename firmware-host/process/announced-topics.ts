import { join } from 'node:path';
import { createAnnouncedFile, findAnnounced } from '../homeassistant/announced-file.ts';
import type { HostParts } from '../host.ts';
import type { Log } from '../log.ts';
import { HOME_ASSISTANT } from './data-folder.ts';

/** What Home Assistant was told before, and where that is kept. A file that cannot be read is left aside and told. */
export function announcedIn(
  dir: string,
  site: string,
  log: Pick<Log, 'warn'>,
): Required<Pick<HostParts, 'announced' | 'announcedStore'>> {
  const path = join(dir, HOME_ASSISTANT);
  const { value = [], unreadable } = findAnnounced(path, site);
  if (unreadable !== undefined)
    log.warn({ path }, `what Home Assistant was told is not known: ${unreadable}`);
  return { announced: value, announcedStore: createAnnouncedFile(path, site) };
}
