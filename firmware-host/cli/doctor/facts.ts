import { spawnSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Site } from '../../../config/site.ts';
import type { Claim } from '../../../devices/kind.ts';
import { type Fence, readFence } from '../../journal/sqlite/fence.ts';
import { thisUser, type User, userNamed } from '../../machine/permission.ts';
import { type MachineTree, treeAt } from '../../machine/tree.ts';
import { packageFolder } from '../../process/package-folder.ts';
import { placeOfSecret, type SecretTrouble, secretTroubles } from '../../process/secrets.ts';
import { claimsOf, type UsbPorts } from '../install/claims.ts';
import { installedAt } from '../install/installed.ts';
import { type Reached, reach } from './reach.ts';
import { synchronised } from './synchronised.ts';

/** The input of the checks. All queries to the system are made beforehand, so that the checks are pure. */
export interface Facts {
  /** The machine's files; the checks read them directly, since that has no effects. */
  readonly tree: MachineTree;
  readonly node: string;
  /** The user who has to open the devices: the service's user if it exists, else the current one. */
  readonly user: User;
  /** Native packages that do not load here, with their error messages. */
  readonly broken: ReadonlyMap<string, string>;
  /** The system's clock in Unix ms, and whether the system knows it to be right; undefined when it does not say. */
  readonly wall: number;
  readonly synchronised: boolean | undefined;
  /** Free MB in the data folder; undefined when the folder does not exist yet. */
  readonly freeMb: number | undefined;
  readonly data: string;
  /** Set when the data was restored and waits until its original is said to be gone. */
  readonly fenced: Fence | undefined;
  readonly ports: UsbPorts;
  readonly claims: readonly Claim[];
  readonly site: Site | undefined;
  /** Problems of the secret files that the site names. */
  readonly secrets: readonly SecretTrouble[];
  /** Whether the external broker and the broker of the central office can be reached. */
  readonly reached: ReadonlyMap<'mqtt' | 'uplink', Reached>;
}

/**
 * Gathers facts below `root`. Facts that are not in files (the clock, modules, the network) are those of this machine.
 */
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
    fenced: fenceIn(join(root, data)),
    ports: installedAt(root).ports,
    secrets: site === undefined ? [] : secretTroubles(site, (path) => placeOfSecret(folder, path)),
    reached: site === undefined ? new Map() : await reachable(site, folder),
  };
}

/** How each native package is tested: SQLite loads its binary only when it opens a file. */
const loading: Readonly<Record<string, string>> = {
  '@photostructure/sqlite': 'new (await import("@photostructure/sqlite")).DatabaseSync(":memory:")',
  '@serialport/bindings-cpp': 'await import("@serialport/bindings-cpp")',
  'node-hid': 'await import("node-hid")',
  onoff: 'await import("onoff")',
  'i2c-bus': 'await import("i2c-bus")',
  'spi-device': 'await import("spi-device")',
};

/** Time limit for loading a package: it takes seconds on a Pi with a slow card. */
const loadMaxMs = 30_000;

/** They are loaded in separate processes: a binary for another Node version may crash the process that loads it. */
function brokenModules(claims: readonly Claim[]): ReadonlyMap<string, string> {
  const on = (what: Claim['on']) => claims.some((claim) => claim.on === what);
  const opens = (path: string) =>
    claims.some((claim) => claim.on === 'wire' && claim.address.startsWith(path));
  const needed = [
    '@photostructure/sqlite',
    ...(opens('/dev/') ? ['@serialport/bindings-cpp'] : []),
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

function fenceIn(folder: string): Fence | undefined {
  try {
    return readFence(folder);
  } catch {
    // Not readable for this user: the finding about the data folder says so.
    return undefined;
  }
}

function freeMb(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return Math.round((bavail * bsize) / 1_048_576);
  } catch {
    // It does not exist yet: the first start creates it.
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
