/**
 * `npm run test:system`: makes the package, and lives with it on a small Debian that systemd started, in a container
 * without a network; then cuts the power of a virtual machine that runs it (power/). README.md in this folder says how.
 *
 *   npm run test:system                       Debian 13 (systemd 257), a shorter life on Debian 12 (systemd 252), one
 *                                             that gets new versions from a repository, and power cuts
 *   npm run test:system -- --machine trixie   one of them, and no power cuts
 *   npm run test:system -- --stage package,load   only these stages, where they are there, and no power cuts
 *   npm run test:system -- --deb FILE         with this package, and makes none
 *   npm run test:system -- --twice            makes the packages as a release does, here and in a clone, and compares
 *                                             their bytes
 *   npm run test:system -- --seed N           the moments of crashes and presses of an earlier run
 *   npm run test:system -- --crashes N --cuts N   so many crashes in place of 50, and power cuts in place of 20
 *   npm run test:system -- --report FILE      the counts as well, as JSON
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { baseOf } from '../fresh/root.js';
import { skip, whatIsMissing } from '../skipped.js';
import { createTally } from '../tally.js';
import { layOut, makeDeb, makeTwice } from './debs.js';
import { boot, runOnce } from './machine.js';

/** Each machine, its making not counted: four minutes where nothing else runs. */
const LIMIT_MS = 1_200_000;

/** Needed by the package or by the tests; no network is there to get them. */
const beside = ['systemd', 'gpiod', 'libstdc++6', 'libusb-1.0-0', 'libudev1', 'ca-certificates'];
/** A whole Debian 13: with what brings new versions by itself, and what makes a repository. */
const whole = [
  ...[...beside, 'udev', 'man-db', 'bash-completion', 'socat'],
  ...['unattended-upgrades', 'tzdata', 'apt-utils', 'gpg', 'gpg-agent'],
];
/**
 * The machines: what is installed besides, and the stages of their tests, in order. The files of a stage run beside
 * each other. No udev, D-Bus and procps on Debian 12: what an image may lack.
 */
const machines = {
  trixie: {
    suite: 'trixie',
    packages: whole,
    stages: ['package', 'life,goods', 'sandbox', 'load', 'removal'],
  },
  bookworm: { suite: 'bookworm', packages: beside, stages: ['package', 'life,office', 'removal'] },
  updates: { suite: 'trixie', packages: whole, stages: ['updates'] },
};
const programs = {
  mmdebstrap: 'mmdebstrap',
  'systemd-nspawn': 'systemd-container',
  'apt-get': 'apt',
  setpriv: 'util-linux',
  'dpkg-deb': 'dpkg',
  make: 'make',
  'x86_64-linux-gnu-g++': 'g++',
};

const seconds = (since) => `${Math.round((performance.now() - since) / 1_000)} s`;

const said = (of, names) => names.map((name) => `${of[name]} ${name}`).join(', ');

const { values } = parseArgs({
  options: {
    machine: { type: 'string', multiple: true },
    stage: { type: 'string' },
    deb: { type: 'string' },
    twice: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    crashes: { type: 'string', default: '50' },
    cuts: { type: 'string', default: '20' },
    report: { type: 'string' },
  },
});
const names = values.machine ?? Object.keys(machines);
/** Whoever ends this process gets its folders and containers taken away too. */
const ended = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => ended.abort());
const tally = createTally();
/** Of all machines. */
const sums = { installs: 0, restarts: 0, upgrades: 0, 'power cuts': 0, issued: 0, lost: 0, twice: 0 };

const missing = whatIsMissing(programs);
if (missing === undefined) await run();
else skip('the test of the system', missing);

async function run() {
  const begun = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'loket-system-'));
  try {
    // The package is made beside the bare machines.
    const making = makeOne(folder);
    const bases = basesOf(names);
    const deb = await making;
    if (bases === undefined) return;
    const of = { packages: join(folder, 'packages'), unpacked: join(folder, 'unpacked') };
    layOut(deb, of);
    console.log(`packages and bare machines: made in ${seconds(begun)}`);
    // Beside each other: the shorter life is over before another machine measures anything, and that of updates waits.
    await Promise.all(names.map((name) => live(name, bases[name], { ...of, folder })));
    if (values.machine === undefined && values.stage === undefined) await cutPower(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const { counts } = tally;
  console.log(`system: ${counts.passed} passed, ${counts.failed} failed`);
  const { issued, ...others } = sums;
  console.log(
    `system: ${said(others, ['installs', 'restarts', 'upgrades', 'power cuts'])}, ${issued} numbers issued, ` +
      said(others, ['lost', 'twice']),
  );
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(counts));
  process.exitCode = counts.failed === 0 && counts.passed > 0 && !ended.signal.aborted ? 0 : 1;
}

function judge(good, what) {
  tally.counts[good ? 'passed' : 'failed']++;
  if (!good) tally.counts.failures.push(what);
  console.log(`${good ? 'passed' : 'FAILED'}  ${what}`);
}

async function makeOne(folder) {
  if (values.deb !== undefined) return values.deb;
  return values.twice ? makeTwice(folder, judge) : makeDeb('amd64', folder, ended.signal);
}

/** The bare machines as tar files; undefined, and it is said: Debian's archive does not give them here. */
function basesOf(names) {
  try {
    return Object.fromEntries(
      names.map((name) => [name, baseOf(machines[name].suite, machines[name].packages)]),
    );
  } catch (thrown) {
    skip('the test of the system', thrown.message);
    return undefined;
  }
}

/** Runs the tests of `guest` on a copy of the bare machine, and counts them. */
async function live(name, base, { folder, ...of }) {
  const own = join(folder, name);
  const root = join(own, 'root');
  mkdirSync(root, { recursive: true });
  execFileSync('tar', ['-xf', base, '-C', root]);
  const wanted = values.stage?.split(',');
  const stages = machines[name].stages.filter((stage) => wanted?.some((one) => stage.includes(one)) ?? true);
  const since = performance.now();
  for (const way of [runOnce, boot]) {
    if (ended.signal.aborted) return;
    let counted = false;
    await way({
      ...{ ...of, root, stages, folder: own, limitMs: LIMIT_MS, signal: ended.signal },
      settings: { LOKET_SEED: values.seed, LOKET_CRASHES: values.crashes },
      say: (line) => {
        if (add(line)) return;
        console.log(`${name}: ${line}`);
        counted = tally.hears(line) || counted;
      },
    });
    if (!counted) judge(false, `${name}: the machine stopped before its tests ended`);
  }
  console.log(`${name}: lived ${seconds(since)}`);
}

/** Runs the test of power cuts in a process of its own, and counts what it did. */
async function cutPower(folder) {
  if (ended.signal.aborted) return;
  const report = join(folder, 'power');
  const program = fileURLToPath(new URL('power/run.js', import.meta.url));
  const args = ['--seed', values.seed, '--cuts', values.cuts, '--report', report];
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit', signal: ended.signal });
  await new Promise((resolve) => child.once('close', resolve).once('error', resolve));
  // It has said why, where it was skipped.
  if (child.exitCode === 0 && !existsSync(report)) return;
  if (!existsSync(report)) return judge(false, 'the test of power cuts stopped before its end');
  const { did, ...counts } = JSON.parse(readFileSync(report, 'utf8'));
  for (const [name, more] of Object.entries(did)) sums[name] += more;
  tally.counts.passed += counts.passed;
  tally.counts.failed += counts.failed;
  tally.counts.failures.push(...counts.failures);
}

/** Counts what a test has counted (`count` in guest/service.js). */
function add(line) {
  const [, text] = /^\s*@count (.*)$/.exec(line) ?? [];
  if (text === undefined) return false;
  for (const [name, more] of Object.entries(JSON.parse(text))) sums[name] += more;
  return true;
}
