import { expect, it } from 'vitest';
import type { Habits } from '../../simulators/escpos-printer/habits.ts';
import { seededRandom } from '../../simulators/random.ts';
import { awkward } from './awkward-bench.ts';

/** What printers differ in, and the ways of each, the polite one first. Each is met with every other. */
const axes: readonly (readonly Partial<Habits>[])[] = [
  [{}, { answerMs: 300, jitterMs: 300 }, { answerMs: 1_200 }],
  [{}, { clearAnswerMs: 30 }, { clearAnswerMs: 900 }, { clearMs: 700 }, { deafToClear: true }],
  [{}, { statuses: [2] }, { statuses: [1, 4] }],
  [{}, { processIds: 'right' }, { processIds: 'constant' }, { processIds: 'at-once' }],
  [{}, { closesIdleMs: 20_000 }],
  [{}, { splitMs: 30 }],
  [{}, { nulEveryMs: 5_000 }],
  [{}, { fakesName: true }],
  [{}, { oneLine: true }],
];
/** How long a ticket takes, longer than the driver waits at the most; and which of two jobs never arrives. */
const printTimes = [300, 2_000, 8_700];
const losses = [undefined, 0, 1];

const jobs = Number(process.env.LOKET_PRINTER_JOBS ?? 2_000);
const seed = Number(process.env.LOKET_PRINTER_SEED ?? 1);
const perHall = 2;
/** Before a printer is asked, the hall may use it; and what it still prints has come out by the end. */
const usableMs = 120_000;
const afterMs = 30_000;

interface Met {
  readonly habits: Partial<Habits>;
  readonly printMs: number;
  readonly lost: number | undefined;
  readonly seed: number;
}

interface Tally {
  jobs: number;
  confirmed: number;
  unconfirmed: number;
  refused: number;
  /** Unconfirmed, and on paper in time. */
  readonly needless: string[];
  /** Acknowledged and not on paper, or said not to be printed and on paper. */
  readonly wrong: string[];
}

const tally = (): Tally => ({ jobs: 0, confirmed: 0, unconfirmed: 0, refused: 0, needless: [], wrong: [] });

async function printTwo(met: Met, count: Tally, random: () => number): Promise<void> {
  const hall = awkward({ printMs: met.printMs, habits: met.habits }, met.seed);
  const ends = new Map<string, string>();
  for (let job = 0; job < perHall; job++) {
    const number = `A-${String(job + 1).padStart(3, '0')}`;
    if (!(await hall.usable(usableMs))) count.wrong.push(`${JSON.stringify(met)}: never usable`);
    // At once, in the middle of what comes after the last one, or when that is over.
    if (random() < 0.6) await hall.clock.advance(random() * 8_000);
    if (met.lost === job) hall.printer.loseNextJob();
    const end = await hall.print(number);
    ends.set(number, end);
    count.jobs++;
    if (end === 'acknowledged') count.confirmed++;
    else if (end.startsWith('job.unconfirmed')) {
      count.unconfirmed++;
      if (hall.papers().includes(number) && met.printMs < 8_000) count.needless.push(JSON.stringify(met));
    } else count.refused++;
    if (end === 'acknowledged' && !hall.papers().includes(number))
      count.wrong.push(`${JSON.stringify(met)}: ${number} was acknowledged, and is not on paper`);
  }
  await hall.clock.advance(afterMs);
  for (const [number, end] of ends) {
    const papers = hall.papers().filter((one) => one === number).length;
    const isVoid = end !== 'acknowledged' && !end.startsWith('job.unconfirmed');
    if (papers > (isVoid ? 0 : 1))
      count.wrong.push(`${JSON.stringify(met)}: ${number} ${end}, ${papers} papers`);
  }
  await hall.stop();
}

/** Every combination of the axes, in an order that has every pair of ways early on. */
function combination(place: number): Met {
  const random = seededRandom(seed * 1_000_003 + place);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const habits = Object.assign({}, ...axes.map(pick)) as Partial<Habits>;
  return { habits, printMs: pick(printTimes), lost: pick(losses), seed: place };
}

it('no ticket is acknowledged that is not on paper, whatever habits a printer has', {
  timeout: 600_000,
}, async () => {
  const count = tally();
  const random = seededRandom(seed);
  for (let place = 0; count.jobs < jobs; place++) await printTwo(combination(place), count, random);
  const { confirmed, unconfirmed, refused, needless, wrong } = count;
  console.info(
    `printers: ${count.jobs} jobs, ${confirmed} confirmed, ${unconfirmed} unconfirmed (${needless.length} of them ` +
      `on paper in time), ${refused} refused, ` +
      `${wrong.length} false (LOKET_PRINTER_JOBS, LOKET_PRINTER_SEED=${seed})`,
  );
  expect(wrong).toEqual([]);
  expect(needless.length).toBeLessThan(jobs / 100);
  expect(confirmed).toBeGreaterThan(jobs / 3);
});

const single = axes.flatMap((ways) => ways.slice(1));

it.each(single)('a healthy printer that differs in %o alone has every ticket confirmed', async (habits) => {
  const random = seededRandom(seed);
  for (const printMs of [300, 2_000]) {
    const hall = awkward({ printMs, habits }, seed);
    for (let job = 1; job <= 5; job++) {
      expect(await hall.usable(usableMs)).toBe(true);
      await hall.clock.advance(random() * 30_000);
      expect(await hall.usable(usableMs)).toBe(true);
      expect(await hall.print(`A-00${job}`)).toBe('acknowledged');
    }
    expect(hall.papers()).toEqual(['A-001', 'A-002', 'A-003', 'A-004', 'A-005']);
    await hall.stop();
  }
});

it('one that loses a job leaves that one in doubt and confirms the others', async () => {
  const hall = awkward({}, seed);
  const ends: string[] = [];
  for (let job = 1; job <= 4; job++) {
    await hall.usable(usableMs);
    if (job % 2 === 0) hall.printer.loseNextJob();
    ends.push(await hall.print(`A-00${job}`));
  }
  const doubtful = 'job.unconfirmed: link.timeout';
  expect(ends).toEqual(['acknowledged', doubtful, 'acknowledged', doubtful]);
  expect(hall.papers()).toEqual(['A-001', 'A-003']);
  await hall.stop();
});
