import type { Max7219Pins } from '../../devices/ports.ts';
import { simulatedMax7219 } from '../firmata-board/max7219.ts';
import type { Sample, Simulator } from '../simulator.ts';

export const simulator: Simulator = (device, bench) => {
  const { board, pins, spi, digits } = device.options as {
    readonly board: string | undefined;
    readonly pins: Max7219Pins | undefined;
    readonly spi: string | undefined;
    readonly digits: number;
  };
  const lead = pins ?? { data: 0, clock: 0, select: 0 };
  const chip = simulatedMax7219(lead, digits, () => bench.changed(device.id));
  const shown = { reads: () => chip.text().trim(), segments: () => chip.segments() };
  if (board !== undefined) {
    bench.board(board).attach(chip);
    return { cable: bench.cableOf(board), ...shown };
  }
  bench.chips.onSpi(spi ?? '', chip);
  const cable = {
    of: device.id,
    unplug: () => bench.chips.unplug(chip),
    plug: () => bench.chips.plug(chip),
  };
  return { cable, ...shown };
};

export const sample: Sample = { board: 'board-1', pins: { data: 11, clock: 13, select: 10 }, digits: 5 };
