/** The card of the machine: a small Debian 13 for arm64, the package of Loket, and a site. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aptOptions, archive } from '../../fresh/root.js';

const SUITE = 'trixie';
/** What the package names, what starts it here, and what it is installed with. */
const packages = [
  'systemd',
  'iproute2',
  'passwd',
  'mount',
  'libusb-1.0-0',
  'libudev1',
  'libstdc++6',
  'gpiod',
];
const CARD_BYTES = 640 * 1024 * 1024;
/** For unpacking a Debian: half a minute where nothing else runs. */
const LIMIT_MS = 600_000;

/** Something that the machine needs is not to be had here, which is no fault of the project. */
export class NotGiven extends Error {}

/**
 * The folder of a Debian that was unpacked and not configured: its own programs cannot run on this processor. Made once
 * in the folder `cache`.
 */
export function unpackedDebian(cache) {
  const root = join(cache, `debian-${SUITE}`);
  const stamp = createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex');
  const stampFile = `${root}.stamp`;
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return root;
  console.log(`Unpacking Debian for arm64 in ${root} ...`);
  mkdirSync(cache, { recursive: true });
  for (const path of [stampFile, root, `${root}.new`]) rmSync(path, { recursive: true, force: true });
  const { status, stderr } = spawnSync(
    'mmdebstrap',
    [
      ...['--quiet', '--mode=root', '--architectures=arm64', '--variant=extract'],
      ...['--include=?essential', `--include=${packages.join()}`],
      ...['doc', 'man', 'locale'].map((part) => `--dpkgopt=path-exclude=/usr/share/${part}/*`),
      ...[...aptOptions(), SUITE, `${root}.new`, archive()],
    ],
    { encoding: 'utf8', timeout: LIMIT_MS },
  );
  if (status !== 0) throw new NotGiven(`Debian ${SUITE} for arm64: ${stderr.trim().split('\n').at(-1)}`);
  renameSync(`${root}.new`, root);
  writeFileSync(stampFile, stamp);
  return root;
}

/** Unpacks the package `deb` into a copy of `debian`, as dpkg does; the machine itself configures it. */
export function withPackage(debian, deb, root) {
  execFileSync('cp', ['-a', debian, root]);
  const forced = ['architecture', 'depends', 'unsafe-io'].map((what) => `--force-${what}`);
  execFileSync('dpkg', [`--root=${root}`, ...forced, '--unpack', deb], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  mkdirSync(join(root, 'power'));
  copyFileSync(new URL('guest/init', import.meta.url), join(root, 'power/init'));
}

/**
 * Replaces the one place of the program on the card `file` that has `from`, as a bad release would. The program is that
 * of the folder `root`.
 */
export function plant(file, root, from, to) {
  const program = 'usr/lib/loket/dist/program';
  const places = readdirSync(join(root, program))
    .filter((name) => name.endsWith('.js'))
    .map((name) => ({ name, text: readFileSync(join(root, program, name), 'utf8') }))
    .filter(({ text }) => text.includes(from));
  if (places.length !== 1) throw new Error(`${places.length} files of the program have '${from}'`);
  const [{ name, text }] = places;
  const changed = `${file}.js`;
  writeFileSync(changed, text.replace(from, to));
  for (const command of [`rm /${program}/${name}`, `write ${changed} /${program}/${name}`])
    execFileSync('debugfs', ['-w', '-R', command, file], { stdio: 'ignore' });
  rmSync(changed);
}

/** Makes the image `file` of `root` with `site` as its site file. */
export function makeCard(file, root, site) {
  writeFileSync(join(root, 'power/site.yaml'), site);
  rmSync(file, { force: true });
  execFileSync('truncate', ['--size', String(CARD_BYTES), file]);
  execFileSync('mke2fs', ['-q', '-t', 'ext4', '-d', root, file]);
}
