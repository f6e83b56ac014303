/** Kernel and root of the test machine, made where they are not there. */
import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What prepare.sh ends with where something it needs cannot be had. */
const NOT_GIVEN = 75;

/** The programs that make and run the machine, and Debian's packages of them. */
export const programs = {
  'qemu-system-aarch64': 'qemu-system-arm',
  'aarch64-linux-gnu-g++': 'g++-aarch64-linux-gnu',
  'aarch64-linux-gnu-strip': 'binutils-aarch64-linux-gnu',
  'apt-get': 'apt',
  cpio: 'cpio',
  modprobe: 'kmod',
  make: 'make',
  python3: 'python3',
  setpriv: 'util-linux',
};

/**
 * Makes the machine. `cache` is its folder, `modules` that of the project's packages. `made` is false when it failed,
 * which has been said; `notGiven` says what cannot be had here, which is no failure.
 */
export function prepareMachine() {
  const modules = realpathSync(fileURLToPath(new URL('../../node_modules', import.meta.url)));
  const cache = process.env.LOKET_KERNEL_CACHE ?? join(homedir(), '.cache', 'loket-kernel');
  const script = fileURLToPath(new URL('prepare.sh', import.meta.url));
  const { status, stderr } = spawnSync('bash', [script, cache, modules], {
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
  });
  process.stderr.write(stderr);
  const notGiven = status === NOT_GIVEN ? stderr.trim().split('\n').at(-1) : undefined;
  return { cache, modules, made: status === 0, notGiven };
}
