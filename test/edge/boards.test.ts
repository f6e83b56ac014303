import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import FiveBoard from 'johnny-five/lib/board.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../devices/fault.ts';
import type { Board, Boards } from '../../devices/ports.ts';
import { createBoards } from '../../firmware-host/edge/boards.ts';
import { modes } from '../../simulators/firmata-board/firmata-protocol.ts';
import {
  type FirmataBoardOptions,
  SimulatedFirmataBoard,
} from '../../simulators/firmata-board/simulated-board.ts';
import { simulatedMax7219 } from '../../simulators/firmata-board/simulated-max7219.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { max7219On } from './max7219-on.ts';
import { Plugs } from './plug.ts';

const place = { address: '/dev/arduino', baudRate: 57_600 };
const pins = { data: 10, clock: 11, select: 12 };
const noLoss = (why: Error) => {
  throw why;
};

let clock: VirtualClock;
let plugs: Plugs;
let boards: Boards;

beforeEach(() => {
  clock = new VirtualClock();
  plugs = new Plugs();
  boards = createBoards(plugs, clock);
});

function plugIn(options: Omit<FirmataBoardOptions, 'clock'> = {}) {
  const arduino = new SimulatedFirmataBoard({ clock, ...options });
  const chip = simulatedMax7219(pins, 4);
  arduino.attach(chip);
  plugs.plug(place.address, arduino);
  return { arduino, chip };
}

/** Lets what is on its way arrive, without the clock moving. */
async function arrive(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await clock.advance(0);
}

async function code(failing: Promise<unknown>): Promise<string> {
  const thrown = await failing.then(
    () => undefined,
    (why: unknown) => why,
  );
  return thrown instanceof Fault ? thrown.code : String(thrown);
}

describe('connecting a board', () => {
  it('greets one that answers at once', async () => {
    plugIn({ resetsOnOpen: false });
    const link = await boards.connect('b', place);
    await link.probe();
  });

  it('waits for one that restarts when its port is opened', async () => {
    plugIn({ bootMs: 3_500 });
    const losses: Error[] = [];
    const connecting = boards.connect('b', place);
    await clock.advance(3_500);
    const link = await connecting;
    link.onLost((why) => losses.push(why));
    await clock.advance(60_000);
    await link.probe();
    expect(losses).toEqual([]);
  });

  it('greets one at the end of a slow line, and does not take its late answers for a restart', async () => {
    plugs.plug(place.address, {
      connect: (send) =>
        new SimulatedFirmataBoard({ clock }).connect((bytes) => clock.after(1_500, () => send(bytes))),
    });
    const losses: Error[] = [];
    const connecting = boards.connect('b', place);
    await clock.advance(9_000);
    (await connecting).onLost((why) => losses.push(why));
    await clock.advance(9_000);
    expect(losses).toEqual([]);
  });

  it('answers probes that come while others are under way, and in between', async () => {
    plugIn();
    const losses: Error[] = [];
    const link = await boards.connect('b', place);
    link.onLost((why) => losses.push(why));
    const first = link.probe();
    await Promise.all([first.then(() => link.probe()), link.probe(), link.probe()]);
    await arrive();
    expect(losses).toEqual([]);
  });

  it('says so when nothing is plugged in, nothing answers, or something else does', async () => {
    expect(await code(boards.connect('b', place))).toBe('link.absent');

    plugs.plug(place.address, { connect: () => ({ receive() {}, hangUp() {} }) });
    const silent = code(boards.connect('b', place));
    await clock.advance(10_000);
    expect(await silent).toBe('link.timeout');

    const chatter = Uint8Array.of(...Buffer.from('+CMTI: "SM",1\r\n'), 0xf0, 0x6e, 99, 0, 0, 0xf7);
    plugs.plug(place.address, {
      connect: (send) => ({ receive: () => send(chatter), hangUp() {} }),
    });
    const other = code(boards.connect('b', place));
    await clock.advance(10_000);
    expect(await other).toBe('link.wrong_device');
  });

  it('can be tried again after it failed, and is refused while it is open', async () => {
    await code(boards.connect('b', place));
    plugIn();
    await boards.connect('b', place);
    expect(await code(boards.connect('b', place))).toBe('link.busy');
  });
});

describe('losing a board', () => {
  it('tells its link and all who use it, once, when it is unplugged; and refuses its use', async () => {
    plugIn();
    const told: string[] = [];
    const link = await boards.connect('b', place);
    link.onLost(() => told.push('link'));
    const board = boards.use('b', () => told.push('user'));
    const line = await board.input(2, { pull: 'up' });
    const panel = await max7219On(board, pins, { digits: 4, brightness: 8 });
    plugs.unplug(place.address);
    await arrive();
    expect(told.sort()).toEqual(['link', 'user']);
    expect(() => boards.use('b', noLoss)).toThrow('not connected');
    expect(await code(panel.write(0, 1))).toBe('link.absent');
    expect(await code(link.probe())).toBe('link.absent');
    await line.close();
    await panel.close();
    await link.close();
    expect(told).toHaveLength(2);
  });

  it('sees that the board was reset, also while it waits for an answer', async () => {
    for (const probing of [false, true]) {
      const { arduino } = plugIn();
      const losses: Error[] = [];
      const link = await boards.connect('b', place);
      link.onLost((why) => losses.push(why));
      arduino.reset();
      if (probing) await link.probe().catch(() => {});
      await arrive();
      expect(losses.map(({ message }) => message)).toEqual(['the board restarted']);
      await link.close();
    }
  });

  it('fails a probe that is not answered', async () => {
    let deaf = false;
    plugs.plug(place.address, {
      connect(send) {
        const board = new SimulatedFirmataBoard({ clock }).connect(send);
        return { receive: (bytes) => deaf || board.receive(bytes), hangUp: board.hangUp };
      },
    });
    const link = await boards.connect('b', place);
    deaf = true;
    const probes = Promise.all([1, 2, 3, 4, 5].map(() => code(link.probe())));
    await clock.advance(6_000);
    expect(new Set(await probes)).toEqual(new Set(['link.timeout']));
  });

  it('tells the users when the board is closed under them, and not the one who closed it', async () => {
    plugIn();
    const told: string[] = [];
    const link = await boards.connect('b', place);
    link.onLost(() => told.push('link'));
    await boards.use('b', () => told.push('user')).input(2, { pull: 'up' });
    await link.close();
    await link.close();
    expect(told).toEqual(['user']);
  });

  it('does not tell users who have closed what they opened, or never could open it', async () => {
    plugIn();
    const told: string[] = [];
    await boards.connect('b', place);
    const tell = () => told.push('user');
    await (await boards.use('b', tell).input(2, { pull: 'up' })).close();
    await code(boards.use('b', tell).input(99, { pull: 'up' }));
    plugs.unplug(place.address);
    expect(told).toEqual([]);
  });

  it('survives noise: a sysex without end, a pin state of an unknown pin, random bytes', async () => {
    const { arduino } = plugIn();
    let noise: (bytes: Uint8Array) => void = () => {};
    plugs.plug(place.address, {
      connect(send) {
        noise = send;
        return arduino.connect(send);
      },
    });
    const link = await boards.connect('b', place);
    const line = await boards.use('b', noLoss).input(2, { pull: 'up' });
    noise(Uint8Array.of(0xf0, 0x6e, 99, 1, 1, 0xf7));
    noise(Uint8Array.from([0xf0, 0x71, ...new Array(1_000_000).fill(1)]));
    noise(Uint8Array.of(0x00, 0x90, 0xf0, 0xf7, 0xe3, 0x12));
    await arrive();
    await link.probe();
    expect(line.read()).toBe(1);
  });
});

describe('inputs of a board', () => {
  let board: Board;
  let arduino: SimulatedFirmataBoard;
  beforeEach(async () => {
    arduino = plugIn({ bounceMs: 0 }).arduino;
    await boards.connect('b', place);
    board = boards.use('b', noLoss);
  });

  it('know their level from the start, and tell each change once', async () => {
    arduino.press(3);
    const [up, down] = await Promise.all([2, 3].map((pin) => board.input(pin, { pull: 'up' })));
    expect([up?.read(), down?.read()]).toEqual([1, 0]);
    const edges: number[] = [];
    up?.onEdge((level) => edges.push(level));
    arduino.release(3);
    arduino.press(2, 50);
    await clock.advance(100);
    expect(edges).toEqual([0, 1]);
    expect(down?.read()).toBe(1);
  });

  it('go on when another pin of their port is closed', async () => {
    const kept = await board.input(2, { pull: 'up' });
    const closed = await board.input(3, { pull: 'up' });
    await closed.close();
    arduino.press(2);
    await arrive();
    expect(kept.read()).toBe(0);
  });

  it('stay without a pull-up while a display is written on their port', async () => {
    const supplied = plugIn({ keysTo: 'supply', bounceMs: 0 }).arduino;
    await boards.connect('c', place);
    const other = boards.use('c', noLoss);
    const line = await other.input(9, { pull: 'off' });
    supplied.press(9);
    await arrive();
    expect(line.read()).toBe(1);
    await max7219On(other, pins, { digits: 4, brightness: 8 });
    await arrive();
    expect(supplied.mode(9)).toBe(modes.input);
  });

  it('are refused where the board has no such pin or resistor', async () => {
    expect(await code(board.input(0, { pull: 'up' }))).toBe('config.invalid');
    expect(await code(board.input(99, { pull: 'off' }))).toBe('config.invalid');
    expect(await code(board.input(2, { pull: 'down' }))).toBe('config.invalid');
    expect(await code(board.pins([[70, 0]]))).toBe('config.invalid');
    expect(await code(board.pins([[0, 'open']]))).toBe('config.invalid');
  });

  it('open sixteen at a time', async () => {
    const warnings: Error[] = [];
    const hear = (warning: Error) => warnings.push(warning);
    process.on('warning', hear);
    const lines = await Promise.all(
      Array.from({ length: 16 }, (_, index) => board.input(index + 2, { pull: 'up' })),
    );
    expect(lines.map((line) => line.read())).toEqual(new Array(16).fill(1));
    await arrive();
    process.off('warning', hear);
    expect(warnings).toEqual([]);
  });
});

describe('outputs of a board', () => {
  let board: Board;
  let arduino: SimulatedFirmataBoard;
  beforeEach(async () => {
    arduino = plugIn({ bounceMs: 0 }).arduino;
    await boards.connect('b', place);
    board = boards.use('b', noLoss);
  });

  it('rest from their opening on, take each level, and rest when they are closed', async () => {
    for (const rest of [0, 1] as const) {
      const line = await board.output(7, { rest });
      await arrive();
      expect([arduino.mode(7), arduino.level(7)]).toEqual([modes.output, rest]);
      for (const level of [1, 0, 1, 0] as const) {
        await line.write(level);
        await arrive();
        expect(arduino.level(7)).toBe(level);
      }
      await line.write(rest === 0 ? 1 : 0);
      await line.close();
      await line.close();
      await arrive();
      expect(arduino.level(7)).toBe(rest);
    }
  });

  it('leave the keys and the other outputs of their port as they are', async () => {
    const key = await board.input(6, { pull: 'up' });
    const edges: number[] = [];
    key.onEdge((level) => edges.push(level));
    const other = await board.output(5, { rest: 0 });
    await other.write(1);
    const line = await board.output(7, { rest: 0 });
    for (const level of [1, 0, 1, 0] as const) await line.write(level);
    await arrive();
    expect([arduino.level(5), arduino.mode(6), edges]).toEqual([1, modes.pullup, []]);
    arduino.press(6);
    await arrive();
    expect(edges).toEqual([0]);
  });

  it('are refused where the board has no such pin', async () => {
    expect(await code(board.output(0, { rest: 0 }))).toBe('config.invalid');
    expect(await code(board.output(99, { rest: 0 }))).toBe('config.invalid');
  });

  it('cannot be written on a board that is gone, and are closed all the same', async () => {
    const told: string[] = [];
    const line = await boards.use('b', () => told.push('lost')).output(7, { rest: 0 });
    plugs.unplug(place.address);
    await arrive();
    expect(await code(line.write(1))).toBe('link.absent');
    await line.close();
    expect(told).toEqual(['lost']);
  });
});

describe('pins of a board that are moved step by step', () => {
  let board: Board;
  let arduino: SimulatedFirmataBoard;
  beforeEach(async () => {
    arduino = plugIn({ bounceMs: 0 }).arduino;
    await boards.connect('b', place);
    board = boards.use('b', noLoss);
  });

  /** What a probe on two pins sees, as words: `4 falls`. Changes of one message stand together. */
  function probe(...pins: readonly number[]) {
    const seen: string[] = [];
    let before = pins.map((pin) => arduino.level(pin));
    arduino.attach({
      pinsChanged(level) {
        const now = pins.map(level);
        const moves = pins.filter((_, at) => now[at] !== before[at]);
        if (moves.length > 0)
          seen.push(moves.map((pin) => `${pin} ${level(pin) === 1 ? 'rises' : 'falls'}`).join(', '));
        before = now;
      },
      powerUp: () => undefined,
    });
    return seen;
  }

  it('change in the order of the steps, the pins of a step at once where one message carries them', async () => {
    const seen = probe(3, 4, 9);
    const group = await board.pins([
      [3, 0],
      [4, 1],
      [9, 1],
    ]);
    await group.write([
      [
        [3, 1],
        [4, 0],
      ],
      [
        [4, 1],
        [9, 0],
      ],
      [[3, 0]],
    ]);
    await arrive();
    expect(seen).toEqual(['4 rises', '9 rises', '3 rises, 4 falls', '4 rises', '9 falls', '3 falls']);
  });

  it('cost three bytes a move, and as much to let a wire go or to pull it down', async () => {
    const group = await board.pins([
      [3, 0],
      [4, 'open'],
    ]);
    await arrive();
    const costs: number[] = [];
    for (const step of [[[3, 1]], [[4, 0]], [[4, 'open']], [[4, 'open']]] as const) {
      const before = arduino.bytesReceived;
      await group.write([step]);
      costs.push(arduino.bytesReceived - before);
    }
    expect(costs).toEqual([3, 3, 3, 0]);
  });

  it('tell the level of a wire that was let go, and pull it down again afterwards', async () => {
    arduino.hold(4);
    const group = await board.pins([
      [3, 1],
      [4, 'open'],
    ]);
    expect(await group.read(4)).toBe(0);
    arduino.release(4);
    await group.write([[[4, 0]]]);
    await arrive();
    expect([arduino.mode(4), arduino.level(4), arduino.level(3)]).toEqual([modes.output, 0, 1]);
    await group.write([[[4, 'open']]]);
    await group.write([[[3, 0]], [[3, 1]]]);
    await arrive();
    // No pull-up of the board's own: StandardFirmata turns it on for an input to which a 1 is written.
    expect(arduino.mode(4)).toBe(modes.input);
  });

  it('cannot be moved or read on a board that is gone', async () => {
    const group = await boards.use('b', () => undefined).pins([[3, 0]]);
    plugs.unplug(place.address);
    await arrive();
    expect(await code(group.write([[[3, 1]]]))).toBe('link.absent');
    expect(await code(group.read(3))).toBe('link.absent');
    await group.close();
  });
});

describe('a MAX7219 on a board', () => {
  it('is set up blank and awake, shows digit by digit, and is renewed after a dip of its supply', async () => {
    const { arduino, chip } = plugIn();
    await boards.connect('b', place);
    const panel = await max7219On(boards.use('b', noLoss), pins, { digits: 4, brightness: 11 });
    await arrive();
    expect({ text: chip.text(), shutdown: chip.shutdown, intensity: chip.intensity }).toEqual({
      text: '    ',
      shutdown: false,
      intensity: 11,
    });
    await panel.write(0, 0x77);
    await panel.write(1, 0x01);
    await panel.write(3, 0x80 | 0x6d);
    await arrive();
    expect(chip.text()).toBe('A- 2.');
    chip.powerUp();
    await panel.renew();
    await panel.write(3, 0x6d);
    await arrive();
    expect(chip.text()).toBe('   2');
    expect(await code(panel.write(4, 0))).toBe('driver.error');
    expect(arduino.bytesReceived).toBeGreaterThan(0);
  });

  it('costs 102 bytes a digit with data and clock on one port, 150 on two', async () => {
    const costs: Record<string, number> = {};
    for (const [name, wiring] of Object.entries({
      'one port': pins,
      'two ports': { data: 7, clock: 11, select: 12 },
    })) {
      const { arduino } = plugIn();
      const chip = simulatedMax7219(wiring, 4);
      arduino.attach(chip);
      const link = await boards.connect('b', place);
      await arrive();
      const before = arduino.bytesReceived;
      const panel = await max7219On(
        boards.use('b', () => {}),
        wiring,
        { digits: 4, brightness: 8 },
      );
      const opened = arduino.bytesReceived;
      await panel.write(3, 0x6d);
      costs[`${name}: opening`] = opened - before;
      costs[`${name}: one digit`] = arduino.bytesReceived - opened;
      await arrive();
      expect(chip.text()).toBe('   2');
      await link.close();
    }
    console.info('bytes to a MAX7219 through StandardFirmata:', costs);
    expect(costs['one port: one digit']).toBe(102);
    expect(costs['two ports: one digit']).toBe(150);
  });
});

describe('a board that comes and goes', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');

  it('leaves nothing behind after 100 unplugs', async () => {
    const cached = FiveBoard.cache.length;
    const sigints = process.listenerCount('SIGINT');
    for (let cycle = 0; cycle < 100; cycle++) {
      const { arduino, chip } = plugIn({ bounceMs: 0 });
      const losses: string[] = [];
      const link = await boards.connect('b', place);
      link.onLost(() => losses.push('link'));
      const board = boards.use('b', () => losses.push('user'));
      const line = await board.input(2, { pull: 'up' });
      const panel = await max7219On(board, pins, { digits: 4, brightness: 8 });
      await panel.write(3, 0x6d);
      arduino.press(2);
      await arrive();
      expect([line.read(), chip.text()]).toEqual([0, '   2']);
      plugs.unplug(place.address);
      expect(losses.sort()).toEqual(['link', 'user']);
      await link.close();
    }
    expect(FiveBoard.cache.length).toBe(cached);
    expect(process.listenerCount('SIGINT')).toBe(sigints);
    // Whatever is kept of a connection keeps its wire. Only the last one may be: the display still stands on it.
    await arrive();
    collectGarbage();
    await arrive();
    collectGarbage();
    expect(plugs.wires.filter((wire) => wire.deref() !== undefined).length).toBeLessThanOrEqual(2);
  });
});
