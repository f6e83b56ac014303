/**
 * `npm run package`: makes loket_VERSION_ARCHITECTURE.deb in the folder `packages`, the same bytes from the same
 * commit.
 *
 *   npm run package                         for amd64 and arm64
 *   npm run package -- --arch arm64         for one of them
 *   npm run package -- --out DIR            into another folder
 *
 * For tests, which make one often: `--cache DIR` keeps compiled addons there, by what they are made of, and `--plain`
 * leaves out the compression.
 */
import {
  chmodSync,
  cpSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installPackages } from './addons.js';
import { called } from './called.js';
import { writeControl } from './control.js';
import { dependsOf, elfFiles } from './elf.js';
import { unpackNode } from './node-inside.js';
import { writeShare } from './share.js';
import { versionOf } from './version.js';

/** By Debian's name. There is none for armhf: nobody releases a Node from 20.19 on, or SQLite's addon, for it. */
const machines = {
  amd64: { cpu: 'x64', triplet: 'x86_64-linux-gnu', elf: 'Advanced Micro Devices X86-64' },
  arm64: { cpu: 'arm64', triplet: 'aarch64-linux-gnu', elf: 'AArch64' },
};

const project = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    arch: { type: 'string', multiple: true, default: Object.keys(machines) },
    out: { type: 'string', default: join(project, 'packages') },
    cache: { type: 'string' },
    plain: { type: 'boolean', default: false },
  },
});
const out = resolve(values.out);
mkdirSync(out, { recursive: true });
for (const arch of values.arch) {
  if (machines[arch] === undefined)
    throw new Error(`there is no package for '${arch}': ${Object.keys(machines).join(', ')}`);
  make(arch, machines[arch]);
}

function make(arch, { cpu, triplet, elf }) {
  const { version, epochS } = versionOf(project);
  const work = mkdtempSync(join(tmpdir(), 'loket-package-'));
  const say = (what) => console.log(`${arch}: ${what}`);
  try {
    const root = join(work, 'root');
    const lib = join(root, 'usr/lib/loket');
    const node = join(work, 'node');
    mkdirSync(lib, { recursive: true });
    say('Node');
    unpackNode(cpu, node);
    say('packages and addons');
    installPackages(lib, project, { cpu, triplet, node, cache: values.cache });
    for (const name of shippedFiles()) cpSync(join(project, name), join(lib, name), { recursive: true });
    mkdirSync(join(lib, 'bin'));
    called(`${triplet}-strip`, ['-o', join(lib, 'bin/node'), join(node, 'bin/node')]);
    say('manual, completion, licences, list of parts');
    writeShare(root, { project, node, version, epochS });
    settle(root, epochS);
    const depends = dependsOf(elfFiles(lib), elf);
    writeControl(root, { arch, version, depends, epochS });
    settle(join(root, 'DEBIAN'), epochS);
    say('archive');
    const file = join(out, `loket_${version}_${arch}.deb`);
    // One thread: the bytes of several depend on how many the machine has.
    const compression = values.plain ? '-Znone' : '-Zxz';
    const flags = ['--root-owner-group', '--threads-max=1', compression, '--build', root, file];
    called('dpkg-deb', flags, { env: { ...process.env, SOURCE_DATE_EPOCH: String(epochS) } });
    say(`${file}, ${(lstatSync(file).size / 1_000_000).toFixed(1)} MB`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What `npm pack` ships too. */
function shippedFiles() {
  const [packed] = JSON.parse(
    called('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: project }),
  );
  return packed.files.map(({ path }) => path);
}

/** Modes and times that do not depend on who builds it, or when. */
function settle(path, epochS) {
  const at = lstatSync(path);
  if (at.isDirectory()) for (const name of readdirSync(path)) settle(join(path, name), epochS);
  if (!at.isSymbolicLink()) chmodSync(path, at.isDirectory() || isProgram(path, at) ? 0o755 : 0o644);
  lutimesSync(path, epochS, epochS);
}

/**
 * Addons are loaded, what npm packages bring as commands is none of this package, and whether what was built may be
 * executed depends on who built it.
 */
function isProgram(path, { mode }) {
  return (mode & 0o100) !== 0 && !/\/(node_modules|dist)\//.test(path);
}
