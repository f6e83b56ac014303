/**
 * A host that does nothing but issue: appends tickets to the journal in DIR as fast as it takes them and prints each
 * sequence number once it is acknowledged, for tests that kill it or break its disk.
 *
 *   node test/crash/issuing.js DIR [--count N] [--synchronous NORMAL]
 *
 * Prints `refused CODE` or `ready LAST CLEAN MS`, then `ok SEQUENCE` per acknowledged record, `failed SEQUENCE CODE`
 * per rejected one, `loop TURNS LONGEST_MS SLOWEST_COMMIT_MS` and `closed`.
 */
import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openJournal } from '../../dist/firmware-host/journal/sqlite/open.js';
import { clock } from './clock.js';

const OUTSTANDING = 20;
/** Rejections after which it is clear that nothing will be taken any more. */
const FAILURES = 50;
const DAY_MS = 86_400_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string' }, synchronous: { type: 'string' } },
});
const [dir] = positionals;
const count = Number(values.count ?? Number.POSITIVE_INFINITY);

/** Writes at once, so that what was said is said even if the process is killed in the next moment. */
function say(line) {
  try {
    writeSync(1, `${line}\n`);
  } catch (why) {
    // The reader is behind. A line is shorter than what a pipe takes at a time, so it goes whole or not at all.
    if (why.code !== 'EAGAIN') throw why;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    say(line);
  }
}

const boot = `run-${process.pid}-${Date.now()}`;
const journal = await openJournal({
  dir,
  clock,
  ballastBytes: 65_536,
  ...(values.synchronous && { synchronous: values.synchronous }),
}).catch((why) => {
  say(`refused ${why.code}`);
  process.exit(0);
});
const { last, clean } = journal.opened;
say(`ready ${last} ${clean} ${Math.round(performance.now())}`);

const loop = { turns: 0, longestMs: 0, at: performance.now() };
const watching = setInterval(() => {
  const now = performance.now();
  loop.turns++;
  loop.longestMs = Math.max(loop.longestMs, now - loop.at);
  loop.at = now;
}, 1);

let sequence = last;
let failures = 0;
let slowestMs = 0;
await issue(await nextDay());
await Promise.all(Array.from({ length: OUTSTANDING }, issueOn));
clearInterval(watching);
say(`loop ${loop.turns} ${Math.round(loop.longestMs)} ${Math.round(slowestMs)}`);
await journal.close();
say('closed');

async function issueOn() {
  while (sequence < last + count && failures < FAILURES) {
    await issue({ type: 'counter.opened', counter: `loket-${sequence % 30}` });
  }
}

async function issue(event) {
  const number = ++sequence;
  const since = performance.now();
  try {
    await journal.append([
      { sequence: number, boot, wall: Date.now(), clock: 'synced', hall: performance.now(), event },
    ]);
    say(`ok ${number}`);
  } catch (why) {
    failures++;
    say(`failed ${number} ${why.code}`);
  }
  slowestMs = Math.max(slowestMs, performance.now() - since);
}

/** Every run is a day, and only three of them are kept: a thousand runs fit on the disk, and retention runs too. */
async function nextDay() {
  const [day] = await journal.tail();
  const before = day?.event.type === 'day.opened' ? Date.parse(day.event.date) : 0;
  await journal.prune({ days: 3, bytes: Number.POSITIVE_INFINITY, from: last + 1 });
  const date = new Date(before + DAY_MS).toISOString().slice(0, 10);
  return { type: 'day.opened', date, carried: [], voided: [] };
}
