import { expect, it } from 'vitest';
import { personOf, planDay } from '../../simulators/day/day-plan.ts';
import { desksOf, ticketKeysOf } from '../../simulators/day/desks.ts';
import { nextOpening } from '../../simulators/day/opening.ts';
import { playDay } from '../../simulators/day/play-day.ts';
import { exampleText, PlayedHall, siteOf } from '../hall/played-hall.ts';

const minuteMs = 60_000;
const plan = (seed: number) =>
  planDay({ seed, lengthMs: 7 * 60 * minuteMs, services: ['paspor', 'izin-tinggal'], counters: 2 });

it('the same seed plans the same visitors, another one others', () => {
  expect(plan(5)).toEqual(plan(5));
  expect(plan(5)).not.toEqual(plan(6));
  expect(personOf(5, 'A-001')).toEqual(personOf(5, 'A-001'));
  expect(plan(5)).toHaveLength(112);
  const times = plan(5).map(({ atMs }) => atMs);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(new Set(plan(5).map(({ service }) => service)).size).toBe(2);
});

it('the same seed plays the same day, event for event, through keys, displays, printers and scanners', async () => {
  const [once, again, other] = [await played(3), await played(3), await played(4)];
  expect(once.length).toBeGreaterThan(20);
  expect(once).toEqual(again);
  expect(once).not.toEqual(other);
  for (const type of ['ticket.issued', 'ticket.called', 'ticket.arrived', 'ticket.served'])
    expect(once.some((line) => line.includes(type))).toBe(true);
}, 120_000);

/** Half an hour at the example of Batam: what happened, with its time. */
async function played(seed: number): Promise<readonly string[]> {
  const hall = await PlayedHall.open(exampleText('mpp-batam'), { at: '2026-11-24T08:59:00+07:00' });
  const { site, clock, hall: hardware } = hall;
  let over = false;
  playDay(
    {
      clock,
      services: [...site.services.keys()],
      desks: desksOf(site, hardware.devices, () => undefined),
      ticketKeys: ticketKeysOf(site, hardware.devices),
      askForTicket: () => expect.fail('every service of Batam has a key'),
    },
    {
      seed,
      lengthMs: 30 * minuteMs,
      over: () => {
        over = true;
      },
    },
  );
  for (let minute = 0; minute < 90 && !over; minute++) await hall.pass(minuteMs);
  expect(over).toBe(true);
  const happened = hall.records
    .filter(({ event }) => /^(ticket|counter)\./.test(event.type))
    .map(({ event, wall }) => `${wall} ${JSON.stringify(event)}`);
  await hall.stop();
  return happened;
}

it('finds the next day on which a hall is open, past a weekend and a holiday', () => {
  const batam = siteOf(exampleText('mpp-batam')).hall;
  // A Thursday before the holiday of 25 December, a Friday: the hall opens on Monday at 8.
  const thursday = { date: '2026-12-24', weekday: 4, minute: 10 * 60 };
  expect(nextOpening(batam, thursday)).toEqual({ inMinutes: (4 * 24 - 2) * 60, lengthMinutes: 7 * 60 });
  const always = siteOf(exampleText('simulated-hall')).hall;
  expect(nextOpening(always, thursday)).toEqual({ inMinutes: 22 * 60, lengthMinutes: 7 * 60 });
});
