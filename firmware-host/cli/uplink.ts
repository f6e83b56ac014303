import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Site, UplinkSettings } from '../../config/site.ts';
import { Fault } from '../../devices/fault.ts';
import type { Clock } from '../../devices/ports.ts';
import type { Journal, Record } from '../journal/port.ts';
import { stateMessage } from '../mqtt/messages/outgoing.ts';
import { controllerLost } from '../mqtt/states.ts';
import { cursorFile } from '../mqtt/uplink/cursor.ts';
import { openUplink, type Uplink } from '../mqtt/uplink/uplink.ts';
import { UPLINK_CURSOR } from './data-folder.ts';

/**
 * The line to the central office of a site, which `siteFile` is the path of; undefined when it has none. The cursor is
 * kept in the data folder. Rejects with `config.invalid` when a file that the site file names cannot be read.
 */
export async function openSiteUplink(of: {
  readonly site: Site;
  readonly siteFile: string;
  readonly data: string;
  readonly boot: string;
  readonly journal: Pick<Journal, 'read'>;
  /** The newest record of the journal. */
  readonly last: Record | undefined;
  readonly clock: Clock;
  readonly wall: () => number;
  readonly trusted: () => boolean;
  readonly report: (fault: Fault) => void;
}): Promise<Uplink | undefined> {
  const { site, wall, trusted, last } = of;
  if (site.uplink === undefined) return undefined;
  const store = cursorFile(join(of.data, UPLINK_CURSOR));
  const [files, cursor, made] = await Promise.all([
    filesOf(site.uplink, of.siteFile),
    store.load(),
    madeAt(),
  ]);
  const { url, username, rate } = site.uplink;
  const { password, ...tls } = files;
  return openUplink({
    ...of,
    site: site.id,
    url,
    rate,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password: password.trimEnd() }),
    tls,
    will: stateMessage(site.id, 'controller/state', controllerLost(of.boot)),
    last: last?.sequence ?? 0,
    store,
    cursor,
    time: { wall, trusted, floor: () => Math.max(made, last?.clock === 'synced' ? last.wall : 0) },
    random: Math.random,
  });
}

async function filesOf({ passwordFile, caFile, certFile, keyFile }: UplinkSettings, siteFile: string) {
  const named = { password: passwordFile, ca: caFile, cert: certFile, key: keyFile };
  const read = await Promise.all(
    Object.entries(named).map(async ([name, path]) =>
      path === undefined ? [] : [[name, await textOf(resolve(dirname(siteFile), path), name)]],
    ),
  );
  return Object.fromEntries(read.flat()) as { [Name in keyof typeof named]?: string };
}

async function textOf(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    throw new Fault('config.invalid', `uplink.${what}: ${path} cannot be read`, { cause: thrown });
  }
}

/** When this program was installed: it is later than that, whatever the clock says. */
async function madeAt(): Promise<number> {
  return (await stat(fileURLToPath(import.meta.url))).mtimeMs;
}
