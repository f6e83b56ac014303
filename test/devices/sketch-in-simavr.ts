import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { WireHardware } from '../../simulators/hardware.ts';
import { has } from '../programs.ts';
import type { VirtualClock } from '../virtual-clock.ts';

const arduino = '/usr/share/arduino/hardware/arduino/avr';
const core = `${arduino}/cores/arduino`;

/** Whether sketches can be compiled and run here; with LOKET_TEST_REQUIRE=all they have to be. */
export function canRunSketches(): boolean {
  const programs = ['avr-g++', 'gcc'].every(has);
  const files = [core, '/usr/include/simavr/sim_avr.h'].filter((path) => !existsSync(path));
  if (files.length > 0 && process.env.LOKET_TEST_REQUIRE === 'all')
    throw new Error(`${files.join(', ')}: not there (arduino-core-avr, libsimavr-dev)`);
  return programs && files.length === 0;
}

// As the Arduino IDE compiles for an Uno (platform.txt and boards.txt of arduino-core-avr). The compiler of Debian does
// not define DECIMAL_DIG in C++, which the core asks for.
const flags = [
  ...['-Os', '-flto', '-fno-fat-lto-objects', '-ffunction-sections', '-fdata-sections', '-mmcu=atmega328p'],
  ...['-DF_CPU=16000000L', '-DARDUINO=10819', '-DARDUINO_AVR_UNO', '-DARDUINO_ARCH_AVR'],
  ...['-DDECIMAL_DIG=__DECIMAL_DIG__', `-I${core}`, `-I${arduino}/variants/standard`],
];
const flagsOfCpp = ['-std=gnu++11', '-fpermissive', '-fno-exceptions', '-fno-threadsafe-statics'];

/** Compiles what all sketches share, and the board that they run in, into `folder`. */
export function compileBoard(folder: string): void {
  const sources = (ending: string) =>
    readdirSync(core)
      .filter((name) => name.endsWith(ending))
      .map((name) => join(core, name));
  const at = { cwd: folder };
  execFileSync('avr-gcc', ['-c', '-w', '-std=gnu11', ...flags, ...sources('.c')], at);
  execFileSync('avr-g++', ['-c', '-w', ...flagsOfCpp, ...flags, ...sources('.cpp')], at);
  const objects = readdirSync(folder).filter((name) => name.endsWith('.o'));
  execFileSync('avr-gcc-ar', ['rcs', 'core.a', ...objects], at);
  const board = new URL('./sketch/board.c', import.meta.url).pathname;
  const strict = ['-O2', '-Wall', '-Wextra', '-Werror', '-Wno-unused-parameter'];
  execFileSync('gcc', [...strict, '-o', 'board', board, '-lsimavr'], at);
}

/** Compiles a sketch of ours for an Uno, without a warning; how many bytes of its flash and its memory it takes. */
export function compileSketch(
  folder: string,
  kind: string,
): { readonly flash: number; readonly ram: number } {
  const sketch = new URL(`../../devices/${kind}/sketch/sketch.ino`, import.meta.url).pathname;
  const of = join(folder, `${kind}.elf`);
  const strict = ['-Wall', '-Wextra', '-Werror', '-include', 'Arduino.h', '-x', 'c++', sketch, '-x', 'none'];
  const linked = ['-Wl,--gc-sections', '-fuse-linker-plugin', '-o', of, join(folder, 'core.a'), '-lm'];
  execFileSync('avr-g++', [...flagsOfCpp, ...flags, ...strict, ...linked]);
  const sizes = execFileSync('avr-size', ['-A', of], { encoding: 'utf8' });
  const size = (section: string) => Number(new RegExp(`^\\.${section} +(\\d+)`, 'm').exec(sizes)?.[1] ?? 0);
  return { flash: size('text') + size('data'), ram: size('data') + size('bss') };
}

/** How long these bits of the chain, hex with the first one shifted first, were lit with these levels of B and A. */
export interface LitRows {
  readonly ba: number;
  readonly cycles: number;
  readonly bits: string;
}

const CYCLES_A_MS = 16_000;

/**
 * An Arduino Uno in simavr, on the time of `clock`: a wire leads to its serial line, and `run` lets the time of both
 * go by. It has no boot loader. With `resetsOnOpen`, as on USB, it starts anew when its port is opened.
 */
export class BoardInSimavr implements WireHardware {
  readonly #clock: VirtualClock;
  readonly #resetsOnOpen: boolean;
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #incoming: Uint8Array[] = [];
  #resets = false;
  #send: ((bytes: Uint8Array) => void) | undefined;
  /** What was lit since it was last looked at. */
  lit: LitRows[] = [];
  /** The changes of pins 10, 11 and 13 since they were last looked at. */
  pins: { readonly pin: number; readonly level: 0 | 1 }[] = [];
  /** See sketch/board.c. */
  troubles = 0;
  longestWaitCycles = 0;
  longestTurnCycles = 0;

  constructor(of: {
    readonly folder: string;
    readonly kind: string;
    readonly clock: VirtualClock;
    /** How many P10 panels are chained; undefined: none. */
    readonly panels?: number | undefined;
    readonly resetsOnOpen: boolean;
  }) {
    this.#clock = of.clock;
    this.#resetsOnOpen = of.resetsOnOpen;
    const watched = of.panels === undefined ? ['pins'] : ['hub12', String(of.panels)];
    this.#process = spawn(join(of.folder, 'board'), [join(of.folder, `${of.kind}.elf`), ...watched]);
    if (this.#process.stdout === null) throw new Error('the board has no output');
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  connect(send: (bytes: Uint8Array) => void): { receive(bytes: Uint8Array): void; hangUp(): void } {
    this.#send = send;
    if (this.#resetsOnOpen) this.reset();
    return {
      receive: (bytes) => void this.#incoming.push(bytes),
      hangUp: () => {
        this.#send = undefined;
      },
    };
  }

  /** Its reset key. */
  reset(): void {
    this.#resets = true;
  }

  /** Lets `ms` go by. Bytes of the host arrive at the beginning of a step, and at the speed of the line. */
  async run(ms: number, stepMs = 1): Promise<void> {
    for (let gone = 0; gone < ms; gone += stepMs) {
      if (this.#resets) await this.#ask('reset');
      this.#resets = false;
      const hex = Buffer.concat(this.#incoming).toString('hex');
      this.#incoming = [];
      await this.#ask(`run ${stepMs * CYCLES_A_MS} ${hex === '' ? '-' : hex}`);
      await this.#clock.advance(stepMs);
    }
  }

  stop(): void {
    this.#process.kill('SIGKILL');
  }

  async #ask(what: string): Promise<void> {
    this.#process.stdin?.write(`${what}\n`);
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done === true) throw new Error('the board has ended');
      const [word, ...rest] = value.split(' ');
      if (word === 'sent') this.#send?.(Buffer.from(rest[0] ?? '', 'hex'));
      if (word === 'pin') this.pins.push({ pin: Number(rest[0]), level: rest[1] === '1' ? 1 : 0 });
      if (word === 'row')
        this.lit.push({ ba: Number(rest[0]), cycles: Number(rest[1]), bits: rest[2] ?? '' });
      if (word !== 'done') continue;
      [this.troubles = 0, this.longestWaitCycles = 0, this.longestTurnCycles = 0] = rest.map(Number);
      return;
    }
  }
}
