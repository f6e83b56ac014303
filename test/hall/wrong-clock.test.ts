import { afterEach, describe, expect, it } from 'vitest';
import { openMemoryJournal } from '../../firmware-host/journal/memory.ts';
import { paperSite } from './paper-site.ts';
import { PlayedHall, siteOf } from './played-hall.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const site = siteOf(paperSite());

let hall: PlayedHall;
afterEach(() => hall.stop());

/** Three visitors wait at nine in the morning, by a clock that is right. */
async function threeWait(): Promise<void> {
  hall = new PlayedHall(site);
  await hall.start(openMemoryJournal());
  for (let visitor = 0; visitor < 3; visitor++) await hall.ticket('a');
}

const days = () => hall.records.flatMap(({ event }) => (event.type === 'day.opened' ? [event.date] : []));
const codes = () => hall.state('controller/state')?.reasons.map(({ code }: { code: string }) => code) ?? [];
const waiting = () => hall.host.service('a')?.waiting;

async function command(name: string, fields: object = {}) {
  const id = `${name}-${hall.replies(name).length}`;
  hall.command(name, { id, ...fields });
  await hall.pass(1_000);
  return hall.replies(name).find((reply) => reply.id === id);
}

describe('a clock that is wrong and says it is right', () => {
  it.each([
    ['eleven hours on', 11 * hourMs],
    ['eleven hours back', -11 * hourMs],
    ['a day on', 24 * hourMs],
    ['three hundred days on', 7_200 * hourMs],
  ])('%s, for a moment: the day stays, nobody is sent home, no number is given twice', async (_, byMs) => {
    await threeWait();
    hall.wallOffset += byMs;
    await hall.pass(2 * minuteMs);
    expect(codes()).toContain('clock.doubted');
    expect(await hall.ticket('a')).toBe('A-004');
    hall.wallOffset -= byMs;
    await hall.pass(2 * minuteMs);
    expect([days(), waiting()]).toEqual([['2026-11-24'], 4]);
    expect(codes()).not.toContain('clock.doubted');
    expect(await hall.ticket('a')).toBe('A-005');
  });

  it('for longer than the patience: it is followed, and still nobody is sent home and no number given twice', async () => {
    await threeWait();
    hall.wallOffset += 15 * hourMs;
    await hall.pass(11 * minuteMs);
    expect([days(), waiting()]).toEqual([['2026-11-24', '2026-11-25'], 3]);
    expect(await hall.ticket('a')).toBe('A-004');
    expect(hall.records.find(({ event }) => event.type === 'clock.jumped')?.event).toMatchObject({
      by_s: 54_000,
      why: 'stood',
    });
  });

  it('a day that is ahead of the clock stands as a fault, and a person goes back to the date of the clock', async () => {
    await threeWait();
    hall.wallOffset += 7_200 * hourMs;
    await hall.pass(11 * minuteMs);
    expect(await hall.ticket('a')).toBe('A-004');
    hall.wallOffset -= 7_200 * hourMs;
    await hall.pass(11 * minuteMs);
    expect(days()).toEqual(['2026-11-24', '2027-09-20']);
    expect(codes()).toContain('day.ahead');
    await hall.pass(30 * minuteMs);
    expect(codes()).toContain('day.ahead');
    expect(await command('open-day', { date: '2026-11-23' })).toMatchObject({
      ok: false,
      error: { code: 'day-not-later' },
    });
    expect(await command('open-day', { date: '2026-11-24' })).toMatchObject({ ok: true });
    expect([days().at(-1), waiting()]).toEqual(['2026-11-24', 4]);
    expect(await hall.ticket('a')).toBe('A-005');
    await hall.pass(minuteMs);
    expect(codes()).not.toContain('day.ahead');
  });

  it('a person who knows that the clock is right has it followed at once', async () => {
    await threeWait();
    expect(await command('believe-clock')).toMatchObject({ ok: false, error: { code: 'already-so' } });
    hall.wallOffset += 24 * hourMs;
    await hall.pass(minuteMs);
    expect(days()).toEqual(['2026-11-24']);
    expect(await command('believe-clock')).toMatchObject({ ok: true, result: { by_s: 86_400 } });
    await hall.pass(minuteMs);
    expect([days().at(-1), waiting()]).toEqual(['2026-11-25', 3]);
    expect(codes()).not.toContain('clock.doubted');
  });

  it('a restart keeps in mind that the clock has jumped', async () => {
    await threeWait();
    // Half past eleven at night, by a clock that stood: the midnight that comes next is one at ten in the morning.
    hall.wallOffset += 14 * hourMs + 10 * minuteMs;
    await hall.pass(11 * minuteMs);
    const before = hall;
    hall = await hall.powerCut(minuteMs);
    await hall.pass(50 * minuteMs);
    expect([days().at(-1), waiting()]).toEqual(['2026-11-25', 3]);
    expect(await hall.ticket('a')).toBe('A-004');
    await before.stop();
  });
});
