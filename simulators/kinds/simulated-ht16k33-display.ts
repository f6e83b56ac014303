import { ht16k33Display } from '../../devices/ht16k33-display/ht16k33-display.ts';
import { simulatedHt16k33 } from '../ht16k33.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

export const simulator = simulatedKind(ht16k33Display, (options, bench, id) => {
  const chip = simulatedHt16k33(options.model);
  const reads = () => chip.text().trim();
  if (options.board !== undefined) {
    bench.board(options.board).attachI2c(options.bus_address, chip);
    return { cable: bench.cableOf(options.board), reads };
  }
  bench.chips.onI2c(options.bus, options.bus_address, chip);
  const cable = {
    of: id,
    unplug: () => bench.chips.unplug(chip),
    plug: () => bench.chips.plug(chip),
  };
  return { cable, reads };
});

export const sample: Sample = { bus: '/dev/i2c-1', bus_address: 0x71 };
