import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlayedHall } from './played-hall.ts';

let hall: PlayedHall;
beforeEach(async () => {
  hall = await PlayedHall.open();
});
afterEach(() => hall.stop());

/** `CLSd`, as seven segments show it: their S is a 5. */
const closed = 'CL5d';

/** What the state of counter 1 has said of refusals, one for each message. */
const said = () =>
  hall.messages
    .filter(({ topic }) => topic.endsWith('counter/loket-1/state'))
    .map(({ payload }) => payload.refused);

describe('a refused press', () => {
  it('stands in the state of the counter for as long as the display shows it', async () => {
    await hall.press('loket-1-keypad', 'recall');
    expect(hall.reads('loket-1-display')).toBe(closed);
    expect(hall.state('counter/loket-1/state')).toMatchObject({ state: 'closed', refused: 'counter-closed' });
    await hall.pass(2_000);
    expect(hall.reads('loket-1-display')).toBe('');
    expect(said()).toEqual([null, 'counter-closed', null]);
  });

  it('is said no longer once the counter has something to say', async () => {
    await hall.press('loket-1-keypad', 'recall');
    await hall.host.issue('paspor', 'regular');
    await hall.pass(100);
    await hall.press('loket-1-keypad', 'next');
    await hall.pass(5_000);
    await hall.press('loket-1-keypad', 'next');
    expect(hall.state('counter/loket-1/state')).toMatchObject({ ticket: 'A-001', refused: null });
    expect(hall.reads('loket-1-display')).toBe('A-001');
  });

  it('is said until the last of several is gone from the display', async () => {
    await hall.press('loket-1-keypad', 'recall');
    await hall.pass(700);
    await hall.press('loket-1-keypad', 'end');
    await hall.pass(500);
    expect(hall.reads('loket-1-display')).toBe(closed);
    await hall.pass(2_000);
    expect(said()).toEqual([null, 'counter-closed', null]);
  });

  it('leaves the other counters alone', async () => {
    await hall.press('loket-1-keypad', 'recall');
    expect(hall.state('counter/loket-2/state')).toMatchObject({ refused: null });
    expect(hall.reads('loket-2-display')).toBe('');
  });
});

describe('a refused scan at a counter', () => {
  it('is shown like a press', async () => {
    await hall.ticket('paspor');
    await hall.ticket('paspor');
    await hall.press('loket-1-keypad', 'next');
    hall.device('pemindai-1').scan?.('A-002');
    await hall.pass(500);
    expect(hall.reads('loket-1-display')).toBe('Err');
    expect(hall.state('counter/loket-1/state')).toMatchObject({ ticket: 'A-001', refused: 'wrong-ticket' });
  });
});

describe('a refused request of a client', () => {
  it('is answered, and shown to nobody else', async () => {
    const asked = hall.host.ask({ type: 'recall', counter: 'loket-1' }, 'mqtt');
    await hall.pass(500);
    expect(await asked).toMatchObject({ ok: false, refused: 'counter-closed' });
    expect(hall.reads('loket-1-display')).toBe('');
    expect(said()).toEqual([null]);
  });
});
