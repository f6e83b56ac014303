import { cardReader } from '../../devices/card-reader/card-reader.ts';
import { hidPlace } from '../../devices/hid/hid-settings.ts';
import { SimulatedCardReader } from '../card-reader-hardware.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

export const simulator = simulatedKind(cardReader, (options, bench, id) => {
  const plug = bench.hid.plugIn(hidPlace(options));
  const reader = new SimulatedCardReader(plug, bench.clock);
  return {
    cable: { of: id, unplug: () => plug.unplug(), plug: () => plug.plug() },
    keys: ['card'],
    press: (_key, ms) => reader.show(ms),
    hold: () => reader.put(),
    release: () => reader.take(),
  };
});

export const sample: Sample = { vendor_id: 0xffff, product_id: 0x0035, again_ms: 200 };
