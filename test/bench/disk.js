/**
 * How much is written to the disk for one visitor: ticket taken, paper confirmed, called, arrived, served, each of them
 * a commit of its own as in a quiet hall, and with the next call ending the visit before as in a busy one. Then both
 * with time between the visitors: every half minute the kernel writes what it was only told and not made to write, the
 * index of the log and the trail. At the pace of 4,000 visitors in eight hours that is once in four visitors; in a hall
 * that is nearly empty it is once in a step. Through the real loop and the real journal; counted by the kernel for the
 * whole process, worker included. Prints figures and judges nothing. The folder has to lie on a real disk: what goes to
 * one in memory is not counted.
 *
 *   npm run build && node test/bench/disk.js [--visitors N] [--dir DIR]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openJournal } from '../../dist/firmware-host/journal/sqlite/open.js';
import { createHallTime } from '../../dist/firmware-host/loop/hall-time.js';
import { Loop } from '../../dist/firmware-host/loop/loop.js';
import { openState } from '../../dist/firmware-host/queue/state.js';
import { clock } from '../crash/clock.js';

const { values } = parseArgs({
  options: { visitors: { type: 'string', default: '500' }, dir: { type: 'string', default: '.' } },
});
const visitors = Number(values.visitors);
/** A disk writes no less than this at a time. */
const BLOCK_KIB = 4;
const asSoonAsPossible = () => {};

const hall = {
  site: 'bench',
  services: new Map([
    [
      'paspor',
      {
        id: 'paspor',
        prefix: 'A',
        digits: 4,
        first: 1,
        hours: undefined,
        cutoffMinutes: 30,
        quota: {},
        fairness: { priorityEvery: 2, priorityWaitMs: 900_000 },
        surge: {},
      },
    ],
  ]),
  counters: new Map([
    [
      'loket-1',
      {
        id: 'loket-1',
        number: 1,
        serves: ['paspor'],
        strategy: 'in-order',
        nextWhileServing: 'end',
        repeatMs: 0,
        oneButtonNoShowMs: 0,
        storeNext: false,
        putBackAfter: 'end',
      },
    ],
  ]),
  holidays: new Set(),
  dayClose: 'void',
  recall: { most: 3, everyMs: 5_000 },
};

const dir = mkdtempSync(join(values.dir, '.bench-disk-'));
try {
  const journal = await openJournal({ dir, site: 'bench', clock });
  const loop = new Loop({
    state: openState(hall),
    lastSequence: 0,
    boot: '0123456789abcdef',
    time: createHallTime({
      clock,
      wall: Date.now,
      trusted: () => true,
      zone: 'Asia/Jakarta',
      patienceMs: () => 0,
    }),
    journal,
    soon: setImmediate,
    effects: {
      see() {},
      keep() {},
      refuse: (_, code) => {
        throw new Error(`refused: ${code}`);
      },
      admit: () => undefined,
      overflow: () => {
        throw new Error('too much input');
      },
      journalFailed: (why) => {
        throw why;
      },
    },
  });
  const ask = (command) =>
    new Promise((reply) => loop.post({ command, cause: 'key', at: clock.now(), reply }));

  async function issued(pass) {
    const { events } = await ask({ type: 'issue', service: 'paspor', class: 'regular', printer: 'p' });
    pass();
    await ask({
      type: 'confirm-print',
      ticket: events.find(({ type }) => type === 'ticket.reserved').ticket,
    });
    pass();
  }
  const counter = 'loket-1';
  const quiet = async (pass) => {
    await issued(pass);
    await ask({ type: 'next', counter });
    pass();
    await ask({ type: 'arrive', counter });
    pass();
    await ask({ type: 'end', counter });
    pass();
  };
  const busy = async (pass) => {
    await issued(pass);
    await ask({ type: 'next', counter });
    pass();
  };
  /** In a process of its own: closing a file here would let go of SQLite's locks on it. */
  const halfMinute = () => {
    execFileSync(
      'sync',
      ['journal.db-shm', 'journal.trail'].map((name) => join(dir, name)),
    );
  };

  let steps = 0;
  /** Four visitors of three steps each. */
  const paceOfADay = () => {
    if (++steps % 12 === 0) halfMinute();
  };

  await issued(asSoonAsPossible);
  await ask({ type: 'next', counter });
  await ask({ type: 'end', counter });
  await measured('quiet hall', 5, quiet, asSoonAsPossible);
  await measured('busy hall', 3, busy, asSoonAsPossible);
  await measured('busy hall, 4,000 visitors in eight hours', 3, busy, paceOfADay);
  await measured('quiet hall, half a minute between the steps', 5, quiet, halfMinute);
  await journal.close();
} finally {
  rmSync(dir, { recursive: true, force: true });
}

async function measured(what, commits, visit, pass) {
  const before = written();
  for (let visitor = 0; visitor < visitors; visitor++) await visit(pass);
  const kilobytes = (written() - before) / visitors / 1024;
  const least = commits * BLOCK_KIB;
  console.log(
    `${what}: ${kilobytes.toFixed(1)} KiB written per visitor (${visitors} visitors). ${commits} commits are ` +
      `${least} KiB at the least, a block of ${BLOCK_KIB} KiB each; ${(kilobytes - least).toFixed(1)} KiB are the log ` +
      `reaching into a second block, checkpoints, mark${pass === asSoonAsPossible ? '' : ', index of the log, trail'}`,
  );
}

/** Bytes this process has caused to be sent to the disk (proc(5), write_bytes). */
function written() {
  return Number(/^write_bytes: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))[1]);
}
