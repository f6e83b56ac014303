import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Level } from '../../devices/ports.ts';
import { encodeFrame } from '../../devices/sketch/sketch-frames.ts';
import { showBody } from '../../devices/text-display/text-body.ts';
import { simulatedMax7219 } from '../../simulators/firmata-board/simulated-max7219.ts';
import { SimulatedTextDisplay } from '../../simulators/text-display-hardware.ts';
import { has } from '../programs.ts';
import { VirtualClock } from '../virtual-clock.ts';

const here = new URL('./sketch/', import.meta.url).pathname;
const sketch = new URL('../../devices/text-display/sketch/sketch.ino', import.meta.url).pathname;
/** As the sketch has them. */
const pins = { data: 11, clock: 13, select: 10 };

let folder = '';
const program = () => join(folder, 'sketch');

/** What the sketch answers to these bytes, each answer with what can be read on its module then. */
function played(bytes: Uint8Array) {
  const { stdout, status } = spawnSync(program(), { input: bytes });
  expect(status).toBe(0);
  const module = simulatedMax7219(pins, 8);
  const levels = new Map<number, Level>();
  const answers: { answer: string; text: string; brightness: number }[] = [];
  for (const [, pin, level, answer] of stdout
    .toString('latin1')
    .matchAll(/pin (\d+) ([01])\n|line (.*\n)/g)) {
    if (answer !== undefined) answers.push({ answer, text: module.text(), brightness: module.intensity });
    else {
      levels.set(Number(pin), level === '1' ? 1 : 0);
      module.pinsChanged((of) => levels.get(of) ?? 0);
    }
  }
  return { answers, text: module.text(), shutdown: module.shutdown };
}

/** What the simulated display makes of the same bytes. */
function simulated(bytes: Uint8Array): string {
  let answers = '';
  const display = new SimulatedTextDisplay({ clock: new VirtualClock() });
  const line = display.connect((sent) => {
    answers += Buffer.from(sent).toString('latin1');
  });
  line.receive(bytes);
  return answers;
}

// This is the sketch itself, compiled for this machine; no compiler for the Arduino's own processor is needed.
describe.skipIf(!has('g++'))('the sketch of a text display', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'loket-sketch-'));
    const parts = [`${here}Arduino.h`, sketch, `${here}main.h`].flatMap((part) => ['-include', part]);
    const { stderr, status } = spawnSync(
      'g++',
      ['-std=gnu++11', '-Wall', '-Wextra', '-Werror', '-o', program(), ...parts, '-x', 'c++', '/dev/null'],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('says who it is, and is awake and dark until it is told something', () => {
    const { answers, shutdown, text } = played(encodeFrame(3, '?'));
    expect(answers.map(({ answer }) => answer)).toEqual([simulated(encodeFrame(3, '?'))]);
    expect({ shutdown, text }).toEqual({ shutdown: false, text: ' '.repeat(8) });
  });

  it('shows a text to the right, at its brightness, and acknowledges it when it is shown', () => {
    const bytes = Buffer.concat([encodeFrame(1, showBody('A-012', 11)), encodeFrame(2, showBody('   9', 0))]);
    expect(played(bytes).answers).toMatchObject([
      { answer: expect.stringMatching(/^:1A\*/), text: '   A-012', brightness: 11 },
      { answer: expect.stringMatching(/^:2A\*/), text: '       9', brightness: 0 },
    ]);
  });

  it('has the shapes of the other displays for every character that can be shown', () => {
    // As seven segments read: letters in the case that can be shown, S as 5 and so on.
    const texts = ['01234567', '89ABCDEF', 'GHIJLNOP', 'QRSTUYZ-', '_ _ _ _ '];
    const bytes = Buffer.concat(texts.map((text, index) => encodeFrame(index, showBody(text, 8))));
    expect(played(bytes).answers.map(({ text }) => text)).toEqual([
      '01234567',
      '89AbCdEF',
      'GH1JLnoP',
      'qr5tUy2-',
      '_ _ _ _ ',
    ]);
  });

  it('takes what the driver sends, spoilt or not, as the simulated display does', () => {
    const body = fc.oneof(
      fc.constant('?'),
      fc
        .tuple(fc.string({ minLength: 0, maxLength: 10 }), fc.nat(15))
        .map(([text, level]) => showBody(text, level)),
      fc.string({ maxLength: 12 }),
    );
    const piece = fc.oneof(
      fc.tuple(fc.nat(15), body).map(([number, what]) => [...encodeFrame(number, what)]),
      fc
        .tuple(fc.nat(15), body, fc.nat(20), fc.integer({ min: 1, max: 255 }))
        .map(([number, what, at, bits]) => {
          const bytes = [...encodeFrame(number, what)];
          const place = at % bytes.length;
          bytes[place] = (bytes[place] ?? 0) ^ bits;
          return bytes;
        }),
      fc.array(fc.nat(255), { maxLength: 30 }),
    );
    // One run of the sketch takes them all.
    fc.assert(
      fc.property(fc.array(piece, { minLength: 200, maxLength: 300 }), (pieces) => {
        const bytes = Uint8Array.from(pieces.flat());
        const answers = played(bytes).answers.map(({ answer }) => answer);
        expect(answers.join('')).toBe(simulated(bytes));
        expect(answers.length).toBeGreaterThan(0);
      }),
      { numRuns: 10 },
    );
  });
});
