import { describe, expect, it } from 'vitest';
import { modes } from '../../simulators/firmata-board/firmata-protocol.ts';
import { SimulatedFirmataBoard } from '../../simulators/firmata-board/simulated-board.ts';
import { simulatedMax7219 } from '../../simulators/firmata-board/simulated-max7219.ts';
import { VirtualClock } from '../virtual-clock.ts';

function connected(options: { bootMs?: number; seed?: number; keysTo?: 'supply' } = {}) {
  const clock = new VirtualClock();
  const board = new SimulatedFirmataBoard({ clock, ...options });
  const sent: number[] = [];
  const line = board.connect((bytes) => sent.push(...bytes));
  /** What the board has sent since the last call. */
  const heard = () => sent.splice(0);
  const tell = (...bytes: number[]) => {
    line.receive(Uint8Array.from(bytes));
    return heard();
  };
  return { clock, board, line, heard, tell };
}

const version = [0xf9, 2, 5];
const pinMode = (pin: number, mode: number) => [0xf4, pin, mode];

describe('the simulated Firmata board', () => {
  it('reports version and firmware when its port is opened', () => {
    const { heard } = connected();
    const [name] = [String.fromCharCode(...heard().filter((byte) => byte > 0x20 && byte < 0x7f))];
    expect(name).toContain('StandardFirmata.ino');
  });

  it('hears nothing until its boot loader is through', async () => {
    const { clock, heard, tell } = connected({ bootMs: 1_500 });
    expect(tell(0xf9)).toEqual([]);
    await clock.advance(1_500);
    expect(heard().slice(0, 3)).toEqual(version);
    expect(tell(0xf9)).toEqual(version);
  });

  it('tells 20 pins, the first two without any mode, and six analog channels', () => {
    const { heard, tell } = connected();
    heard();
    const capabilities = tell(0xf0, 0x6b, 0xf7);
    expect(capabilities.filter((byte) => byte === 0x7f)).toHaveLength(20);
    expect(capabilities.slice(2, 5)).toEqual([0x7f, 0x7f, modes.input]);
    const mapping = tell(0xf0, 0x69, 0xf7).slice(2, -1);
    expect(mapping).toEqual([...new Array(14).fill(0x7f), 0, 1, 2, 3, 4, 5]);
  });

  it('reports a port at once when asked to, and then when an input changes', async () => {
    const { clock, board, heard, tell } = connected();
    tell(...pinMode(2, modes.pullup));
    expect(tell(0xd0, 1)).toEqual([0x90, 0b100, 0]);
    board.press(2);
    await clock.advance(100);
    const reports = heard();
    expect(reports.slice(-3)).toEqual([0x90, 0, 0]);
    tell(0xd0, 0);
    board.release(2);
    await clock.advance(100);
    expect(heard()).toEqual([]);
  });

  it('bounces the same way for the same seed, and settles', async () => {
    const traces: number[][] = [];
    for (const seed of [7, 7, 8, 9, 10, 11]) {
      const { clock, board, heard, tell } = connected({ seed });
      tell(...pinMode(2, modes.pullup), 0xd0, 1);
      board.press(2, 100);
      await clock.advance(300);
      const trace = heard();
      expect(trace.slice(-3)).toEqual([0x90, 0b100, 0]);
      traces.push(trace);
    }
    expect(traces[0]).toEqual(traces[1]);
    expect(new Set(traces.map(String)).size).toBeGreaterThan(1);
  });

  it('turns the pull-up of an input on when a port write carries a 1 for it', () => {
    const { board, tell } = connected();
    tell(...pinMode(4, modes.input));
    expect(board.level(4)).toBe(0);
    tell(0x90, 0b10000, 0);
    expect(board.mode(4)).toBe(modes.pullup);
  });

  it('refuses a mode the pin does not have, in words', () => {
    const { board, tell } = connected();
    const answer = tell(...pinMode(2, modes.pwm));
    expect(String.fromCharCode(...answer.filter((byte) => byte > 0))).toContain('Unknown pin mode');
    expect(board.mode(2)).toBe(modes.output);
  });

  it('finds the next message after noise, half messages and a sysex without end', () => {
    const { heard, tell } = connected();
    heard();
    expect(tell(0x12, 0xf7, 0x90, 0x01, 0xf9)).toEqual(version);
    expect(tell(0xf0, ...new Array(100_000).fill(1))).toEqual([]);
    expect(tell(0xf9)).toEqual(version);
    expect(tell(0xf0, 0x71, 1, 0xf9)).toEqual(version);
  });

  it('keeps the strings it is sent', () => {
    const { board, tell } = connected();
    tell(0xf0, 0x71, 0x48, 0, 0x69, 0, 0xf7);
    expect(board.strings).toEqual(['Hi']);
  });

  it('takes one connection at a time, and counts its bytes', () => {
    const { board, line, tell } = connected();
    expect(() => board.connect(() => {})).toThrow('connected already');
    tell(0xf9, 0xf9);
    expect(board.bytesReceived).toBe(2);
    line.hangUp();
    expect(() => board.connect(() => {})).not.toThrow();
  });

  it('forgets its pins at a reset and says so with its version', () => {
    const { board, heard, tell } = connected();
    tell(...pinMode(2, modes.pullup));
    heard();
    board.reset();
    expect(heard().slice(0, 3)).toEqual(version);
    expect(board.mode(2)).toBe(modes.output);
  });
});

describe('the simulated MAX7219', () => {
  const wired = () => {
    const bench = connected();
    const chip = simulatedMax7219({ data: 10, clock: 11, select: 12 }, 4);
    bench.board.attach(chip);
    bench.tell(...[10, 11, 12].flatMap((pin) => pinMode(pin, modes.output)));
    /** Shifts a word in, port by port: pins 8 to 15 are port 1. */
    const word = (address: number, value: number) => {
      for (let bit = 15; bit >= 0; bit--) {
        const data = ((((address << 8) | value) >> bit) & 1) << 2;
        bench.tell(0x91, data, 0, 0x91, data | 0b1000, 0);
      }
      bench.tell(0x91, 0b1_0000, 0);
    };
    return { ...bench, chip, word };
  };

  it('starts dark, shows what its registers hold once awake, and only as many digits as it scans', () => {
    const { chip, word } = wired();
    word(1, 0x6d);
    word(4, 0x77);
    expect(chip.text()).toBe('    ');
    word(12, 1);
    expect(chip.text()).toBe('   2');
    word(11, 7);
    expect(chip.text()).toBe('A  2');
  });

  it('reads dash, point, its own decoder, a shape that is no character, and the display test', () => {
    const { chip, word } = wired();
    word(12, 1);
    word(11, 7);
    word(4, 0x01);
    word(3, 0x80 | 0x30);
    word(2, 0x41);
    word(9, 0b0001);
    word(1, 12);
    expect(chip.text()).toBe('-1.?H');
    word(10, 5);
    expect(chip.intensity).toBe(5);
    word(15, 1);
    expect(chip.text()).toBe('8.8.8.8.');
  });

  it('keeps its content over a reset of the board and loses it with the supply', () => {
    const { board, chip, word } = wired();
    word(12, 1);
    word(1, 0x7e);
    board.reset();
    expect(chip.text()).toBe('   0');
    board.powerCycle();
    expect(chip.shutdown).toBe(true);
  });
});
