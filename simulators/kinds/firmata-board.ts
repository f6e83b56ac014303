import { wireCable } from '../cable.ts';
import type { Sample, Simulator } from '../simulator.ts';

/** An Arduino at the board's address. What hangs on its pins is wired to it by the simulators of those devices. */
export const simulator: Simulator = (device, bench) => {
  const { address } = device.options as { readonly address: string };
  bench.onWire(address, () => bench.board(device.id));
  return { cable: wireCable(bench, device.id, address) };
};

export const sample: Sample = { address: '/dev/serial/by-id/usb-arduino' };
