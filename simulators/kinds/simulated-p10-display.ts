import { p10Display } from '../../devices/p10-display/p10-display.ts';
import { wireCable } from '../cable.ts';
import { SimulatedP10Display } from '../p10-display-hardware.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

/** How long an Uno's boot loader takes. */
const BOOT_MS = 1_600;
/** What a host reads of it meanwhile. */
const BOOT_NOISE = Uint8Array.from([0x00, 0xf8, 0x3a, 0xe0, 0x0a]);

export const simulator = simulatedKind(p10Display, ({ address, panels }, bench, id) => {
  const display = bench.onWire(
    address,
    SimulatedP10Display,
    () =>
      new SimulatedP10Display({ clock: bench.clock, bootMs: BOOT_MS, bootNoise: BOOT_NOISE }, () =>
        bench.changed(id),
      ),
  );
  return {
    cable: wireCable(bench, id, address),
    reads: () => display.shown,
    dots: () => display.dots(panels),
  };
});

export const sample: Sample = { address: '/dev/serial/by-id/usb-p10', panels: { wide: 2 } };
