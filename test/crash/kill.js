/**
 * Kills a process that issues at full rate, over and over, at random moments, and looks each time whether every
 * acknowledged record is in the journal, once, with none missing between. Fault D1.
 *
 *   node test/crash/kill.js [--kills N] [--seed S]      (npm run test:crash: 1,000)
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../dist/firmware-host/database/database.js';
import { journalRecords } from '../../dist/firmware-host/journal/sqlite/follow-journal.js';
import { openJournal } from '../../dist/firmware-host/journal/sqlite/open.js';
import { clock } from './clock.js';

/** How long a process lives after it is ready. */
const LIFE_MS = 300;
/** One in so many is killed while it is still starting. */
const WHILE_STARTING = 5;

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
const kills = Number(values.kills ?? 1_000);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const random = generator(seed);
const dir = mkdtempSync(join(tmpdir(), 'loket-kill-'));
const found = { acknowledged: 0, lost: 0, gaps: 0, foreign: 0, unannounced: 0 };
const readyMs = [];

let startMs = 500;
for (let kill = 0; kill < kills; kill++) {
  const run = await killedRun(
    random() * WHILE_STARTING < 1 ? random() * startMs : undefined,
    random() * LIFE_MS,
  );
  if (run.ready !== undefined) {
    readyMs.push(run.ready.ms);
    startMs = run.ready.ms;
    if (run.ready.clean && run.ready.last > 0 && kill > 0) found.unannounced++;
  }
  await check(run);
}
const whole = await wholeJournal();
rmSync(dir, { recursive: true });

readyMs.sort((a, b) => a - b);
console.log(
  `seed ${seed}: ${kills} kills, ${found.acknowledged} acknowledged, ${found.lost} lost, ${found.gaps} gaps, ` +
    `${found.foreign} under a number acknowledged to another run, ${found.unannounced} not reported as unclean; ` +
    `${whole}; ready in ${readyMs[readyMs.length >> 1]} ms (median), ${readyMs.at(-1)} ms (worst)`,
);
const good =
  found.lost + found.gaps + found.foreign + found.unannounced === 0 && whole === 'integrity ok, chain ok';
process.exitCode = good && found.acknowledged > 0 ? 0 : 1;

/** Runs the process and kills it so long after its start, or so long after it was ready. */
async function killedRun(afterStartMs, afterReadyMs) {
  const child = spawn(process.execPath, [new URL('issuing.js', import.meta.url).pathname, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  const ready = new Promise((resolve) => {
    child.stdout.on('data', (bytes) => {
      text += bytes;
      if (text.includes('\n')) resolve();
    });
    child.once('exit', resolve);
  });
  const ended = new Promise((resolve) => child.once('close', (_, signal) => resolve(signal)));
  await (afterStartMs === undefined ? ready.then(() => sleep(afterReadyMs)) : sleep(afterStartMs));
  child.kill('SIGKILL');
  if ((await ended) !== 'SIGKILL') throw new Error(`the process ended by itself: ${text.slice(-200)}`);
  const said = /^ready (\d+) (true|false) (\d+)$/m.exec(text);
  return {
    ready: said ? { last: Number(said[1]), clean: said[2] === 'true', ms: Number(said[3]) } : undefined,
    acknowledged: [...text.matchAll(/^ok (\d+)$/gm)].map((match) => Number(match[1])),
  };
}

async function check({ ready, acknowledged }) {
  if (ready === undefined) return;
  found.acknowledged += acknowledged.length;
  const boots = new Map();
  let next = ready.last + 1;
  for await (const { sequence, boot } of journalRecords({ dir, from: next })) {
    if (sequence !== next) found.gaps++;
    next = sequence + 1;
    boots.set(sequence, boot);
  }
  found.lost += acknowledged.filter((sequence) => !boots.has(sequence)).length;
  if (new Set(boots.values()).size > 1) found.foreign++;
}

async function wholeJournal() {
  const journal = await openJournal({ dir, clock });
  const damaged = await journal.verify();
  await journal.close();
  const database = openDatabase(join(dir, 'journal.db'));
  const integrity = database.pragma('integrity_check');
  database.close();
  return `integrity ${integrity}, chain ${damaged.length === 0 ? 'ok' : JSON.stringify(damaged)}`;
}

/** mulberry32: the same seed gives the same moments. */
function generator(from) {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
