import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { openMemoryJournal } from '../../firmware-host/journal/memory.ts';
import { paperSite } from './paper-site.ts';
import { PlayedHall, siteOf } from './played-hall.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const site = siteOf(paperSite());
const tuesday = Date.parse('2026-11-24T02:00:00Z');

let hall: PlayedHall;
/** The processes before it on the same journal. */
const others: PlayedHall[] = [];
const halls: PlayedHall[] = [];
afterEach(async () => {
  others.length = 0;
  for (const one of halls.splice(0)) await one.stop();
});

async function threeWait(at = tuesday, trusted = true): Promise<void> {
  hall = new PlayedHall(site);
  halls.push(hall);
  hall.wallOffset = at;
  hall.trusted = trusted;
  await hall.start(openMemoryJournal());
  for (let visitor = 0; visitor < 3; visitor++) await hall.ticket('a');
}

/** The clock moves, and time passes. */
async function jumps(byMs: number, minutes: number): Promise<void> {
  hall.wallOffset += byMs;
  await hall.pass(minutes * minuteMs);
}

async function says(name: string, fields: object = {}): Promise<void> {
  hall.command(name, { id: `${name}-${hall.clock.now()}`, ...fields });
  await hall.pass(2_000);
  expect(hall.replies(name).at(-1)).toMatchObject({ ok: true });
}

/** Every row of the table in docs/queue.md, by its first cell: what is played, and what is seen then. */
const rows: { readonly [what: string]: readonly [play: () => Promise<void>, seen: Seen] } = {
  'a correction of a minute or less': [
    // Nearly midnight, and a minute is put right.
    () => threeWait(Date.parse('2026-11-24T16:58:00Z')).then(() => jumps(59_000, 2)),
    { day: '2026-11-25', waiting: 0, next: 'A-001', codes: [] },
  ],
  'the first time known to be right after one that was not (no battery-backed clock)': [
    async () => {
      await threeWait(tuesday - 30 * 24 * hourMs, false);
      hall.trusted = true;
      await jumps(30 * 24 * hourMs, 1);
    },
    // Their numbers are still borne.
    { day: '2026-11-24', waiting: 3, next: 'A-004', codes: [] },
  ],
  "the machine was asleep: the system's own count since it was switched on says so": [
    async () => {
      await threeWait();
      hall.clockSays('2026-11-25T01:00:00Z');
      await hall.pass(minuteMs);
    },
    { day: '2026-11-25', waiting: 0, next: 'A-001', codes: [] },
  ],
  'a jump either way, and back within the patience': [
    async () => {
      await threeWait();
      await jumps(16 * hourMs, 5);
      await jumps(-40 * hourMs, 5);
      await jumps(24 * hourMs, 5);
    },
    { day: '2026-11-24', waiting: 3, next: 'A-004', codes: [] },
  ],
  'a jump on to another date that stands for the patience': [
    () => threeWait().then(() => jumps(16 * hourMs, 11)),
    { day: '2026-11-25', waiting: 3, next: 'A-004', codes: [] },
  ],
  'a jump back to an earlier date that stands': [
    () => threeWait().then(() => jumps(-16 * hourMs, 11)),
    { day: '2026-11-24', waiting: 3, next: 'A-004', codes: ['day.ahead'] },
  ],
  'a person says `believe-clock`': [
    async () => {
      await threeWait();
      await jumps(16 * hourMs, 1);
      await says('believe-clock');
      await hall.pass(minuteMs);
    },
    { day: '2026-11-25', waiting: 3, next: 'A-004', codes: [] },
  ],
  'a person says `open-day` with the date of the clock while the day is ahead of it': [
    async () => {
      await threeWait();
      await jumps(7_200 * hourMs, 11);
      await hall.ticket('a');
      await jumps(-7_200 * hourMs, 11);
      await says('open-day', { date: '2026-11-24' });
      await hall.pass(minuteMs);
    },
    { day: '2026-11-24', waiting: 4, next: 'A-005', codes: [] },
  ],
  'the process starts with another time than the last record has': [
    async () => {
      await threeWait();
      others.push(hall);
      hall = await hall.powerCut(-16 * hourMs);
      halls.push(hall);
      await hall.pass(minuteMs);
    },
    { day: '2026-11-24', waiting: 3, next: 'A-004', codes: ['day.ahead'] },
  ],
  'the clock is more than 400 days ahead of the day and known to be right': [
    () => threeWait().then(() => jumps(500 * 24 * hourMs, 11)),
    { day: '2026-11-24', waiting: 3, next: 'A-004', codes: ['day.behind'] },
  ],
};

interface Seen {
  readonly day: string;
  readonly waiting: number;
  readonly next: string;
  /** What stands of the time, but that it has jumped. */
  readonly codes: readonly string[];
}

/** The cells of the table's rows. */
const table = (
  /### A clock that jumps[\s\S]*?\n(\| what happens[\s\S]*?)\n\n/.exec(
    readFileSync(new URL('../../docs/queue.md', import.meta.url), 'utf8'),
  )?.[1] ?? ''
)
  .split('\n')
  .slice(2)
  .map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );

it('docs/queue.md says what happens in each of these cases, and in no other', () => {
  expect(table.map(([what]) => what)).toEqual(Object.keys(rows));
});

it.each(table)('%s', async (what = '', _clock = '', day = '', who = '', numbers = '') => {
  const [play, seen] = rows[what] ?? [];
  await play?.();
  const opened = hall.records.findLast(({ event }) => event.type === 'day.opened')?.event;
  const started = others[0]?.records.findLast(({ event }) => event.type === 'day.opened')?.event;
  const last = opened ?? started;
  const codes = (hall.state('controller/state')?.reasons ?? []).map(({ code }: { code: string }) => code);
  const found = {
    day: last !== undefined && 'date' in last ? last.date : '',
    waiting: hall.host.service('a')?.waiting,
    codes: codes.filter((code: string) => /^(day|clock\.doubted)/.test(code)),
    next: await hall.ticket('a'),
  };
  expect(found).toEqual(seen);
  // The words of the row are about the same.
  const stays = found.day === '2026-11-24' && !/as the clock says|goes back/.test(day);
  if (stays) expect(day).toMatch(/^stays/);
  for (const code of found.codes) expect(day).toContain(`\`${code}\``);
  if (found.waiting === 0) expect(who).toBe('as at any midnight');
  if (found.next === 'A-001') expect(numbers).toBe('as at any midnight');
  if (/^stay$|go on$/.test(who)) expect(found.waiting).toBeGreaterThan(0);
  if (/^go on/.test(numbers)) expect(found.next).not.toBe('A-001');
});
