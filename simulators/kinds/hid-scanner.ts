import { type HidOptions, hidPlace } from '../../devices/hid/place.ts';
import { SimulatedWedgeScanner } from '../hid-typing.ts';
import type { Sample, Simulator } from '../simulator.ts';

export const simulator: Simulator = (device, bench) => {
  const plug = bench.hid.plugIn(hidPlace(device.options as unknown as HidOptions));
  const scanner = new SimulatedWedgeScanner(plug);
  return {
    cable: { of: device.id, unplug: () => plug.unplug(), plug: () => plug.plug() },
    scan(text) {
      const odd = scanner.missing(text);
      if (odd !== undefined) return `${device.id} types as a keyboard and has no key for '${odd}'.`;
      scanner.scan(text);
      return undefined;
    },
  };
};

export const sample: Sample = { vendor_id: 0x05f9, product_id: 0x2214 };
