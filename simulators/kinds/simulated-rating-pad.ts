import { hidPlace } from '../../devices/hid/hid-settings.ts';
import { ratingPad } from '../../devices/rating-pad/rating-pad.ts';
import { contactKeys } from '../contact-keys.ts';
import { SimulatedKeypad } from '../hid-typing.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

export const simulator = simulatedKind(ratingPad, (options, bench, id) => {
  const { keys, vendor_id: vendorId, product_id: productId } = options;
  const names = Object.keys(keys);
  if (vendorId === undefined || productId === undefined)
    return contactKeys(bench, id, options, new Map(names.map((name) => [name, Number(keys[name])])));
  const plug = bench.hid.plugIn(hidPlace({ ...options, vendor_id: vendorId, product_id: productId }));
  const keypad = new SimulatedKeypad(plug, bench.clock);
  const printed = (name: string) => String(keys[name]);
  return {
    cable: { of: id, unplug: () => plug.unplug(), plug: () => plug.plug() },
    keys: names,
    press: (key, ms) => keypad.press(printed(key), ms),
    hold: (key) => keypad.hold(printed(key)),
    release: (key) => keypad.release(printed(key)),
  };
});

export const sample: Sample = {
  board: 'board-1',
  keys: { 'sangat-puas': 2, puas: 3, kurang: 4, 'tidak-puas': 5 },
};
