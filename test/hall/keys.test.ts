import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../simulators/random.ts';
import type { SimulatedSerialDisplays } from '../../simulators/serial-display-hardware.ts';
import { PlayedHall } from './played-hall.ts';

let hall: PlayedHall;
beforeEach(async () => {
  hall = await PlayedHall.open();
});
afterEach(() => hall.stop());

const called = () => hall.events('ticket.called').map(({ payload }) => payload.subject);

describe('a key that is held (G2)', () => {
  it('calls once, is called stuck after ten seconds, and is well again when it is let go', async () => {
    await hall.ticket('paspor');
    await hall.ticket('paspor');
    hall.device('loket-1-keypad').press?.('next', 60_000);
    await hall.pass(9_000);
    expect(hall.state('device/loket-1-keypad/state')).toMatchObject({ state: 'online', reason: null });
    await hall.pass(2_000);
    expect(hall.state('device/loket-1-keypad/state')).toMatchObject({
      state: 'degraded',
      reason: 'button.stuck',
    });
    await hall.pass(60_000);
    expect(hall.state('device/loket-1-keypad/state')).toMatchObject({ state: 'online', reason: null });
    expect(called()).toEqual(['A-001']);
  });

  it('on a board that is unplugged meanwhile does not call again when the board is back', async () => {
    await hall.ticket('paspor');
    await hall.ticket('paspor');
    hall.device('loket-1-keypad').press?.('next', 30_000);
    await hall.pass(1_000);
    hall.device('board-1').cable.unplug();
    await hall.pass(3_000);
    hall.device('board-1').cable.plug();
    await hall.pass(60_000);
    expect(called()).toEqual(['A-001']);
  });
});

describe('a key on a board that comes and goes', () => {
  it('works soon after each return, also when the board is called flapping', async () => {
    const { cable } = hall.device('board-1');
    for (const awayMs of [300, 300, 300, 300, 10_000]) {
      cable.unplug();
      await hall.pass(awayMs);
      cable.plug();
      await hall.pass(2_000);
    }
    expect(hall.state('device/board-1/state')).toMatchObject({ state: 'degraded', reason: 'link.flapping' });
    expect(hall.state('device/loket-1-keypad/state')).toMatchObject({ usable: true });
    await hall.ticket('paspor');
    await hall.press('loket-1-keypad', 'next');
    expect(called()).toEqual(['A-001']);
  });
});

describe('a key that is jammed when its device is opened (G2)', () => {
  it('calls nobody, is called stuck after ten seconds, and works again when it is let go', async () => {
    await hall.ticket('paspor');
    hall.device('board-1').cable.unplug();
    await hall.pass(3_000);
    hall.device('loket-1-keypad').press?.('next', 60_000);
    hall.device('board-1').cable.plug();
    await hall.pass(45_000);
    expect(hall.state('device/loket-1-keypad/state')).toMatchObject({ reason: 'button.stuck', usable: true });
    expect(called()).toEqual([]);
    await hall.pass(20_000);
    expect(hall.state('device/loket-1-keypad/state')).toMatchObject({ reason: null });
    await hall.press('loket-1-keypad', 'next');
    expect(called()).toEqual(['A-001']);
  });
});

describe('a double press', () => {
  it('never calls twice', async () => {
    await hall.ticket('paspor');
    await hall.ticket('paspor');
    hall.device('loket-1-keypad').press?.('next', 60);
    await hall.pass(150);
    hall.device('loket-1-keypad').press?.('next', 60);
    await hall.pass(1_000);
    expect(called()).toEqual(['A-001']);
  });
});

describe('two keys in quick succession', () => {
  it('are decided in the order in which they went down, though the first has a double function', async () => {
    for (let visitor = 1; visitor <= 3; visitor++) await hall.ticket('paspor');
    await hall.press('loket-2-keypad', 'next');
    await hall.pass(10_000);
    hall.device('loket-2-keypad').press?.('end', 60);
    await hall.pass(200);
    await hall.press('loket-2-keypad', 'next');
    await hall.pass(2_000);
    expect(called()).toEqual(['A-001', 'A-002']);
    expect(hall.host.counter('loket-2')).toMatchObject({ state: 'called', ticket: 'A-002' });
  });
});

describe('a display behind a bad line (L1)', () => {
  it('with a third of its frames lost or garbled shows the right number within seconds, and ends with it', async () => {
    const random = seededRandom(11);
    const line = hall.hall.onWires.get('/dev/serial/by-id/usb-RS485') as SimulatedSerialDisplays;
    line.disturb({ share: 0.3, random });
    for (let visitor = 1; visitor <= 5; visitor++) {
      await hall.ticket('kependudukan');
      await hall.press('loket-4-numpad', 'enter');
      line.disturb(undefined);
      await hall.pass(3_000);
      expect(hall.reads('loket-4-display')).toBe(`F-00${visitor}`);
      line.disturb({ share: 0.3, random });
    }
  });

  it('that lost its power shows the number again within three seconds', async () => {
    await hall.ticket('kependudukan');
    await hall.press('loket-4-numpad', 'enter');
    const line = hall.hall.onWires.get('/dev/serial/by-id/usb-RS485') as SimulatedSerialDisplays;
    line.powerCycle();
    expect(hall.reads('loket-4-display')).toBe('');
    await hall.pass(3_000);
    expect(hall.reads('loket-4-display')).toBe('F-001');
  });
});

describe('a flood (G3)', () => {
  it('of presses is answered press by press: what the driver accepted, the queue decided', async () => {
    let answered = 0;
    hall.host.watch((sight) => {
      if (sight.type === 'refused' && sight.device === 'loket-1-keypad') answered++;
    });
    const presses = 1_000;
    for (let press = 0; press < presses; press++) {
      for (const keypad of ['loket-1-keypad', 'loket-2-keypad']) hall.device(keypad).press?.('recall', 20);
      await hall.pass(2);
    }
    await hall.pass(5_000);
    const told = hall.host.status('loket-1-keypad')?.counters.events ?? 0;
    // Each press is told with its release; a recall at a closed counter is refused.
    expect(answered).toBeGreaterThan(10);
    expect(answered).toBe(told / 2);
  });

  it('of presses is said of its device, which goes on, and no longer once it is over', async () => {
    const told = () => hall.state('device/loket-1-keypad/state');
    for (let press = 0; press < 60; press++) {
      hall.device('loket-1-keypad').press?.('recall', 60);
      await hall.pass(110);
    }
    expect(told()).toMatchObject({ state: 'degraded', reason: 'button.flood', usable: true });
    await hall.pass(20_000);
    expect(told()).toMatchObject({ state: 'online', reason: null });
  });
});

describe('a worn contact (G1)', () => {
  it('that does not come to rest is said, costs no call, and is forgotten once it is sound again', async () => {
    const told = () => hall.state('device/loket-1-keypad/state');
    const keypad = hall.device('loket-1-keypad');
    // Each press is followed by another edge after half of the lockout: the release.
    for (let press = 0; press < 25; press++) {
      keypad.press?.('recall', 30);
      await hall.pass(300);
    }
    expect(told()).toMatchObject({ state: 'degraded', reason: 'button.bouncing', usable: true });
    expect(hall.host.status('loket-1-keypad')?.counters.work).toMatchObject({ presses_accepted: 25 });
    // After a quiet minute at the least, two at the most.
    await hall.pass(120_000);
    expect(told()).toMatchObject({ state: 'online', reason: null });
  });
});
