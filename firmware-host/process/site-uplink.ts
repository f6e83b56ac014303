import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SettledSite } from '../../config/running-site.ts';
import type { Site, UplinkSettings } from '../../config/site.ts';
import type { Fault } from '../../devices/fault.ts';
import type { Clock } from '../../devices/ports.ts';
import type { Journal, Record } from '../journal/journal-port.ts';
import { lastWill } from '../mqtt/last-will.ts';
import { createCursorFile } from '../mqtt/uplink/cursor.ts';
import type { Uplink } from '../mqtt/uplink/uplink.ts';
import { UPLINK_CURSOR } from './data-folder.ts';
import { readCertificates, readKey, readPassword } from './secrets.ts';

/**
 * The line of a site to the central office; undefined when it has none, or when it is a copy behind its fence.
 * `siteFile` is the path of its site file. The cursor is stored in the data folder. Rejects with `broker.secret` when a
 * file named in the site file cannot be read, or when everybody may read a secret one.
 */
export async function openSiteUplink(of: {
  readonly site: () => Site;
  readonly siteFile: string;
  readonly data: string;
  readonly boot: string;
  readonly journal: Pick<Journal, 'read'>;
  /** The newest record of the journal. */
  readonly last: Record | undefined;
  readonly fenced: boolean;
  readonly clock: Clock;
  readonly wall: () => number;
  readonly trusted: () => boolean;
  readonly report: (fault: Fault) => void;
}): Promise<Uplink | undefined> {
  const { wall, trusted, last } = of;
  const { id, uplink }: SettledSite = of.site();
  // The office knows a site by its name: a copy that spoke there would push the original off the line.
  if (uplink === undefined || of.fenced) return undefined;
  // Loaded only here, as is the library for an external broker.
  const { openUplink } = await import('../mqtt/uplink/uplink.ts');
  const store = createCursorFile(join(of.data, UPLINK_CURSOR));
  const [files, cursor, made] = await Promise.all([filesOf(uplink, of.siteFile), store.load(), madeAt()]);
  const { url, username, rate } = uplink;
  return openUplink({
    ...of,
    site: id,
    language: () => of.site().language,
    url,
    rate,
    ...(username === undefined ? {} : { username }),
    ...files,
    will: lastWill(id, of.boot, wall),
    last: last?.sequence ?? 0,
    store,
    cursor,
    time: { wall, trusted, floor: () => Math.max(made, last?.clock === 'synced' ? last.wall : 0) },
    random: Math.random,
  });
}

/** The contents of the files that the site file names; the others are left out. */
async function filesOf({ passwordFile, caFile, certFile, keyFile }: UplinkSettings, siteFile: string) {
  const folder = dirname(siteFile);
  const certificates = (path: string | undefined) => path && readCertificates(folder, path);
  const password = passwordFile && (await readPassword(folder, passwordFile));
  const [ca, cert, key] = await Promise.all([
    certificates(caFile),
    certificates(certFile),
    keyFile && readKey(folder, keyFile),
  ]);
  return {
    ...(password === undefined ? {} : { password }),
    tls: {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    },
  };
}

/** When this program was installed: the time is later than that, whatever the clock says. */
async function madeAt(): Promise<number> {
  return (await stat(fileURLToPath(import.meta.url))).mtimeMs;
}
