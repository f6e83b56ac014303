/** The packages that the machines get: one made here, the same as a newer version, and its files. */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What was compiled for a package before. */
const cache = process.env.LOKET_ADDON_CACHE ?? join(homedir(), '.cache', 'loket-addons');

/** Makes the package for `arch` without compression, and resolves with its path. */
export async function makeDeb(arch, folder, signal) {
  const out = join(folder, 'made');
  const args = ['packaging/package.js', '--arch', arch, '--out', out, '--plain', '--cache', cache];
  const making = spawn(process.execPath, args, { stdio: 'inherit', signal });
  const [code] = await once(making, 'close');
  if (code !== 0) throw new Error(`the package was not made: ${code}`);
  return join(out, readdirSync(out)[0]);
}

/**
 * Makes all packages here as a release does, and once more in a clone in another folder: what knows its folder is
 * found. What is not committed is not in the clone. `judge(good, what)` hears of each whether it has the same bytes.
 * Returns the path of that for amd64.
 */
export function makeTwice(folder, judge) {
  const clone = join(folder, 'a-clone-in-a-folder-of-another-name');
  execFileSync('git', ['clone', '-q', '.', clone]);
  cpSync('node_modules', join(clone, 'node_modules'), { recursive: true });
  execFileSync('npm', ['run', 'build'], { cwd: clone, stdio: 'ignore' });
  const [first, second] = ['.', clone].map((cwd) => {
    const out = join(folder, cwd === '.' ? 'first' : 'second');
    execFileSync(process.execPath, ['packaging/package.js', '--out', out], { cwd, stdio: 'inherit' });
    return new Map(readdirSync(out).map((file) => [file, sumOf(join(out, file))]));
  });
  for (const [file, sum] of first)
    judge(second.get(file) === sum, `${file} has the same bytes when it is made again`);
  const amd64 = [...first.keys()].find((file) => file.endsWith('_amd64.deb'));
  return join(folder, 'first', amd64);
}

const sumOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Puts loket.deb and next.deb, a newer version, into `packages`, and the files of the package into `unpacked`. */
export function layOut(deb, { packages, unpacked }) {
  mkdirSync(packages);
  copyFileSync(deb, join(packages, 'loket.deb'));
  execFileSync('dpkg-deb', ['-R', deb, unpacked]);
  const control = join(unpacked, 'DEBIAN/control');
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^(Version: .*)$/m, '$1.next'));
  const args = ['--root-owner-group', '-Znone', '--build', unpacked, join(packages, 'next.deb')];
  execFileSync('dpkg-deb', args, { stdio: 'ignore' });
  // Nobody takes it for a package any more.
  renameSync(join(unpacked, 'DEBIAN'), join(packages, 'DEBIAN'));
}
