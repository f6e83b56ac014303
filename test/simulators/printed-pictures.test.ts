import { expect, it } from 'vitest';
import type { Habits } from '../../simulators/escpos-printer/habits.ts';
import { SimulatedPrinter } from '../../simulators/escpos-printer/printer.ts';
import type { PrintedTicket } from '../../simulators/escpos-printer/ticket.ts';
import { blackAt } from '../pictures/printed-ticket.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** White paper around what is printed. */
const [left, top] = [32, 40];

function out(bytes: readonly number[], habits: Partial<Habits> = {}): readonly PrintedTicket[] {
  const tickets: PrintedTicket[] = [];
  const onTicket = (ticket: PrintedTicket): void => void tickets.push(ticket);
  const printer = new SimulatedPrinter({ clock: new VirtualClock(), columns: 32, habits, onTicket });
  // In pieces of any size, as a wire brings them.
  const line = printer.connect(() => undefined);
  for (const byte of [...bytes, 0x1d, 0x56, 0x01]) line.receive(Uint8Array.of(byte));
  return tickets;
}

/** The first dots of the paper, `#` for black. */
function dotsOf(bytes: readonly number[], width: number, height: number): readonly string[] {
  const { at } = blackAt(out(bytes)[0]?.png() ?? Buffer.alloc(0));
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => (at(left + x, top + y) ? '#' : '.')).join(''),
  );
}

const picture = (mode: number) => [0x1d, 0x76, 0x30, mode, 1, 0, 2, 0, 0b1010_0001, 0b0000_1000];

it('a picture comes out as its bits say: the highest bit is at the left, the first row above', () => {
  expect(dotsOf(picture(0), 9, 3)).toEqual(['#.#....#.', '....#....', '.........']);
});

it('modes 1, 2 and 3 make it twice as wide, as high, or both', () => {
  expect(dotsOf(picture(1), 16, 2)).toEqual(['##..##........##', '........##......']);
  expect(dotsOf(picture(2), 8, 4)).toEqual(['#.#....#', '#.#....#', '....#...', '....#...']);
  expect(dotsOf(picture(3), 16, 3)).toEqual(['##..##........##', '##..##........##', '........##......']);
});

it('pictures stand one below the other without a gap, and text after them on a line of its own', () => {
  const rows = dotsOf([...picture(0), ...picture(0), 0x41, 0x0a], 8, 4);
  expect(rows).toEqual(['#.#....#', '....#...', '#.#....#', '....#...']);
  expect(out([...picture(0), 0x41, 0x0a])[0]?.text).toEqual(['A']);
});

it('a picture that is wider than the paper is cut off at its edge', () => {
  const wide = [0x1d, 0x76, 0x30, 0, 60, 0, 1, 0, ...Array.from({ length: 60 }, () => 0xff)];
  const { width, at } = blackAt(out(wide)[0]?.png() ?? Buffer.alloc(0));
  const row = Array.from({ length: width }, (_, x) => at(x, top));
  expect([row.indexOf(true), row.lastIndexOf(true)]).toEqual([left, left + 383]);
});

it('a printer without pictures prints their bytes as letters, and one with a small buffer loses them', () => {
  const letters = [0x1d, 0x76, 0x30, 0, 4, 0, 1, 0, ...Buffer.from('WXYZ')];
  expect(out(letters, { pictures: 'text' })[0]?.text.join('')).toContain('WXYZ');
  expect(out([...letters, 0x41, 0x0a], { bufferBytes: 8 })[0]?.text).toEqual(['A']);
  expect(out([...letters, 0x41, 0x0a], { bufferBytes: 20 })[0]?.png()).not.toEqual(
    out([0x41, 0x0a])[0]?.png(),
  );
});
