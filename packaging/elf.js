// What the programs and addons of a package are for, and what they need of Debian: read from the files themselves.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { called } from './called.js';

/** Debian's package of each library. */
const packageOf = {
  'libc.so.6': 'libc6',
  'libm.so.6': 'libc6',
  'libdl.so.2': 'libc6',
  'libpthread.so.0': 'libc6',
  'librt.so.1': 'libc6',
  'ld-linux-x86-64.so.2': 'libc6',
  'ld-linux-aarch64.so.1': 'libc6',
  'libstdc++.so.6': 'libstdc++6',
  'libgcc_s.so.1': 'libgcc-s1',
  'libudev.so.1': 'libudev1',
  'libusb-1.0.so.0': 'libusb-1.0-0',
};
/** What Debian 12 has: the oldest system that the package is for. */
const oldest = { GLIBC: '2.36', GLIBCXX: '3.4.30', CXXABI: '1.3.13' };
const gccOfOldest = '12';

/** The programs and addons below `folder`. */
export const elfFiles = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.node') || name === 'bin/node')
    .sort()
    .map((name) => join(folder, name));

/** The Depends of a package with these files. Throws for a file of another machine, or one that is too new. */
export function dependsOf(files, machine) {
  const packages = new Set();
  const needed = { GLIBC: '2.0', GLIBCXX: '3.4', CXXABI: '1.3' };
  for (const file of files) {
    const text = called('readelf', ['-hdVW', file], { env: { ...process.env, LC_ALL: 'C' } });
    const is = /^ *Machine: *(.*)$/m.exec(text)?.[1];
    if (is !== machine) throw new Error(`${file} is for ${is}, and not for ${machine}`);
    for (const [, library] of text.matchAll(/\(NEEDED\).*\[(.*)\]/g)) {
      if (packageOf[library] === undefined) throw new Error(`${file} needs ${library}: of which package?`);
      packages.add(packageOf[library]);
    }
    for (const [, name, version] of text.matchAll(/Name: (GLIBC|GLIBCXX|CXXABI)_([\d.]+)/g))
      if (isNewer(version, needed[name])) needed[name] = version;
  }
  for (const [name, version] of Object.entries(needed))
    if (isNewer(version, oldest[name])) throw new Error(`${name} ${version} is newer than Debian 12's`);
  const least = { libc6: needed.GLIBC, 'libstdc++6': gccOfOldest };
  return [...packages].sort().map((name) => (least[name] ? `${name} (>= ${least[name]})` : name));
}

/** `2.10` is newer than `2.9`. */
function isNewer(one, other) {
  const [left, right] = [one, other].map((version) => version.split('.').map(Number));
  const at = left.findIndex((part, place) => part !== (right[place] ?? 0));
  return at >= 0 && left[at] > (right[at] ?? 0);
}
