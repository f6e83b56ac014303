/**
 * Puts every defect of planted.ts into a copy of the tree, one after the other, and plays seeded worlds until a rule
 * breaks; where the world cannot see a defect, the test named there must fail. The last line is: k of k.
 *
 *   npm run world:planted [-- --only TEXT] [--seeds N]
 *   npm run world:planted -- --list voice        those of planted-voice.ts
 *   npm run world:planted -- --part 1/2          every second one, for two of these side by side
 *   npm run world:planted -- --skip N            without the first N, to go on after a run that broke off
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build, transformSync } from 'esbuild';
import { bundleWorld } from './bundle.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    list: { type: 'string' },
    seeds: { type: 'string', default: '60' },
    part: { type: 'string', default: '1/1' },
    skip: { type: 'string', default: '0' },
  },
});
const root = fileURLToPath(new URL('../../', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'loket-planted-'));
const folders = [
  'bundle',
  'config',
  'devices',
  'docs',
  'firmware-host',
  'office',
  'packaging',
  'pages',
  'simulators',
  'test',
];
const files = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'biome.json'];

for (const path of [...folders, ...files]) cpSync(join(root, path), join(copy, path), { recursive: true });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
// The tests run the sources, but a thread of a database runs what was built, and a web server serves it.
for (const step of [
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
  ['pages/build.js'],
  ['bundle/program.js'],
]) {
  const { status, stdout, stderr } = run(process.execPath, step);
  if (status !== 0) throw new Error(`the tree was not built: ${stdout}${stderr}`);
}
writeFileSync(
  join(copy, 'vitest.config.mjs'),
  'export default { test: { testTimeout: 60_000, hookTimeout: 60_000 } };\n',
);
await build({
  entryPoints: [join(root, `test/world/planted${values.list === undefined ? '' : `-${values.list}`}.ts`)],
  outfile: join(copy, 'planted.mjs'),
  bundle: true,
  format: 'esm',
  logLevel: 'warning',
});
// A file of defects exports nothing else.
const [planted] = Object.values(await import(pathToFileURL(join(copy, 'planted.mjs')).href));
const [part, parts] = values.part.split('/').map(Number);
const chosen = planted
  .filter((_, at) => at % parts === part - 1)
  .filter(({ name }) => name.includes(values.only))
  .slice(Number(values.skip));

/** The tests of a file end sooner without a defect, even on a busy machine. */
const testsMaxSeconds = 240;

/** The tests that were seen passing without a defect. */
const passing = new Set();

let caught = 0;
for (const defect of chosen) {
  if (defect.test !== undefined && !passing.has(defect.test)) {
    const failing = failingTest(defect.test);
    if (failing !== undefined) throw new Error(`${defect.test} fails without '${defect.name}': ${failing}`);
    passing.add(defect.test);
  }
  const path = join(copy, defect.file);
  const good = readFileSync(path, 'utf8');
  if (good.split(defect.from).length !== 2)
    throw new Error(`${defect.file} has not one place for '${defect.name}'`);
  put(
    defect.file,
    good.replace(defect.from, () => defect.to),
  );
  const by = defect.test === undefined ? await caughtByWorld() : failingTest(defect.test);
  put(defect.file, good);
  if (by !== undefined) caught++;
  console.log(`| ${defect.name} | ${by ?? '**not caught**'} |`);
}
rmSync(copy, { recursive: true });
console.log(`${caught} of ${chosen.length} planted defects caught`);
process.exitCode = caught === chosen.length ? 0 : 1;

/** Writes a file of the sources, and what it becomes when it is built. */
function put(file, text) {
  writeFileSync(join(copy, file), text);
  const built = join(copy, 'dist', file.replace(/\.ts$/, '.js'));
  if (!existsSync(built)) return;
  const { code } = transformSync(text, { loader: 'ts' });
  writeFileSync(built, code.replace(/((?:from|import) ?["']\.[^"']*)\.ts(["'])/g, '$1.js$2'));
}

async function caughtByWorld() {
  await bundleWorld(pathToFileURL(`${copy}/`));
  const { stdout, stderr } = run(process.execPath, [
    'dist/world/main.mjs',
    '--seeds',
    values.seeds,
    '--workers',
    '1',
    '--stop',
  ]);
  const said = /^seed (\d+) broke after step (\d+): ([a-z ]+):/m.exec(stdout);
  if (said !== null) return `seed ${said[1]}, step ${said[2]}: ${said[3]}`;
  if (!stdout.includes(' 0 failures')) throw new Error(`the world did not run: ${stdout}${stderr}`);
  return undefined;
}

/** The first test of the file that fails; undefined when all of them pass. A defect may never let them end. */
function failingTest(file) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const began = performance.now();
  // The program `timeout` ends the threads of the tests, too.
  const { status, stdout, stderr } = run('timeout', [
    '--kill-after=5',
    String(testsMaxSeconds),
    process.execPath,
    vitest,
    'run',
    '--maxWorkers=1',
    '--bail=1',
    file,
  ]);
  if (status === 0) return undefined;
  if (performance.now() - began >= testsMaxSeconds * 1_000)
    return `${file}, which did not end within ${testsMaxSeconds} s`;
  const failed = /FAIL +\S+ > (.*)/.exec(stdout + stderr);
  if (failed === null) throw new Error(`${file} did not run: ${stdout}${stderr}`);
  return `${file}, "${failed[1]}"`;
}

function run(program, args) {
  return spawnSync(program, args, { cwd: copy, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
}
