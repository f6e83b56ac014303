import { afterEach, beforeEach, expect, it } from 'vitest';
import { fenced } from '../../firmware-host/journal/sqlite/fence.ts';
import { PlayedHall } from './played-hall.ts';

const behind = fenced({ backup: '2026-11-23T09:00:00.000Z', restored: '2026-11-24T01:00:00.000Z' });

let hall: PlayedHall;
beforeEach(async () => {
  hall = await PlayedHall.open(undefined, { folder: { fenced: behind } });
});
afterEach(() => hall.stop());

it('a hall behind a fence says so in the state of its controller, with the time of the backup', () => {
  const { reasons } = hall.state('controller/state');
  expect(reasons).toContainEqual(
    expect.objectContaining({
      code: 'journal.fenced',
      severity: 'error',
      fix: 'technician',
      text: expect.stringContaining('2026-11-23T09:00'),
    }),
  );
});

it('it gives no number to anybody, prints nothing and calls nobody', async () => {
  expect(await hall.host.issue('paspor', 'regular')).toMatchObject({ refused: 'restored-copy' });
  await hall.press('loket-1-keypad', 'next');
  await hall.press('loket-1-keypad', 'open');
  const walkIn = hall.host.ask({ type: 'walk-in', counter: 'loket-1', service: 'paspor' }, 'console');
  await hall.pass(100);
  expect(await walkIn).toMatchObject({ refused: 'restored-copy' });
  await hall.pass(5_000);
  expect(hall.printed).toEqual([]);
  expect(hall.records.filter(({ event }) => event.type.startsWith('ticket.'))).toEqual([]);
});

it('whoever presses a key is told, on the display of the counter and in its state', async () => {
  await hall.press('loket-1-keypad', 'next');
  expect(hall.refused).toEqual(['restored-copy']);
  expect(hall.state('counter/loket-1/state')).toMatchObject({ refused: 'restored-copy' });
  expect(hall.reads('loket-1-display')).toBe('Err');
});

it('it still opens the business day by itself, since that calls nobody', async () => {
  await hall.pass(10_000);
  expect(hall.records.some(({ event }) => event.type === 'day.opened')).toBe(true);
});
