/** The file tree of a small Debian with systemd: made once from Debian's archive, kept outside the project. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Something that the machine needs is not to be had here, which is no fault of the project. */
export class NotGiven extends Error {}

/** No udev, no procps, no D-Bus: what an image may lack. gpiod: its real help texts. */
const packages = ['systemd', 'gpiod', 'libstdc++6'];
/** For making a root: a quarter of a minute where nothing else runs. */
const LIMIT_MS = 900_000;

const cache = process.env.LOKET_SYSTEMD_CACHE ?? join(homedir(), '.cache', 'loket-systemd');

/** The folder of the root of `suite`, made if it is not there. This process's own Node is in it. */
export function rootOf(suite) {
  const root = join(cache, suite);
  const stamp = createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex');
  const stampFile = `${root}.stamp`;
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
    console.log(`Making the root of ${suite} in ${cache} ...`);
    rmSync(stampFile, { force: true });
    make(suite, root);
    writeFileSync(stampFile, stamp);
  }
  // Each time: the addons of node_modules are built for this Node, and for no other.
  copyFileSync(process.execPath, join(root, 'usr/bin/node'));
  const { status, stderr } = spawnSync('chroot', [root, '/usr/bin/node', '--version'], { encoding: 'utf8' });
  if (status !== 0) throw new NotGiven(`this Node does not run on ${suite}: ${stderr.trim().split('\n')[0]}`);
  return root;
}

function make(suite, root) {
  mkdirSync(cache, { recursive: true });
  for (const path of [root, `${root}.new`]) rmSync(path, { recursive: true, force: true });
  const options = [
    ...['--variant=essential', `--include=${packages.join(',')}`, '--quiet'],
    ...['doc', 'man', 'locale'].map((part) => `--dpkgopt=path-exclude=/usr/share/${part}/*`),
    ...aptOptions().map((option) => `--aptopt=${option}`),
  ];
  const { status, stderr } = spawnSync('mmdebstrap', [...options, suite, `${root}.new`, '-'], {
    input: source(suite),
    stdio: ['pipe', 'inherit', 'pipe'],
    encoding: 'utf8',
    timeout: LIMIT_MS,
  });
  if (status !== 0) {
    process.stderr.write(stderr);
    rmSync(`${root}.new`, { recursive: true, force: true });
    throw new NotGiven(`Debian's archive does not give ${suite} here`);
  }
  renameSync(`${root}.new`, root);
}

/** Debian's archive, whatever its address is on this machine. */
function source(suite) {
  const { stdout } = spawnSync(
    'apt-get',
    ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages', 'Origin: Debian', 'Label: Debian'],
    { encoding: 'utf8' },
  );
  const [archive] = stdout.split('\n');
  if (!archive) throw new NotGiven("this machine's apt knows no archive of Debian");
  return `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${archive} ${suite} main\n`;
}

/** How this machine's apt reaches it: a proxy, and how old its lists may be. */
function aptOptions() {
  const { stdout } = spawnSync('apt-config', ['dump'], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => /^Acquire::(https?::Proxy|Check-)[\w:-]* "./.test(line));
}
