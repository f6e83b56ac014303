import type { Max7219Pins } from '../../devices/ports.ts';
import { simulatedMax7219 } from '../firmata-board/max7219.ts';
import type { Sample, Simulator } from '../simulator.ts';

export const simulator: Simulator = (device, bench) => {
  const { board, pins, digits } = device.options as {
    readonly board: string;
    readonly pins: Max7219Pins;
    readonly digits: number;
  };
  const chip = simulatedMax7219(pins, digits, () => bench.changed(device.id));
  bench.board(board).attach(chip);
  return { cable: bench.cableOf(board), reads: () => chip.text().trim(), segments: () => chip.segments() };
};

export const sample: Sample = { board: 'board-1', pins: { data: 11, clock: 13, select: 10 }, digits: 5 };
