/**
 * How long the built program takes until keys work: from the start of `loket run` to the bytes at a display that a key
 * caused, at the end of a day of 4,000 tickets and, to compare, of one that begins. The board of the key answers at
 * once; one on USB starts anew first, for a second or two. Each run is killed. The processor time is what a busy
 * machine stretches least. The program is run as it is shipped and as modules, in turn. Prints figures and judges
 * nothing.
 *
 *   npm run build && node test/bench/recovery.js [--tickets N] [--runs N]
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeOptions } from '../../dist/firmware-host/cli/install/unit.js';
import { processorSeconds } from './figures.js';
import { writeHallFile } from './press/hall-file.js';
import { openRig } from './press/rig.js';
import { letWait } from './press/waiting.js';
import { sides } from './start/sides.js';

/** The keys of one board are pressed one after the other until one works. */
const counters = 18;
const pressEveryMs = 10;
const heldMs = 60;
/** Keys that are pressed before the process is killed call visitors too. */
const waitingForRun = 60;
/** What was called is on the disk by then, and is not called again by the next run. */
const durableMs = 300;

const { values } = parseArgs({
  options: { tickets: { type: 'string', default: '4000' }, runs: { type: 'string', default: '9' } },
});
const tickets = Number(values.tickets);
const runs = Number(values.runs);
const waiting = runs * waitingForRun * Object.keys(sides).length;
const dir = mkdtempSync(join(tmpdir(), 'loket-recovery-'));
try {
  const nodeMs = Array.from({ length: runs }, () => {
    const began = performance.now();
    spawnSync(process.execPath, ['--eval', '0']);
    return performance.now() - began;
  });
  console.log(`Node alone, to start and end: ${median(nodeMs)} ms`);
  await measured('a day that begins', 0);
  await measured(`a day of ${tickets} tickets`, tickets - waiting);
} finally {
  rmSync(dir, { recursive: true, force: true });
}

async function measured(what, served) {
  // After a restart the display first repeats whom the run before has called.
  const seen = new Set();
  let called = () => {};
  const rig = await openRig(counters, (_, text) => {
    if (!/\d/.test(text) || seen.has(text)) return;
    seen.add(text);
    called();
  });
  const folder = mkdtempSync(join(dir, 'hall-'));
  const siteFile = writeHallFile(folder, { ...rig, broker: 'embedded', mqttPort: 1883 });
  const data = join(folder, 'data');
  mkdirSync(data);
  const records = await letWait(waiting, siteFile, data, served);
  const found = Object.fromEntries(
    Object.keys(sides).map((side) => [side, { ready: [], keys: [], processor: [] }]),
  );
  for (let run = 0; run < runs; run++) {
    for (const side of Object.keys(sides)) {
      const child = await untilKeysWork(
        sides[side],
        { siteFile, data, rig, found: found[side] },
        (resolve) => {
          called = resolve;
        },
      );
      await new Promise((resolve) => setTimeout(resolve, durableMs));
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
    }
  }
  await rig.close();
  for (const [side, { ready, keys, processor }] of Object.entries(found))
    console.log(
      `${side}, ${what}, ${records} records: running after ${median(ready)} ms, keys work after ${median(keys)} ms ` +
        `(worst of ${runs} runs: ${Math.round(Math.max(...keys))} ms), processor time ${median(processor)} ms`,
    );
  const ratio = median(found.bundle.processor) / median(found.modules.processor);
  console.log(`${what}: processor time of the bundle over that of the modules: ${ratio.toFixed(2)}`);
}

/** Starts the program and presses keys until one of them has called somebody, of which `onCalled` is to tell. */
async function untilKeysWork(entry, { siteFile, data, rig, found }, onCalled) {
  const began = performance.now();
  const args = [...nodeOptions, entry, 'run', siteFile, '--data', data];
  args.push('--mqtt-port', '0', '--log-level', 'error');
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.once('data', () => found.ready.push(performance.now() - began));
  await new Promise((resolve, reject) => {
    let presses = 0;
    const pressing = setInterval(() => rig.press(presses++ % counters, heldMs), pressEveryMs);
    onCalled(resolve);
    child.once('exit', (code) => code !== null && reject(new Error(`ended with ${code}`)));
    child.once('close', () => clearInterval(pressing));
  });
  found.keys.push(performance.now() - began);
  found.processor.push(processorSeconds(child.pid) * 1_000);
  return child;
}

function median(values) {
  return Math.round(values.toSorted((a, b) => a - b)[values.length >> 1]);
}
