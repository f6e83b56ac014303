import { tm1637Display } from '../../devices/tm1637-display/tm1637-display.ts';
import { SimulatedTm1637 } from '../simulated-tm1637.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

export const simulator = simulatedKind(tm1637Display, ({ board, pins, model }, bench, id) => {
  const chip = new SimulatedTm1637({ pins, model, changed: () => bench.changed(id) });
  bench.board(board).attach(chip);
  return {
    cable: bench.cableOf(board),
    reads: () => chip.text().trim(),
    segments: () => chip.segments(),
  };
});

export const sample: Sample = { board: 'board-1', pins: { clock: 8, data: 9 } };
