import { max7219Display } from '../../devices/max7219-display/max7219-display.ts';
import { simulatedMax7219 } from '../firmata-board/simulated-max7219.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

export const simulator = simulatedKind(max7219Display, (options, bench, id) => {
  const { board, pins, spi, digits } = options;
  const lead = pins ?? { data: 0, clock: 0, select: 0 };
  const chip = simulatedMax7219(lead, digits, () => bench.changed(id));
  const shown = { reads: () => chip.text().trim(), segments: () => chip.segments() };
  if (board !== undefined) {
    bench.board(board).attach(chip);
    return { cable: bench.cableOf(board), ...shown };
  }
  bench.chips.onSpi(spi ?? '', chip);
  const cable = {
    of: id,
    unplug: () => bench.chips.unplug(chip),
    plug: () => bench.chips.plug(chip),
  };
  return { cable, ...shown };
});

export const sample: Sample = { board: 'board-1', pins: { data: 11, clock: 13, select: 10 }, digits: 5 };
