import { spawnSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Site } from '../../../config/site.ts';
import type { Claim } from '../../../devices/kind.ts';
import { thisUser, type User, userNamed } from '../../machine/permission.ts';
import { type MachineTree, treeAt } from '../../machine/tree.ts';
import { packageFolder } from '../../process/package-folder.ts';
import { placeOfSecret, type SecretTrouble, secretTroubles } from '../../process/secrets.ts';
import { claimsOf, type UsbPorts } from '../install/claims.ts';
import { installedAt } from '../install/installed.ts';
import { type Reached, reach } from './reach.ts';

/** What the checks look at. Everything that is asked of the system is asked before, so that they only think. */
export interface Facts {
  /** The machine's files; asked by the checks themselves, since they only read. */
  readonly tree: MachineTree;
  readonly node: string;
  /** Who has to open the devices: the service's user where there is one, else whoever asks. */
  readonly user: User;
  /** Native packages that do not load here, with what they said. */
  readonly broken: ReadonlyMap<string, string>;
  /** Unix milliseconds as the system says, and whether it knows them to be right; undefined: it cannot say. */
  readonly wall: number;
  readonly synchronised: boolean | undefined;
  /** MB where the data is kept; undefined: no such folder yet. */
  readonly freeMb: number | undefined;
  readonly data: string;
  readonly ports: UsbPorts;
  readonly claims: readonly Claim[];
  readonly site: Site | undefined;
  /** What is wrong with the files of secrets that the site names. */
  readonly secrets: readonly SecretTrouble[];
  /** Whether the broker elsewhere and the one of the central office can be reached, by what they are. */
  readonly reached: ReadonlyMap<'mqtt' | 'uplink', Reached>;
}

/** Gathers facts below `root`. What lies outside files (the clock, modules, the network) is that of this machine. */
export async function gather(
  site: Site | undefined,
  siteFile: string | undefined,
  { root, data }: { readonly root: string; readonly data: string },
): Promise<Facts> {
  const tree = treeAt(root);
  const claims = site === undefined ? [] : claimsOf(site);
  const folder = dirname(resolve(siteFile ?? '.'));
  return {
    ...{ tree, claims, site, data },
    node: process.versions.node,
    user: userNamed(tree, 'loket') ?? thisUser(),
    broken: brokenModules(claims),
    wall: Date.now(),
    synchronised: synchronised(),
    freeMb: freeMb(join(root, data)),
    ports: installedAt(root).ports,
    secrets: site === undefined ? [] : secretTroubles(site, (path) => placeOfSecret(folder, path)),
    reached: site === undefined ? new Map() : await reachable(site, folder),
  };
}

/** What each native package is asked to do: SQLite loads its binary only when it opens a file. */
const loading: Readonly<Record<string, string>> = {
  '@photostructure/sqlite': 'new (await import("@photostructure/sqlite")).DatabaseSync(":memory:")',
  serialport: 'await import("serialport")',
  'node-hid': 'await import("node-hid")',
  onoff: 'await import("onoff")',
  'i2c-bus': 'await import("i2c-bus")',
  'spi-device': 'await import("spi-device")',
};

/** Until a package has loaded: seconds on a Pi with a slow card. */
const loadMaxMs = 30_000;

/** Tried in processes of their own: a binary for another Node may end the process that loads it. */
function brokenModules(claims: readonly Claim[]): ReadonlyMap<string, string> {
  const on = (what: Claim['on']) => claims.some((claim) => claim.on === what);
  const opens = (path: string) =>
    claims.some((claim) => claim.on === 'wire' && claim.address.startsWith(path));
  const needed = [
    '@photostructure/sqlite',
    ...(opens('/dev/') ? ['serialport'] : []),
    ...(opens('/dev/i2c') ? ['i2c-bus'] : []),
    ...(opens('/dev/spidev') ? ['spi-device'] : []),
    ...(on('hid') ? ['node-hid'] : []),
    ...(on('gpio') ? ['onoff'] : []),
  ];
  const broken = new Map<string, string>();
  for (const name of needed) {
    const { status, signal, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', loading[name] ?? ''],
      { cwd: packageFolder, encoding: 'utf8', timeout: loadMaxMs, killSignal: 'SIGKILL' },
    );
    if (status === 0) continue;
    const said = /^\w*Error.*$/m.exec(stderr ?? '')?.[0];
    broken.set(name, said ?? (signal === null ? `exit ${status}` : signal));
  }
  return broken;
}

function synchronised(): boolean | undefined {
  const { status, stdout } = spawnSync('timedatectl', ['show', '--property=NTPSynchronized', '--value'], {
    encoding: 'utf8',
    timeout: 5_000,
  });
  return status === 0 ? stdout.trim() === 'yes' : undefined;
}

function freeMb(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return Math.round((bavail * bsize) / 1_048_576);
  } catch {
    // Not made yet: the first start makes it.
    return undefined;
  }
}

async function reachable(site: Site, folder: string): Promise<ReadonlyMap<'mqtt' | 'uplink', Reached>> {
  const { mqtt, uplink } = site;
  const at = (path: string | undefined) => (path === undefined ? undefined : placeOfSecret(folder, path));
  const reached = new Map<'mqtt' | 'uplink', Reached>();
  if (mqtt.broker === 'external') reached.set('mqtt', await reach(mqtt.url, { ca: at(mqtt.caFile) }));
  if (uplink !== undefined)
    reached.set(
      'uplink',
      await reach(uplink.url, { ca: at(uplink.caFile), cert: at(uplink.certFile), key: at(uplink.keyFile) }),
    );
  return reached;
}
