/**
 * `npm run test:package`: makes the packages, and lives with one on fresh Debian 12 and 13 under systemd, without a
 * network. The bare roots are kept where those of `npm run test:fresh` are.
 *
 *   npm run test:package                       makes both twice, here and in a clone, compares the bytes, and installs
 *                                              that for amd64
 *   npm run test:package -- --deb FILE         installs this one, and makes none
 *   npm run test:package -- --suite trixie     on one Debian
 *   npm run test:package -- --report FILE      the counts as well, as JSON
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { baseOf } from '../fresh/root.js';
import { skip, whatIsMissing } from '../skipped.js';

const suites = ['trixie', 'bookworm'];
/** What a Raspberry Pi OS has besides: the package names these, and no network is there to get them. */
const beside = [
  ...['systemd', 'udev', 'gpiod', 'libstdc++6', 'libusb-1.0-0', 'libudev1'],
  ...['man-db', 'bash-completion', 'ca-certificates'],
];
const programs = {
  mmdebstrap: 'mmdebstrap',
  'systemd-nspawn': 'systemd-container',
  setpriv: 'util-linux',
  'dpkg-deb': 'dpkg',
  'aarch64-linux-gnu-g++': 'g++-aarch64-linux-gnu',
};
/** Two minutes where nothing else runs. */
const LIMIT_MS = 900_000;

const service = `[Unit]
Description=Tests of Loket's package
After=multi-user.target
SuccessAction=poweroff
FailureAction=poweroff
[Service]
Type=oneshot
TimeoutStartSec=infinity
StandardOutput=append:/packages/log
StandardError=append:/packages/log
ExecStart=/bin/bash /packages/inside.sh
`;

const { values } = parseArgs({
  options: {
    deb: { type: 'string' },
    suite: { type: 'string', multiple: true, default: suites },
    report: { type: 'string' },
  },
});
const counts = { passed: 0, failed: 0, failures: [] };
const missing = whatIsMissing(programs);
if (missing !== undefined) skip('the test of the packages', missing);
else await run();

async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'loket-packages-'));
  try {
    const deb = values.deb ?? makeTwice(folder);
    for (const suite of values.suite) await liveOn(suite, deb, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`packages: ${counts.passed} passed, ${counts.failed} failed`);
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(counts));
  process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

function count(good, what) {
  counts[good ? 'passed' : 'failed']++;
  if (!good) counts.failures.push(what);
  console.log(`${good ? 'passed' : 'FAILED'}  ${what}`);
}

/**
 * Makes all packages here, and once more in a clone in another folder: what knows its folder is found. What is not
 * committed is not in the clone. Returns the path of that for amd64.
 */
function makeTwice(folder) {
  const clone = join(folder, 'a-clone-in-a-folder-of-another-name');
  execFileSync('git', ['clone', '-q', '.', clone]);
  cpSync('node_modules', join(clone, 'node_modules'), { recursive: true });
  execFileSync('npm', ['run', 'build'], { cwd: clone, stdio: 'ignore' });
  const [first, second] = ['.', clone].map((cwd) => {
    const out = join(folder, cwd === '.' ? 'first' : 'second');
    execFileSync(process.execPath, ['packaging/package.js', '--out', out], { cwd, stdio: 'inherit' });
    return new Map(
      readdirSync(out).map((file) => [
        file,
        createHash('sha256')
          .update(readFileSync(join(out, file)))
          .digest('hex'),
      ]),
    );
  });
  for (const [file, sum] of first)
    count(second.get(file) === sum, `${file} has the same bytes when it is made again`);
  const amd64 = [...first.keys()].find((file) => file.endsWith('_amd64.deb'));
  return join(folder, 'first', amd64);
}

/** Boots a fresh Debian, in which inside.sh does the rest. */
async function liveOn(suite, deb, folder) {
  const root = join(folder, suite);
  const packages = join(folder, `${suite}-packages`);
  for (const path of [root, packages]) mkdirSync(path);
  execFileSync('tar', ['-xf', baseOf(suite, beside), '-C', root]);
  copyFileSync(deb, join(packages, 'loket.deb'));
  makeNext(deb, join(packages, 'next.deb'), folder);
  copyFileSync(new URL('inside.sh', import.meta.url), join(packages, 'inside.sh'));
  const units = join(root, 'etc/systemd/system');
  mkdirSync(join(units, 'multi-user.target.wants'), { recursive: true });
  writeFileSync(join(units, 'loket-test.service'), service);
  symlinkSync('../loket-test.service', join(units, 'multi-user.target.wants/loket-test.service'));
  await boot(root, packages);
  const text = readFileSync(join(packages, 'log'), 'utf8');
  for (const [, how, what] of text.matchAll(/^@(passed|failed) (.*)$/gm))
    count(how === 'passed', `${suite}: ${what}`);
  if (text.includes('@failed')) console.log(text);
  rmSync(root, { recursive: true, force: true });
}

/** The same package as a newer version. */
function makeNext(deb, to, folder) {
  const tree = join(folder, 'next');
  execFileSync('dpkg-deb', ['-R', deb, tree]);
  const control = join(tree, 'DEBIAN/control');
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^(Version: .*)$/m, '$1.next'));
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, to], { stdio: 'ignore' });
  rmSync(tree, { recursive: true });
}

/** Resolves when the machine has switched itself off; it is ended after the limit, and with this process. */
async function boot(root, packages) {
  const machine = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'KILL', 'systemd-nspawn', '-D', root, '--register=no', '--keep-unit', '--quiet'],
      ...['--console=pipe', '--private-network', `--bind=${packages}:/packages`, '--boot'],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const limit = setTimeout(() => machine.kill('SIGKILL'), LIMIT_MS);
  await new Promise((resolve) => machine.once('close', resolve));
  clearTimeout(limit);
}
