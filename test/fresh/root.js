/** Roots of fresh machines: made by mmdebstrap once, kept as tar files outside the tree. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const cache = process.env.LOKET_FRESH_CACHE ?? join(homedir(), '.cache', 'loket-fresh');
/** A root is made anew after this long: Debian's packages move on. */
const keptDays = 30;

const asked = (program, args) => execFileSync(program, args, { encoding: 'utf8' }).trim();

/** Debian's archive as this machine reaches it, whatever its address is here. */
export function archive() {
  const args = [
    'indextargets',
    '--format',
    '$(REPO_URI)',
    'Created-By: Packages',
    'Origin: Debian',
    'Label: Debian',
  ];
  const [first] = asked('apt-get', args).split('\n');
  if (!first) throw new Error('apt-get indextargets names no archive of Debian here');
  return first;
}

/** How this machine gets there, where that takes a proxy or an authority of its own. */
export function aptOptions() {
  const kept = /^Acquire::https?::(?:Proxy|CaInfo) .*$/gm;
  return [...asked('apt-config', ['dump']).matchAll(kept)].map(
    ([option]) => `--aptopt=${option.replace(/;$/, '')}`,
  );
}

/** The tar file of a bare Debian `suite` with `packages`; made where there is none that is young enough. */
export function baseOf(suite, packages) {
  mkdirSync(cache, { recursive: true });
  const month = Math.floor(Date.now() / 86_400_000 / keptDays);
  const file = join(cache, `${suite}-${[...packages, month].join('-')}.tar`);
  if (existsSync(file)) return file;
  const making = `${file}.${process.pid}.new.tar`;
  const { status, stderr } = spawnSync(
    'mmdebstrap',
    [
      '--quiet',
      '--mode=root',
      '--variant=apt',
      `--include=${packages}`,
      ...aptOptions(),
      suite,
      making,
      archive(),
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) {
    rmSync(making, { force: true });
    throw new Error(`mmdebstrap: ${stderr.trim().split('\n').at(-1)}`);
  }
  renameSync(making, file);
  return file;
}

/** A package of the npm registry, unpacked to `to`. */
export function unpacked(name, to) {
  const folder = mkdtempSync(join(tmpdir(), 'loket-fresh-'));
  try {
    const file = asked('npm', ['pack', name, '--silent', '--pack-destination', folder]).split('\n').at(-1);
    mkdirSync(to, { recursive: true });
    execFileSync('tar', ['-xzf', join(folder, file), '-C', to, '--strip-components=1', '--no-same-owner']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The project's sources as they are here, without what is made of them. */
export function copySources(to) {
  const names = asked('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']).split('\0');
  for (const name of names.filter((name) => name !== '' && existsSync(name))) cpSync(name, join(to, name));
}

/**
 * What a root needs to reach the registry as this machine does, and nothing else of it: its name server, its registry
 * and proxies, and its authority, as files in `root` and as the environment of a program there.
 */
export function wayOut(root) {
  for (const file of ['/etc/resolv.conf', '/etc/hosts'])
    if (existsSync(file)) copyFileSync(file, join(root, file));
  const setting = (name) => asked('npm', ['config', 'get', name]);
  const kept = /^(?:https?|no)_proxy$/i;
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => kept.test(name)));
  environment.npm_config_registry = setting('registry');
  const authority = [process.env.NODE_EXTRA_CA_CERTS, setting('cafile')].find(
    (path) => path && path !== 'null' && existsSync(path),
  );
  if (authority !== undefined) {
    const inside = '/etc/ssl/way-out.pem';
    copyFileSync(authority, join(root, inside));
    environment.NODE_EXTRA_CA_CERTS = inside;
    environment.npm_config_cafile = inside;
  }
  return environment;
}

export const versionIn = (root, path) => JSON.parse(readFileSync(join(root, path), 'utf8')).version;
