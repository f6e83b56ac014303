import type { Ht16k33ModelName } from '../../devices/ht16k33-display/models.ts';
import { simulatedHt16k33 } from '../ht16k33.ts';
import type { Sample, Simulator } from '../simulator.ts';

export const simulator: Simulator = (device, bench) => {
  const options = device.options as {
    readonly board: string | undefined;
    readonly bus: string;
    readonly bus_address: number;
    readonly model: Ht16k33ModelName;
  };
  const chip = simulatedHt16k33(options.model);
  const reads = () => chip.text().trim();
  if (options.board !== undefined) {
    bench.board(options.board).attachI2c(options.bus_address, chip);
    return { cable: bench.cableOf(options.board), reads };
  }
  bench.chips.onI2c(options.bus, options.bus_address, chip);
  const cable = {
    of: device.id,
    unplug: () => bench.chips.unplug(chip),
    plug: () => bench.chips.plug(chip),
  };
  return { cable, reads };
};

export const sample: Sample = { bus: '/dev/i2c-1', bus_address: 0x71 };
