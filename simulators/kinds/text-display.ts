import { wireCable } from '../cable.ts';
import type { Sample, Simulator } from '../simulator.ts';
import { SimulatedTextDisplay } from '../text-display.ts';

/** The time an Uno's boot loader takes. */
const BOOT_MS = 1_600;

export const simulator: Simulator = (device, bench) => {
  const { address } = device.options as { readonly address: string };
  const display = bench.onWire(
    address,
    () => new SimulatedTextDisplay({ clock: bench.clock, bootMs: BOOT_MS }),
  );
  return { cable: wireCable(bench, device.id, address), reads: () => display.shown };
};

export const sample: Sample = { address: '/dev/serial/by-id/usb-text-display', digits: 5 };
