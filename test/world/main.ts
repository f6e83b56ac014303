import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { type Played, play } from './play.ts';
import { faultKinds, scriptOf } from './script.ts';
import { shrink } from './shrink.ts';
import { comparedKinds } from './verdict-deadlines.ts';
import type { Work } from './work.ts';

const workers = 2;
/** johnny-five keeps every display that it ever made, and with it its world: a thread plays so many and ends. */
const perThreadMax = 100;
const tellEvery = 50;
/** Failures that are printed; the rest are counted. */
const printedMax = 20;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    steps: { type: 'string', default: '500' },
    seed: { type: 'string' },
    shrink: { type: 'boolean', default: false },
    stop: { type: 'boolean', default: false },
    workers: { type: 'string', default: String(workers) },
  },
});
const steps = Number(values.steps);

if (values.seed === undefined) await many(Number(values.from), Number(values.seeds));
else await one(Number(values.seed));

/** One seed, told step by step; with `--shrink`, the shortest script found that breaks the same rule. */
async function one(seed: number): Promise<void> {
  const script = scriptOf(seed, steps);
  const played = await play(script, values.shrink ? undefined : console.log);
  if (played.broken === undefined) {
    console.log(`seed ${seed}: ${played.steps} steps, ${played.records} events, nothing broken`);
    return;
  }
  process.exitCode = 1;
  if (!values.shrink) {
    console.log(`seed ${seed} broke after step ${played.broken.step}: ${played.broken.what}`);
    return;
  }
  const shorter = await shrink(script, played.broken);
  console.log(`site: ${JSON.stringify(script.traits)}`);
  await play(shorter.script, console.log);
  console.log(`${shorter.script.steps.length} of ${played.steps} steps break it: ${shorter.broken.what}`);
}

async function many(from: number, seeds: number): Promise<void> {
  const startedAt = Date.now();
  const threads = Math.min(Number(values.workers), seeds);
  const perThread = Math.min(perThreadMax, Math.ceil(seeds / threads));
  let next = from;
  const injected = new Map<string, number>(faultKinds.map((kind) => [kind, 0]));
  const compared = new Map<string, number>(comparedKinds.map((kind) => [kind, 0]));
  const failures: Played[] = [];
  let done = 0;
  let played = 0;
  let tickets = 0;
  let virtualMs = 0;

  function take(one: Played): void {
    done++;
    played += one.steps;
    tickets += one.tickets;
    virtualMs += one.virtualMs;
    add(injected, one.injected);
    add(compared, one.compared);
    if (one.broken !== undefined) {
      failures.push(one);
      if (failures.length <= printedMax) {
        console.log(`seed ${one.seed} broke after step ${one.broken.step}: ${one.broken.what}`);
        if (values.stop) process.exit(1);
        console.log(`  npm run world -- --seed ${one.seed}${steps === 500 ? '' : ` --steps ${steps}`}`);
      }
    }
    if (done % tellEvery === 0) {
      const perSecond = (1_000 * done) / (Date.now() - startedAt);
      console.log(`${done} of ${seeds} seeds, ${failures.length} failed, ${perSecond.toFixed(1)} a second`);
    }
  }

  function playSome(workerData: Work): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./work.mjs', import.meta.url), { workerData });
      worker.on('message', take);
      worker.on('error', reject);
      worker.on('exit', () => resolve());
    });
  }

  async function oneAfterAnother(): Promise<void> {
    while (next < from + seeds) {
      const first = next;
      next = Math.min(from + seeds, first + perThread);
      await playSome({ from: first, seeds: next - first, steps });
    }
  }

  await Promise.all(Array.from({ length: threads }, oneAfterAnother));
  console.log(
    `seeds ${from} to ${from + seeds - 1}: ${done} played, ${played} steps, ${tickets} tickets, ` +
      `${Math.round(virtualMs / 3_600_000)} hours; faults: ${inWords(injected)}; verdicts compared: ${inWords(compared)}; ${failures.length} failures`,
  );
  if (failures.length > 0) process.exitCode = 1;
}

function add(to: Map<string, number>, counts: ReadonlyMap<string, number>): void {
  for (const [kind, count] of counts) to.set(kind, (to.get(kind) ?? 0) + count);
}

function inWords(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([kind, count]) => `${kind} ${count}`).join(', ');
}
