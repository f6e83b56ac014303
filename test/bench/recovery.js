/**
 * How long the built program takes until keys work: from its start to the call that a key caused, on simulated
 * hardware, after a day cut off at 4,000 tickets and, to compare, on an empty folder. Each run is killed. The
 * processor time is what a busy machine does not stretch. Prints figures and judges nothing.
 *
 *   npm run build && node test/bench/recovery.js [--tickets N] [--runs N]
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readSiteFile } from '../../dist/config/load.js';
import { kinds } from '../../dist/devices/index.js';
import { openFolder } from '../../dist/firmware-host/journal/sqlite/folder.js';
import { apply } from '../../dist/firmware-host/queue/apply.js';
import { decide } from '../../dist/firmware-host/queue/decide.js';
import { openState } from '../../dist/firmware-host/queue/state.js';

/** How often the key is pressed until it works. */
const PRESS_EVERY_MS = 50;

const { values } = parseArgs({
  options: { tickets: { type: 'string', default: '4000' }, runs: { type: 'string', default: '5' } },
});
const tickets = Number(values.tickets);
const runs = Number(values.runs);
const program = new URL('../../dist/firmware-host/cli/loket.js', import.meta.url).pathname;
const dir = mkdtempSync(join(tmpdir(), 'loket-recovery-'));
try {
  const siteFile = join(dir, 'site.yaml');
  const example = new URL('../../config/examples/simulated-hall.yaml', import.meta.url);
  writeFileSync(siteFile, readFileSync(example, 'utf8').replace('prefix: A,', 'prefix: A, digits: 4,'));
  const { site } = await readSiteFile(siteFile, kinds);
  await measured('empty journal', siteFile, () => mkdtempSync(join(dir, 'empty-')));
  const data = join(dir, 'day');
  const records = storeDay(site, data);
  await measured(`${tickets} tickets, ${records} records`, siteFile, () => data);
} finally {
  rmSync(dir, { recursive: true, force: true });
}

async function measured(what, siteFile, dataOf) {
  const readyMs = [];
  const keyMs = [];
  const cpuMs = [];
  for (let run = 0; run < runs; run++) {
    const { ready, key, cpu } = await oneRun(siteFile, dataOf());
    readyMs.push(ready);
    keyMs.push(key);
    cpuMs.push(cpu);
  }
  console.log(
    `${what}: running after ${median(readyMs)} ms, keys work after ${median(keyMs)} ms ` +
      `(worst of ${runs} runs: ${Math.round(Math.max(...keyMs))} ms), processor time ${median(cpuMs)} ms`,
  );
}

/** Milliseconds from the start of the process until it says that it runs, and until a key has called somebody. */
function oneRun(siteFile, data) {
  const began = performance.now();
  const args = ['simulate', siteFile, '--data', data, '--mqtt-port', '0'];
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let out = '';
    let ready;
    let pressing;
    child.stdout.on('data', (bytes) => {
      out += bytes;
      if (ready === undefined && out.includes("'quit' ends")) {
        ready = performance.now() - began;
        child.stdin.write('ticket paspor\n');
        pressing = setInterval(() => child.stdin.write('press loket-1-keypad next\n'), PRESS_EVERY_MS);
      }
      if (ready === undefined || !out.includes('event ticket/called')) return;
      clearInterval(pressing);
      const key = performance.now() - began;
      const cpu = processorMs(child.pid);
      child.kill('SIGKILL');
      child.once('close', () => resolve({ ready, key, cpu }));
    });
    child.once('exit', (code) => code !== null && reject(new Error(`ended with ${code}: ${out}`)));
  });
}

/** What a process has used so far, all its threads together (proc(5), in hundredths of a second). */
function processorMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Writes today's journal: everybody took a ticket and was served at loket-1 but the last, who waits. */
function storeDay({ id, zone, hall }, data) {
  const folder = openFolder({ dir: data, site: id, synchronous: 'FULL', ballastBytes: 8 * 1024 * 1024 });
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format();
  const wall = Date.now() - 6 * 3_600_000;
  const state = openState(hall);
  const records = [];
  const say = (command) => {
    const now = {
      hall: records.length * 1_000,
      wall: wall + records.length * 1_000,
      date,
      weekday: 2,
      minute: 600,
      trusted: true,
    };
    const decision = decide(state, command, now);
    if ('refused' in decision) throw new Error(decision.refused);
    for (const event of decision.events) {
      apply(state, event, now);
      records.push({
        sequence: records.length + 1,
        boot: 'bench',
        wall: now.wall,
        clock: 'synced',
        hall: now.hall,
        event,
      });
    }
    return decision.events;
  };
  for (let visitor = 0; visitor < tickets; visitor++) {
    const events = say({ type: 'issue', service: 'paspor', class: 'regular', printer: 'printer-1' });
    say({ type: 'confirm-print', ticket: events.find(({ type }) => type === 'ticket.reserved').ticket });
    if (visitor === tickets - 1) break;
    say({ type: 'next', counter: 'loket-1' });
    say({ type: 'arrive', counter: 'loket-1' });
    say({ type: 'end', counter: 'loket-1' });
  }
  for (let at = 0; at < records.length; at += 100) folder.append(records.slice(at, at + 100));
  folder.close();
  return records.length;
}

function median(values) {
  return Math.round(values.toSorted((a, b) => a - b)[values.length >> 1]);
}
