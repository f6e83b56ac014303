/**
 * `npm run test:power`: the package on arm64, and power cuts while it gives tickets. A virtual machine boots Debian for
 * arm64 with the package from a card that forgets what was not flushed; its hall, with keys and printers, stands around
 * it and keeps its power. After each cut every number on paper has to be in the journal, once. README.md says more.
 *
 *   npm run test:power                          makes the package, then 20 cuts on two machines side by side
 *   npm run test:power -- --deb FILE            with this package
 *   npm run test:power -- --cuts 100 --seed 7   more of them, or those of a seed
 *   npm run test:power -- --report FILE         the counts as well, as JSON, and what was done
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '../../../dist/simulators/random.js';
import { prepareMachine, programs } from '../../kernel/prepared.js';
import { skip, whatIsMissing } from '../../skipped.js';
import { makeDeb } from '../debs.js';
import { cuts } from './cuts.js';
import { makeCard, NotGiven, plant, unpackedDebian, withPackage } from './debian.js';
import { siteFile } from './hall.js';
import { lifeAndCut, openMachine } from './life.js';
import { live } from './machine.js';

const { values } = parseArgs({
  options: {
    deb: { type: 'string' },
    cuts: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    machines: { type: 'string', default: '2' },
    report: { type: 'string' },
  },
});
const what = 'the test of power cuts';
const counts = { passed: 0, failed: 0, failures: [] };
/** Of all cuts together. */
const sum = {
  cuts: 0,
  starts: 0,
  papers: 0,
  lost: 0,
  twice: 0,
  skipped: 0,
  unflushed: 0,
  changed: 0,
  unsound: 0,
};
const missing = whatIsMissing({
  ...programs,
  mmdebstrap: 'mmdebstrap',
  dpkg: 'dpkg',
  mke2fs: 'e2fsprogs',
  e2fsck: 'e2fsprogs',
  debugfs: 'e2fsprogs',
});
if (missing === undefined) await run();
else skip(what, missing);

async function run() {
  const begun = performance.now();
  const { cache, made, notGiven } = prepareMachine();
  if (notGiven !== undefined) return skip(what, notGiven);
  if (!made) throw new Error('The test machine could not be made.');
  const folder = mkdtempSync(join(tmpdir(), 'loket-power-'));
  try {
    const ready = await cardWithPackage(cache, folder);
    const since = performance.now();
    if (ready) await tryAll(cache, folder);
    const seconds = (from, to) => `${Math.round((to - from) / 1_000)} s`;
    console.log(
      `power, seed ${values.seed}: ${sum.cuts} cuts, ${sum.starts} of them in a start; ${sum.papers} numbers on paper, ` +
        `${sum.lost} lost, ${sum.twice} twice, ${sum.skipped} skipped; ${sum.unsound} journals unsound; ` +
        `${sum.unflushed} sectors were unflushed, ${sum.changed} of them older or torn after it; ` +
        `made in ${seconds(begun, since)}, cut in ${seconds(since, performance.now())}`,
    );
  } catch (thrown) {
    if (thrown instanceof NotGiven) return skip(what, thrown.message);
    throw thrown;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`power: ${counts.passed} passed, ${counts.failed} failed`);
  const did = { 'power cuts': sum.cuts, issued: sum.papers, lost: sum.lost, twice: sum.twice };
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify({ ...counts, did }));
  process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

function count(good, text, log = []) {
  counts[good ? 'passed' : 'failed']++;
  if (!good) counts.failures.push(text);
  console.log(`${good ? 'passed' : 'FAILED'}  ${text}`);
  if (!good) console.log(log.join('\n'));
}

/** Makes the card in `folder`, and has the machine install package and site on it. */
async function cardWithPackage(cache, folder) {
  const debian = unpackedDebian(process.env.LOKET_POWER_CACHE ?? join(homedir(), '.cache', 'loket-power'));
  withPackage(debian, values.deb ?? (await makeDeb('arm64', folder)), join(folder, 'root'));
  makeCard(join(folder, 'card'), join(folder, 'root'), siteFile);
  const { status, log } = await live({
    ...{ cache, file: join(folder, 'card'), words: 'loket.do=make' },
    clock: new Date(Date.UTC(2026, 2, 1, 1)),
  });
  count(
    status === 0,
    'arm64 boots, dpkg configures the package, a site is installed, and its hall starts and stops',
    log,
  );
  return status === 0;
}

/** Each machine has its own moments, whichever is faster. */
function generator(name) {
  return seededRandom(Number(values.seed) + name);
}

async function tryAll(cache, folder) {
  let left = Number(values.cuts);
  const machines = Array.from({ length: Number(values.machines) }, (_, index) => index + 1);
  await Promise.all(
    machines.map(async (name) => {
      const random = generator(name);
      const machine = await openMachine({ cache, folder, name: `machine-${name}`, random });
      const plan = cuts(random);
      for (let good = true; good && left-- > 0; ) good = await cutOnce(machine, plan.next().value);
      await machine.hall.close();
    }),
  );
  await tryControls(cache, folder);
}

/** One life of a machine, its cut, and what is found afterwards. Returns whether all was well. */
async function cutOnce(machine, cut) {
  const found = await lifeAndCut(machine, cut);
  const { lost, twice, skipped, unsound, papers, firstMs, firstRequest, card, ended } = found;
  sum.cuts++;
  sum.starts += papers === 0 ? 1 : 0;
  sum.papers += papers;
  sum.lost += lost.length;
  sum.twice += twice.length;
  sum.skipped += skipped.length;
  sum.unflushed += card?.sectors ?? 0;
  sum.changed += card?.dropped ?? 0;
  sum.unsound += unsound === undefined ? 0 : 1;
  const wrong = [
    ...(ended === undefined ? [] : [ended]),
    ...(unsound === undefined ? [] : [unsound]),
    ...[...Object.entries({ lost, twice, skipped })]
      .filter(([, all]) => all.length > 0)
      .map(([how, all]) => `${how}: ${all.join(', ')}`),
  ];
  const came =
    firstMs === undefined
      ? ''
      : `, the first after ${Math.round(firstMs / 1_000)} s and ${firstRequest} requests`;
  const left = `${card?.sectors} sectors unflushed, ${card?.dropped} of them older or torn`;
  const story = `${machine.name}, cut ${cut.when}: ${papers} on paper${came}; ${left}`;
  count(wrong.length === 0, wrong.length === 0 ? story : `${story}: ${wrong.join('; ')}`, found.log);
  return wrong.length === 0;
}

/** Shows that a loss is found: a card that does not do what it says, and a program that does not wait for the card. */
async function tryControls(cache, folder) {
  const controls = {
    'a card that lies about its flushes loses numbers, which is found': { habits: { lies: true } },
    'a program that does not wait for the card loses numbers, which is found': {
      change: ['synchronous="FULL"}=options', 'synchronous="NORMAL"}=options'],
    },
  };
  await Promise.all(
    Object.entries(controls).map(async ([text, { habits, change }], index) => {
      const machine = await openMachine({
        ...{ cache, folder, name: `control-${index + 1}` },
        random: generator(-index),
      });
      if (change !== undefined) plant(machine.file, join(folder, 'root'), ...change);
      const cut = { clock: new Date(Date.UTC(2026, 2, 2, 1)), papers: 20, requests: 1, share: 0 };
      const { papers, lost, log } = await lifeAndCut(machine, cut, habits);
      count(lost.length > 0, `${text}: ${lost.length} of ${papers}`, log);
      await machine.hall.close();
    }),
  );
}
