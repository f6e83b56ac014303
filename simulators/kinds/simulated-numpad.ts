import { hidPlace } from '../../devices/hid/hid-settings.ts';
import { numpad } from '../../devices/numpad/numpad.ts';
import { SimulatedKeypad } from '../hid-typing.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

export const simulator = simulatedKind(numpad, (options, bench, id) => {
  const plug = bench.hid.plugIn(hidPlace(options));
  const keypad = new SimulatedKeypad(plug, bench.clock);
  return {
    cable: { of: id, unplug: () => plug.unplug(), plug: () => plug.plug() },
    keys: [...(numpad.keys?.(options) ?? []), '00'],
    press: (key, ms) => keypad.press(key, ms),
    hold: (key) => keypad.hold(key),
    release: (key) => keypad.release(key),
  };
});

export const sample: Sample = { vendor_id: 0x04d9, product_id: 0xa02a, path: '/dev/loket/keypad-1' };
