import { max7219Matrix } from '../../devices/max7219-matrix/max7219-matrix.ts';
import { SimulatedMax7219Chain } from '../simulated-max7219-chain.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

export const simulator = simulatedKind(max7219Matrix, (options, bench, id) => {
  const { board, spi, modules, model, turned } = options;
  const pins = options.pins ?? { data: 0, clock: 0, select: 0 };
  const chain = new SimulatedMax7219Chain({ pins, modules, model, turned, changed: () => bench.changed(id) });
  const shown = { reads: () => chain.text(), dots: () => chain.dots() };
  if (board !== undefined) {
    bench.board(board).attach(chain);
    return { cable: bench.cableOf(board), ...shown };
  }
  bench.chips.onSpi(spi ?? '', chain);
  const cable = {
    of: id,
    unplug: () => bench.chips.unplug(chain),
    plug: () => bench.chips.plug(chain),
  };
  return { cable, ...shown };
});

export const sample: Sample = { board: 'board-1', pins: { data: 11, clock: 13, select: 10 } };
