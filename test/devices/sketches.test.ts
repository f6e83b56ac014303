import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { p10Display } from '../../devices/p10-display/p10-display.ts';
import type { Level } from '../../devices/ports.ts';
import { encodeFrame } from '../../devices/sketch/sketch-frames.ts';
import { textDisplay } from '../../devices/text-display/text-display.ts';
import { simulatedMax7219 } from '../../simulators/firmata-board/simulated-max7219.ts';
import { SimulatedP10Display } from '../../simulators/p10-display-hardware.ts';
import { normalLetters } from '../../simulators/p10-letters.ts';
import { Switchboard } from '../../simulators/switchboard.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { opened, testPorts } from './opened.ts';
import { brightnessOf, seenOn } from './p10-panel.ts';
import { BoardInSimavr, canRunSketches, compileBoard, compileSketch } from './sketch-in-simavr.ts';

const address = '/dev/serial/by-id/usb-arduino';
/** What the Arduino IDE allows for the older boot loader of a Nano, which is less than that of an Uno. */
const FLASH_MOST_BYTES = 30_720;
/** Of the 2,048 of the processor; the rest is for the stack. */
const RAM_MOST_BYTES = 1_536;
/** A byte on the line at 57,600 baud. The processor keeps two that were not yet read. */
const BYTE_CYCLES = 2_778;

/** How long the core of Arduino and a sketch take to start. */
const STARTING_MS = 5;
/** Where opening restarts the board: the first greeting comes while it starts, and is sent once more after 300 ms. */
const OPENING_MS = 340;

let folder = '';
const running: BoardInSimavr[] = [];

const sizes: Record<string, ReturnType<typeof compileSketch>> = {};

/** A board with a sketch on virtual time, and a wire to it. */
function boardWith(
  kind: string,
  { panels, resetsOnOpen = false }: { panels?: number; resetsOnOpen?: boolean },
) {
  const clock = new VirtualClock();
  const board = new BoardInSimavr({ folder, kind, clock, panels, resetsOnOpen });
  running.push(board);
  const wires = new Switchboard(clock);
  wires.plugIn(address, board);
  const during = async <T>(doing: Promise<T>, ms: number, stepMs = 1): Promise<T> => {
    const [done] = await Promise.all([doing, board.run(ms, stepMs)]);
    return done;
  };
  return { board, clock, wires, ports: testPorts({ clock, wires }), during };
}

type Settings = { readonly panels?: { readonly wide: number; readonly high: number } } & Record<
  string,
  unknown
>;

async function p10With(settings: Settings = {}) {
  const panels = settings.panels ?? { wide: 1, high: 1 };
  const bench = boardWith('p10-display', { panels: panels.wide * panels.high });
  await bench.board.run(STARTING_MS, STARTING_MS);
  const { device, lost } = await bench.during(opened(p10Display, { address, ...settings }, bench.ports), 30);
  /** What is to be seen during the next `ms`. */
  const seen = async (ms = 8) => {
    bench.board.lit = [];
    await bench.board.run(ms, ms);
    return seenOn(panels, bench.board.lit);
  };
  const show = (text: string) => bench.during(device.perform({ type: 'show', text }), 30);
  return { ...bench, device, lost, panels, seen, show };
}

/** A display of the page of the simulated hall, which shows what its line brings. */
function onPage(clock = new VirtualClock()) {
  const display = new SimulatedP10Display({ clock }, () => undefined);
  let answers = '';
  const line = display.connect((bytes) => {
    answers += Buffer.from(bytes).toString('latin1');
  });
  return { display, receive: line.receive, answers: () => answers };
}

/** What people see there of this text. */
function pageOf(text: string, font: string, panels = { wide: 1, high: 1 }) {
  const { display, receive } = onPage();
  receive(encodeFrame(1, `8${font.slice(0, 1).toUpperCase()}${panels.wide}${panels.high}1E${text}`));
  expect(display.shown).toBe(text);
  return display.dots(panels);
}

/** The bytes of a host that does not wait, and the answers as they come back. */
async function lineTo(bench: ReturnType<typeof boardWith>) {
  const wire = await bench.wires.open(address);
  let answers = '';
  wire.onBytes((bytes) => {
    answers += Buffer.from(bytes).toString('latin1');
  });
  await bench.board.run(STARTING_MS, STARTING_MS);
  return { send: (bytes: Uint8Array) => wire.write(bytes), answers: () => answers };
}

// The sketches themselves, compiled as the Arduino IDE does, on a simulated processor; only the panel is a model.
describe.skipIf(!canRunSketches())('the sketch, on an Arduino Uno in simavr,', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'loket-sketches-'));
    compileBoard(folder);
    for (const kind of ['text-display', 'p10-display']) sizes[kind] = compileSketch(folder, kind);
  });
  afterEach(() => {
    for (const board of running.splice(0)) board.stop();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['text-display', 'p10-display'])('of %s fits an Uno and a Nano', (kind) => {
    const { flash = 0, ram = 0 } = sizes[kind] ?? {};
    console.info(`the sketch of ${kind} takes ${flash} bytes of flash and ${ram} of memory`);
    expect(flash).toBeGreaterThan(1_000);
    expect(flash).toBeLessThanOrEqual(FLASH_MOST_BYTES);
    expect(ram).toBeLessThanOrEqual(RAM_MOST_BYTES);
  });

  it('of text-display shows on its module what the driver tells it, at its brightness', async () => {
    const { board, ports, during } = boardWith('text-display', { resetsOnOpen: true });
    const opening = opened(textDisplay, { address, digits: 5, brightness: 11 }, ports);
    const { device } = await during(opening, OPENING_MS, 10);
    const module = simulatedMax7219({ data: 11, clock: 13, select: 10 }, 8);
    const levels = new Map<number, Level>();
    const read = () => {
      for (const { pin, level } of board.pins.splice(0)) {
        levels.set(pin, level);
        module.pinsChanged((of) => levels.get(of) ?? 0);
      }
      return module.text();
    };
    expect(read()).toBe(' '.repeat(8));
    expect(module.shutdown).toBe(false);
    expect(await during(device.perform({ type: 'show', text: 'A-012' }), 20)).toBe('acknowledged');
    expect(read()).toBe('   A-012');
    expect(module.intensity).toBe(11);
    // Restarted, it is dark, and told again.
    board.reset();
    await board.run(20);
    expect(read().trim()).toBe('');
    await during(device.refresh?.() ?? Promise.reject(), 20);
    expect(read()).toBe('   A-012');
  });

  it('of p10-display shows a number over the whole height, when the driver tells it and not before', async () => {
    const { board, seen, show } = await p10With();
    expect(board.lit).toEqual([]);
    expect(await show('A-012')).toBe('acknowledged');
    expect(await seen()).toEqual([
      '.####.......####....##....####..',
      '.####.......####....##....####..',
      '##..##.....##..##..###...##..##.',
      '##..##.....##..##..###...##..##.',
      '##..##.....##..##.####.......##.',
      '##..##.....##..##.####.......##.',
      '##..##.....##..##...##......##..',
      '##..##.....##..##...##......##..',
      '######.###.##..##...##.....##...',
      '######.###.##..##...##.....##...',
      '##..##.....##..##...##....##....',
      '##..##.....##..##...##....##....',
      '##..##.....##..##...##...##.....',
      '##..##.....##..##...##...##.....',
      '##..##......####..######.######.',
      '##..##......####..######.######.',
    ]);
    // A shorter text leaves nothing of the longer one.
    await show('--');
    expect(await seen()).toEqual(pageOf('--', 'tall'));
    await show('');
    expect(await seen()).toEqual(pageOf('', 'tall'));
  });

  it('of p10-display draws every letter in every font as the page of the simulated hall does', async () => {
    const letters = Object.keys(normalLetters).join('');
    for (const [font, count] of [
      ['normal', 20],
      ['tall', 16],
      ['wide', 8],
    ] as const) {
      const panels = { wide: 4, high: 1 };
      const { seen, show } = await p10With({ font, panels });
      for (let at = 0; at < letters.length; at += count) {
        const text = letters.slice(at, at + count);
        await show(text);
        expect(await seen(), `${font} ${text}`).toEqual(pageOf(text, font, panels));
      }
    }
  });

  it.each([
    [1, 1],
    [2, 1],
    [4, 1],
    [1, 2],
    [4, 2],
  ])('of p10-display fills %i x %i panels, without flicker and without a byte lost', async (wide, high) => {
    const panels = { wide, high };
    const { board, seen, show } = await p10With({ panels, brightness: 15 });
    await show('A-012');
    expect(await seen()).toEqual(pageOf('A-012', 'tall', panels));
    // Each of four rows was lit in its turn, and nothing moved under light.
    expect(board.lit.map(({ ba }) => ba).toSorted()).toEqual([0, 1, 2, 3]);
    expect(board.troubles).toBe(0);
    expect(board.longestTurnCycles).toBeLessThan(2 * 16_000);
    expect(board.longestWaitCycles).toBeLessThan(BYTE_CYCLES);
  });

  it('of p10-display has sixteen steps of brightness', async () => {
    const shares: number[] = [];
    for (const brightness of [0, 7, 15]) {
      const { board, seen, show } = await p10With({ brightness });
      await show('8');
      await seen(80);
      shares.push(brightnessOf(board.lit, 80));
    }
    expect(shares[0]).toBeCloseTo(1 / 16, 2);
    expect(shares[1]).toBeCloseTo(8 / 16, 2);
    expect(shares[2]).toBeGreaterThan(0.98);
  });

  it('of p10-display lets a text run that does not fit, and the same text once more does not begin anew', async () => {
    const { board, clock, device, during, show } = await p10With();
    const only = { wide: 1, high: 1 };
    await show('A-0123');
    const passed: string[] = [];
    // A whole round: the text stands, leaves on the left, and comes in again on the right.
    for (let look = 0; look < 90; look++) {
      if (look % 20 === 15) await during(device.refresh?.() ?? Promise.reject(), 20, 10);
      else await board.run(20, 20);
      board.lit = [];
      await board.run(20, 20);
      // Not where it moved meanwhile.
      if (board.lit.length === 4) passed.push(seenOn(only, board.lit).join('\n'));
    }
    const page = onPage(clock);
    page.receive(encodeFrame(1, '8T111EA-0123'));
    const begun = page.display.dots(only).join('\n');
    const pages = new Set<string>();
    for (let ms = 0; ms < 3_500; ms += 10) {
      pages.add(page.display.dots(only).join('\n'));
      await clock.advance(10);
    }
    expect(passed.filter((picture) => !pages.has(picture))).toEqual([]);
    expect(passed[0]).toBe(begun);
    const moved = passed.findIndex((picture) => picture !== begun);
    expect(moved).toBeGreaterThan(0);
    expect(passed.indexOf(begun, moved)).toBeGreaterThan(moved + 20);
  });

  it('of p10-display takes torn frames, frames back to back and a flood, and shows the last text', async () => {
    const bench = boardWith('p10-display', { panels: 1 });
    const { send, answers } = await lineTo(bench);
    const seen = async () => {
      bench.board.lit = [];
      await bench.board.run(8);
      return seenOn({ wide: 1, high: 1 }, bench.board.lit);
    };
    const frame = (number: number, text: string) => encodeFrame(number, `8T111E${text}`);
    for (const byte of frame(1, 'A-001')) {
      await send(Uint8Array.of(byte));
      await bench.board.run(3);
    }
    await bench.board.run(5);
    expect(answers()).toMatch(/^:1A\*.{4}\n$/);
    await send(Buffer.concat([frame(2, 'A-002').subarray(0, 9), frame(3, 'A-003'), frame(4, 'A-004')]));
    await bench.board.run(30);
    expect(answers()).toMatch(/:3A\*.{4}\n:4A\*.{4}\n$/);
    expect(await seen()).toEqual(pageOf('A-004', 'tall'));
    const flood = Array.from({ length: 30 }, (_, at) => frame(at % 16, `C-1${String(at).padStart(2, '0')}`));
    await send(Buffer.concat(flood));
    await bench.board.run(200, 10);
    expect(await seen()).toEqual(pageOf('C-129', 'tall'));
    expect(answers().match(/A\*/g)).toHaveLength(33);
  });

  it('of p10-display takes what comes, spoilt or not, as the simulated display does', async () => {
    const body = fc.oneof(
      fc.constantFrom(
        '?',
        '?T21',
        '?W52',
        '?X11',
        '?T03',
        '8T111EA-012',
        '8T112',
        '0N42FF',
        'FW1100AB',
        'GT111EA',
      ),
      fc.string({ maxLength: 60 }),
    );
    const frame = fc.tuple(fc.nat(15), body).map(([number, what]) => [...encodeFrame(number, what)]);
    const piece = fc.oneof(
      frame,
      fc.tuple(frame, fc.nat(60), fc.integer({ min: 1, max: 255 })).map(([bytes, at, bits]) => {
        const place = at % bytes.length;
        return bytes.with(place, (bytes[place] ?? 0) ^ bits);
      }),
      fc.array(fc.nat(255), { maxLength: 20 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 10, maxLength: 20 }), async (pieces) => {
        const bench = boardWith('p10-display', { panels: 1 });
        const { send, answers } = await lineTo(bench);
        const page = onPage();
        for (const bytes of pieces) {
          page.receive(Uint8Array.from(bytes));
          await send(Uint8Array.from(bytes));
          await bench.board.run(24, 4);
        }
        bench.board.stop();
        expect(answers()).toBe(page.answers());
      }),
      { numRuns: 6 },
    );
  });

  it('of p10-display is dark after a reset in the middle of a text, and shows it again when it is told', async () => {
    const { board, device, during, seen, show } = await p10With();
    await show('A-012');
    const failing = expect(device.perform({ type: 'show', text: 'A-013' })).resolves.toBe('acknowledged');
    await board.run(2);
    board.reset();
    // The frame was cut; the driver sends it once more.
    await board.run(340, 10);
    await failing;
    expect(await seen()).toEqual(pageOf('A-013', 'tall'));
    board.reset();
    await board.run(20);
    expect(await seen()).toEqual(pageOf('', 'tall'));
    await during(device.probe?.() ?? Promise.reject(), 20);
    await during(device.refresh?.() ?? Promise.reject(), 20);
    expect(await seen()).toEqual(pageOf('A-013', 'tall'));
  });
});

it('the copies of frame.h in the folders of the sketches are the same', () => {
  const [of, copy] = ['text-display', 'p10-display'].map((kind) =>
    readFileSync(new URL(`../../devices/${kind}/sketch/frame.h`, import.meta.url), 'utf8'),
  );
  expect(copy).toBe(of);
});
