/**
 * `npm run test:systemd`: the built program under a real systemd, as the first process of a small Debian in a
 * container. README.md in this folder says how.
 *
 *   npm run test:systemd                        Debian 13 (systemd 257) and Debian 12 (systemd 252)
 *   npm run test:systemd -- --suite trixie      one of them
 *   npm run test:systemd -- --report FILE       the counts as well, as JSON
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { skip, whatIsMissing } from '../skipped.js';
import { createTally } from '../tally.js';
import { boot, runOnce } from './container.js';
import { NotGiven, rootOf } from './root.js';

/** Each test machine, its making not counted: a minute or so where nothing else runs. */
const LIMIT_MS = 480_000;

const suites = ['trixie', 'bookworm'];
const programs = {
  mmdebstrap: 'mmdebstrap',
  'systemd-nspawn': 'systemd-container',
  'apt-get': 'apt',
  setpriv: 'util-linux',
};
const project = fileURLToPath(new URL('../..', import.meta.url));

const seconds = (from, to) => `${Math.round((to - from) / 1_000)} s`;

const { values } = parseArgs({
  options: { suite: { type: 'string', multiple: true, default: suites }, report: { type: 'string' } },
});
/** Whoever ends this process gets its folders and containers taken away too. */
const ended = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => ended.abort());

const missing = whatIsMissing(programs);
if (missing === undefined) await run();
else skip('the test under a real systemd', missing);

async function run() {
  const statistics = createTally();
  const { counts } = statistics;
  for (const suite of values.suite) {
    if (ended.signal.aborted) break;
    const begun = performance.now();
    let root;
    try {
      root = rootOf(suite);
    } catch (thrown) {
      if (thrown instanceof NotGiven) return skip('the test under a real systemd', thrown.message);
      throw thrown;
    }
    const made = performance.now();
    await test(suite, root, statistics);
    console.log(
      `systemd of ${suite}: made in ${seconds(begun, made)}, run in ${seconds(made, performance.now())}`,
    );
  }
  console.log(`systemd: ${counts.passed} passed, ${counts.failed} failed`);
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(counts));
  process.exitCode = counts.failed === 0 && counts.passed > 0 && !ended.signal.aborted ? 0 : 1;
}

/** Runs the tests of `guest` on a copy of the root, and counts them. */
async function test(suite, made, { counts, hears }) {
  const folder = mkdtempSync(join(tmpdir(), 'loket-systemd-'));
  try {
    const root = join(folder, 'root');
    spawnSync('cp', ['-a', '--reflink=auto', made, root], { stdio: 'inherit' });
    const program = programFolder(folder);
    for (const way of [runOnce, boot]) {
      if (ended.signal.aborted) return;
      let counted = false;
      await way({
        ...{ folder, root, project: program, limitMs: LIMIT_MS, signal: ended.signal },
        libraries: join(project, 'node_modules'),
        say: (line) => {
          console.log(`${suite}: ${line}`);
          counted = hears(line) || counted;
        },
      });
      if (counted) continue;
      console.log(`${suite}: the test machine stopped before its tests ended.`);
      counts.failed += 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The program as `npm prune --omit=dev` leaves it. */
function programFolder(folder) {
  const to = join(folder, 'project');
  const copy = (path) => cpSync(join(project, path), join(to, path), { recursive: true, dereference: true });
  for (const path of ['dist', 'config', 'docs', 'package.json', 'README.md', 'CHANGELOG.md', 'LICENSE'])
    copy(path);
  const { stdout } = spawnSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], {
    cwd: project,
    encoding: 'utf8',
  });
  for (const path of stdout.trim().split('\n').slice(1)) copy(relative(project, path));
  return to;
}
