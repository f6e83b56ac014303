import { textDisplay } from '../../devices/text-display/text-display.ts';
import { wireCable } from '../cable.ts';
import { type Sample, simulatedKind } from '../simulator.ts';
import { SimulatedTextDisplay } from '../text-display-hardware.ts';

/** How long an Uno's boot loader takes. */
const BOOT_MS = 1_600;

export const simulator = simulatedKind(textDisplay, (options, bench, id) => {
  const { address } = options;
  const display = bench.onWire(
    address,
    SimulatedTextDisplay,
    () => new SimulatedTextDisplay({ clock: bench.clock, bootMs: BOOT_MS }),
  );
  return { cable: wireCable(bench, id, address), reads: () => display.shown };
});

export const sample: Sample = { address: '/dev/serial/by-id/usb-text-display', digits: 5 };
