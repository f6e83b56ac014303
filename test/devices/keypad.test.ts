import { beforeEach, describe, expect, it } from 'vitest';
import { callButton } from '../../devices/call-button/call-button.ts';
import { firmataBoard } from '../../devices/firmata-board/firmata-board.ts';
import { keypad } from '../../devices/keypad/keypad.ts';
import { modes } from '../../simulators/firmata-board/firmata-protocol.ts';
import { SimulatedFirmataBoard } from '../../simulators/firmata-board/simulated-board.ts';
import { Hall } from './hall.ts';

const settings = { board: 'front', keys: { next: 2, recall: 3, 'no-show': 8 } };
const boardSettings = { address: '/dev/front' };

let hall: Hall;
let arduino: SimulatedFirmataBoard;

beforeEach(async () => {
  hall = new Hall();
  arduino = new SimulatedFirmataBoard({ clock: hall.clock, seed: 4, bounceMs: 20 });
  hall.plugs.plug('/dev/front', arduino);
  await hall.open('front', firmataBoard, boardSettings);
});

describe('a keypad on a board', () => {
  it('tells one press and one release for each press of a bouncing key', async () => {
    const { told } = await hall.open('pad', keypad, settings);
    for (let press = 0; press < 50; press++) {
      arduino.press(press % 2 === 0 ? 2 : 8, 120);
      await hall.clock.advance(400);
    }
    const expected = Array.from({ length: 50 }, (_, press) => {
      const key = press % 2 === 0 ? 'next' : 'no-show';
      return [`pressed ${key}`, `released ${key}`];
    });
    expect(told).toEqual(expected.flat());
  });

  it('tells keys pressed together each for itself', async () => {
    const { told } = await hall.open('pad', keypad, settings);
    arduino.press(2);
    arduino.press(3, 300);
    await hall.clock.advance(1_000);
    expect(told).toEqual(['pressed next', 'pressed recall', 'released recall']);
  });

  it('does not take a key for pressed that was down before it was opened', async () => {
    arduino.press(2);
    await hall.clock.advance(100);
    const { told } = await hall.open('pad', keypad, settings);
    await hall.clock.advance(20_000);
    expect(told).toEqual(['held next']);
    arduino.release(2);
    await hall.clock.advance(100);
    arduino.press(2, 100);
    await hall.clock.advance(1_000);
    expect(told).toEqual(['held next', 'released next', 'pressed next', 'released next']);
  });

  it('is lost with its board, and works again when both are opened anew', async () => {
    const first = await hall.open('pad', keypad, settings);
    hall.plugs.unplug('/dev/front');
    expect(first.lost).toHaveLength(1);
    expect(hall.opened('front').lost).toHaveLength(1);
    await expect(hall.open('pad', keypad, settings)).rejects.toThrow('not connected');

    await hall.close('pad');
    await hall.close('front');
    arduino.powerCycle();
    hall.plugs.plug('/dev/front', arduino);
    await hall.open('front', firmataBoard, boardSettings);
    const second = await hall.open('pad', keypad, settings);
    expect(arduino.mode(2)).toBe(modes.pullup);
    arduino.press(3, 100);
    await hall.clock.advance(1_000);
    expect(second.told).toEqual(['pressed recall', 'released recall']);
    expect(first.told).toEqual([]);
  });

  it('tells nothing after it was closed', async () => {
    const { told } = await hall.open('pad', keypad, settings);
    await hall.clock.advance(100);
    arduino.press(2);
    await hall.clock.advance(30);
    await hall.close('pad');
    arduino.release(2);
    await hall.clock.advance(20_000);
    expect(told).toEqual(['pressed next']);
  });

  it('claims every pin of its board by the setting that names it', () => {
    const options = keypad.options.parse(settings);
    expect(keypad.keys?.(options)).toEqual(['next', 'recall', 'no-show']);
    expect(keypad.claims(options)).toContainEqual({
      on: 'board',
      board: 'front',
      pin: 8,
      setting: 'keys.no-show',
    });
  });
});

describe('a call button', () => {
  it('has one key, on a line of the Pi where no board is named', async () => {
    const options = callButton.options.parse({ pin: 17 });
    expect(callButton.claims(options)).toEqual([{ on: 'gpio', line: 17, setting: 'pin' }]);
    const { told } = await hall.open('button', callButton, { pin: 17 });
    hall.gpio.set(17, 0);
    await hall.clock.advance(100);
    hall.gpio.set(17, 1);
    await hall.clock.advance(100);
    expect(told).toEqual(['pressed next', 'released next']);
  });

  it('can be pressed to the supply', async () => {
    const supplied = new SimulatedFirmataBoard({ clock: hall.clock, keysTo: 'supply' });
    hall.plugs.plug('tcp://10.0.0.7:3030', supplied);
    await hall.open('back', firmataBoard, { address: 'tcp://10.0.0.7:3030' });
    const { told } = await hall.open('button', callButton, {
      pin: 4,
      board: 'back',
      pull: 'off',
      pressed: 'high',
    });
    supplied.press(4, 100);
    await hall.clock.advance(1_000);
    expect(told).toEqual(['pressed next', 'released next']);
  });

  it.each([
    [{ pin: 28 }, 'pin'],
    [{ pin: 4, board: 'front', pull: 'down' }, 'pull'],
    [{ pin: 4, lockout_ms: 1_001 }, 'lockout_ms'],
  ])('refuses %j, and points at the setting', (wrong, path) => {
    expect(callButton.options.safeParse(wrong).error?.issues.map((issue) => issue.path.join('.'))).toEqual([
      path,
    ]);
  });

  it('may use higher pins on a board', () => {
    expect(callButton.options.safeParse({ pin: 53, board: 'mega' }).success).toBe(true);
  });
});
