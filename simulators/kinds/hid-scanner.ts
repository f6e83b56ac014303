import type { z } from 'zod';
import { hidPlace } from '../../devices/hid/place.ts';
import type { hidScanner } from '../../devices/hid-scanner/hid-scanner.ts';
import { SimulatedPosScanner } from '../hid-pos.ts';
import { SimulatedWedgeScanner } from '../hid-typing.ts';
import type { Sample, Simulator } from '../simulator.ts';

export const simulator: Simulator = (device, bench) => {
  const options = device.options as unknown as z.output<typeof hidScanner.options>;
  const plug = bench.hid.plugIn(hidPlace(options));
  const wedge = new SimulatedWedgeScanner(plug);
  const pos = new SimulatedPosScanner(plug);
  return {
    cable: { of: device.id, unplug: () => plug.unplug(), plug: () => plug.plug() },
    scan(text) {
      const sent = `${options.prefix ?? ''}${text}${options.suffix ?? ''}`;
      const odd = options.mode === 'pos' ? undefined : wedge.missing(sent);
      if (odd !== undefined) return `${device.id} types as a keyboard and has no key for '${odd}'.`;
      (options.mode === 'pos' ? pos : wedge).scan(sent);
      return undefined;
    },
  };
};

export const sample: Sample = { vendor_id: 0x05f9, product_id: 0x2214 };
