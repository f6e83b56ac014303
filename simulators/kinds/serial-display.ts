import type { z } from 'zod';
import { frameOf } from '../../devices/serial-display/models.ts';
import type { serialDisplay } from '../../devices/serial-display/serial-display.ts';
import { wireCable } from '../cable.ts';
import { segmentsOf } from '../firmata-board/read-segments.ts';
import { SimulatedSerialDisplays } from '../serial-display.ts';
import type { Sample, Simulator } from '../simulator.ts';

/** One display of those on its line; they share the cable. */
export const simulator: Simulator = (device, bench) => {
  const options = device.options as z.output<typeof serialDisplay.options>;
  const line = bench.onWire(options.address, () => new SimulatedSerialDisplays(frameOf(options)));
  line.add(options.bus_address, options.digits, () => bench.changed(device.id));
  const reads = () => line.shown(options.bus_address) ?? '';
  return {
    cable: wireCable(bench, device.id, options.address),
    reads,
    segments: () => [...reads().padStart(options.digits)].map(segmentsOf),
  };
};

export const sample: Sample = { address: '/dev/serial/by-id/usb-rs485', bus_address: 3, digits: 5 };
