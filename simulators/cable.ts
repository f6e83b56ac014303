import type { Bench, Cable } from './simulator.ts';

/** The cable of a device with a wire of its own. */
export function wireCable(bench: Bench, device: string, address: string): Cable {
  return {
    of: device,
    unplug: () => bench.wires.unplug(address),
    plug: () => bench.wires.plug(address),
    hangUp: (restMs) => bench.wires.hangUp(address, restMs),
  };
}
