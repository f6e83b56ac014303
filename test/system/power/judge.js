/** Looks at a card after its power was cut: is the journal sound, is every number on paper in it, and only once? */
import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { journalRecords } from '../../../dist/firmware-host/journal/sqlite/follow-journal.js';

const run = promisify(execFile);
const loket = fileURLToPath(new URL('../../../dist/firmware-host/cli/loket.js', import.meta.url));

/** e2fsck's exit status up to which the file system is whole: 0, or 1 when it had something to put right. */
const WHOLE_MAX = 1;

/**
 * The data folder of the hall on the card `image`, copied into `folder`. The file system is brought in order first, on
 * the card itself, as Debian does at each start before it mounts a root: ext4 alone does not get over a torn commit
 * block of its journal (seen on Linux 6.1). Throws when that cannot be done.
 */
export async function dataFolder(image, folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await run('e2fsck', ['-f', '-y', image]).catch(({ code, stdout }) => {
    if (!(code <= WHOLE_MAX)) throw new Error(`the file system is damaged: ${stdout}`);
  });
  await run('debugfs', ['-R', `rdump /var/lib/loket ${folder}`, image]);
  return join(folder, 'loket');
}

/** What `loket verify` says against the journal; undefined: nothing. */
export const whatIsUnsound = (data) =>
  run(process.execPath, [loket, 'verify', '--data', data, '--lang', 'en']).then(
    () => undefined,
    ({ stdout, stderr }) => `${stdout}${stderr}`.trim(),
  );

/** Every record of the journal in `data`. */
export async function recordsOf(data) {
  const records = [];
  for await (const record of journalRecords({ dir: data })) records.push(record);
  return records;
}

/**
 * Keeps account of one card over all its cuts. `judge(records, papers)`: the journal after a cut, and the numbers that
 * came out of the printers since the cut before. Returns which of them are lost, given twice or skipped.
 *
 * A number belongs to a business day, and to the run of the process that gave it; the journal has both.
 */
export function createJudge() {
  /** `DAY NUMBER` -> the run that gave it, in all journals so far. */
  const given = new Map();
  const runs = new Set();
  return function judge(records, papers) {
    const { days, now, twice, skipped } = readNumbers(records);
    const lost = missing(papers, now, runs);
    // Days are removed whole, the oldest first.
    const [oldest = '9999'] = days;
    for (const [key, boot] of given) {
      if (key >= oldest && !now.has(key)) lost.push(key);
      else if (now.has(key) && now.get(key) !== boot) twice.push(key);
    }
    for (const [key, boot] of now) given.set(key, boot);
    // What is on paper was given, whatever the journal says.
    for (const number of lost)
      if (!given.has(number)) given.set(`${days.at(-1)} ${number}`, 'on paper alone');
    for (const { boot } of records) runs.add(boot);
    return { lost, twice, skipped, days: days.length };
  };
}

/** The numbers of a journal, as `DAY NUMBER` -> run. */
function readNumbers(records) {
  const days = [];
  const now = new Map();
  const twice = [];
  const skipped = [];
  let carried = new Set();
  let last = new Map();
  for (const { boot, event } of records) {
    if (event.type === 'day.opened') {
      days.push(event.date);
      carried = new Set(event.carried);
      last = new Map();
    }
    if (event.type !== 'ticket.reserved') continue;
    const [, prefix, digits] = /^(\D+)(\d+)$/.exec(event.ticket);
    const key = `${days.at(-1)} ${event.ticket}`;
    if (now.has(key)) twice.push(key);
    now.set(key, boot);
    // Between two numbers are only those that go on from the day before.
    for (let number = (last.get(prefix) ?? 0) + 1; number < event.number; number++) {
      const between = `${prefix}${String(number).padStart(digits.length, '0')}`;
      if (!carried.has(between)) skipped.push(`${days.at(-1)} ${between}`);
    }
    last.set(prefix, event.number);
  }
  return { days, now, twice, skipped };
}

/** The papers that no run since the cut before gave: `runs` are the earlier ones. */
function missing(papers, now, runs) {
  const left = [...now].filter(([, boot]) => !runs.has(boot)).map(([key]) => key.split(' ')[1]);
  return papers.filter((number) => {
    const at = left.indexOf(number);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
