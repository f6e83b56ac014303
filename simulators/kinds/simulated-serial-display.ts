import { serialDisplay } from '../../devices/serial-display/serial-display.ts';
import { frameOf } from '../../devices/serial-display/serial-display-models.ts';
import { wireCable } from '../cable.ts';
import { segmentsOf } from '../firmata-board/read-segments.ts';
import { SimulatedSerialDisplays } from '../serial-display-hardware.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

/** One of the displays on its line; they share the cable. */
export const simulator = simulatedKind(serialDisplay, (options, bench, id) => {
  const line = bench.onWire(
    options.address,
    SimulatedSerialDisplays,
    () => new SimulatedSerialDisplays(frameOf(options)),
  );
  line.add(options.bus_address, options.digits, () => bench.changed(id));
  const reads = () => line.shown(options.bus_address) ?? '';
  return {
    cable: wireCable(bench, id, options.address),
    reads,
    segments: () => [...reads().padStart(options.digits)].map(segmentsOf),
  };
});

export const sample: Sample = { address: '/dev/serial/by-id/usb-rs485', bus_address: 3, digits: 5 };
