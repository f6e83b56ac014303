import type { Planted } from './planted.ts';

/** Defects of chained MAX7219 modules, of TM1637 displays, and of the pins of a board by which both are reached. */
export const plantedMatrix: readonly Planted[] = [
  {
    name: 'the words of a chain go to its modules in the wrong order',
    file: 'devices/max7219-matrix/matrix-chain.ts',
    from: 'chip.write(held.flatMap((value) => [register, value]));',
    to: 'chip.write(held.toReversed().flatMap((value) => [register, value]));',
    test: 'test/devices/max7219-matrix.test.ts',
  },
  {
    name: 'a matrix is lit before its first text is drawn',
    file: 'devices/max7219-matrix/matrix-chain.ts',
    from: 'open: () => set(dark),',
    to: 'open: () => set([dark[0], 1]),',
    test: 'test/devices/max7219-matrix.test.ts',
  },
  {
    name: 'a refresh of a matrix leaves the settings of its chips out',
    file: 'devices/max7219-matrix/matrix-chain.ts',
    from: '        ...settings.map((setting) => () => set(setting)),\n',
    to: '',
    test: 'test/devices/max7219-matrix.test.ts',
  },
  {
    name: 'a matrix that hangs upside down is mirrored',
    file: 'devices/max7219-matrix/max7219-matrix.ts',
    from: "rows.map((row) => [...row].reverse().join('')).reverse();",
    to: "rows.map((row) => [...row].reverse().join(''));",
    test: 'test/devices/max7219-matrix.test.ts',
  },
  {
    name: 'what a chain holds after a transfer that failed is taken for known',
    file: 'devices/max7219-matrix/matrix-chain.ts',
    from: '    shown[digit] = undefined;\n    await transfer(digit + 1, held);\n    shown[digit] = held;',
    to: '    shown[digit] = held;\n    await transfer(digit + 1, held);',
    test: 'test/devices/max7219-matrix.test.ts',
  },
  {
    name: 'the bits of a TM1637 are sent from the highest on',
    file: 'devices/tm1637-display/tm1637-wire.ts',
    from: '(byte >> bit) & 1 ? 1 : 0;',
    to: '(byte >> (7 - bit)) & 1 ? 1 : 0;',
    test: 'test/devices/tm1637-display.test.ts',
  },
  {
    name: 'data of a TM1637 is driven high while the chip acknowledges',
    file: 'devices/tm1637-display/tm1637-wire.ts',
    from: "steps.push([[data, level === 1 ? 'open' : 0]]);",
    to: 'steps.push([[data, level]]);',
    test: 'test/devices/tm1637-display.test.ts',
  },
  {
    name: 'a wire that leads nowhere counts as a TM1637 that acknowledges',
    file: 'devices/tm1637-display/tm1637-display.ts',
    from: 'if (held === 0 && free === 1) return;',
    to: 'if (held === 0) return;',
    test: 'test/devices/tm1637-display.test.ts',
  },
  {
    name: 'steps of pins are carried out in the wrong order',
    file: 'firmware-host/edge/firmata-pins.ts',
    from: 'for (const step of steps) move(step);',
    to: 'for (const step of steps.toReversed()) move(step);',
    test: 'test/edge/boards.test.ts',
  },
  {
    name: 'the question to a TM1637 lights what its memory holds',
    file: 'devices/tm1637-display/tm1637-display.ts',
    from: 'poke(group, command.writeData, pins),',
    to: 'poke(group, lit, pins),',
    test: 'test/devices/tm1637-display.test.ts',
  },
];
