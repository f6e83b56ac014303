import { frameOf } from '../../devices/serial-display/models.ts';
import { wireCable } from '../cable.ts';
import { SimulatedSerialDisplays } from '../serial-display.ts';
import type { Simulator } from '../simulator.ts';

/** One display of those on its line; they share the cable. */
export const simulator: Simulator = (device, bench) => {
  const options = device.options as Parameters<typeof frameOf>[0] & {
    readonly address: string;
    readonly bus_address: number;
    readonly digits: number;
  };
  const line = bench.onWire(options.address, () => new SimulatedSerialDisplays(frameOf(options)));
  line.add(options.bus_address, options.digits);
  return {
    cable: wireCable(bench, device.id, options.address),
    reads: () => line.shown(options.bus_address) ?? '',
  };
};
