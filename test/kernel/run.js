/**
 * `npm run test:kernel`: the built program on a real Linux kernel, with GPIO lines, USB keypads and scanners and a USB
 * printer that the kernel takes for real ones. README.md in this folder says how.
 *
 *   npm run test:kernel                     all of it
 *   npm run test:kernel -- --only gpio,hid  some of its parts: gpio, hid, printer, hall
 *   npm run test:kernel -- --report FILE    the counts as well, as JSON
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { skip, whatIsMissing } from '../skipped.js';
import { createTally } from '../tally.js';
import { runMachine } from './machine.js';
import { prepareMachine, programs } from './prepared.js';

/** Two minutes where nothing else runs. */
const LIMIT_MS = 900_000;

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, report: { type: 'string' } },
});
const missing = whatIsMissing(programs);
if (missing === undefined) await run();
else skip('the test on a real kernel', missing);

async function run() {
  const project = fileURLToPath(new URL('../..', import.meta.url));
  const begun = performance.now();
  const { cache, modules, made, notGiven } = prepareMachine();
  if (notGiven !== undefined) return skip('the test on a real kernel', notGiven);
  const statistics = createTally();
  const { counts } = statistics;
  if (!made) counts.failed = 1;
  const prepared = performance.now();
  if (made) await test(cache, modules, project, statistics);
  else console.log('The test machine could not be made.');
  const seconds = (from, to) => `${Math.round((to - from) / 1_000)} s`;
  console.log(
    `kernel: ${counts.passed} passed, ${counts.failed} failed; made in ${seconds(begun, prepared)}, run in ${seconds(prepared, performance.now())}`,
  );
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(counts));
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

/** Runs the machine and counts its tests. */
async function test(cache, modules, project, { counts, hears }) {
  const status = await runMachine({
    cache,
    folders: { machine: join(cache, 'system'), addons: join(cache, 'addons'), modules, project },
    words: values.only === '' ? '' : `loket.only=${values.only}`,
    limitMs: LIMIT_MS,
    say: (line) => {
      console.log(line);
      hears(line);
    },
  });
  if (status === undefined) console.log('The test machine stopped before its tests ended.');
  const good = status === 0 && counts.failed === 0 && counts.passed > 0;
  if (!good && counts.failed === 0) counts.failed = 1;
}
