import type { Device } from '../config/site.ts';
import type { LineSettings } from '../devices/keys/options.ts';
import type { Bench, SimulatedDevice } from './simulator.ts';

/** Keys that are contacts on single lines, by name: on a board's pins, or on the Pi's own. */
export function contactKeys(
  bench: Bench,
  device: Device,
  pins: ReadonlyMap<string, number>,
): SimulatedDevice {
  const { board } = device.options as LineSettings;
  const press = (pin: number, ms: number) => {
    if (board === undefined) bench.gpio.press(pin, ms);
    else bench.board(board).press(pin, ms);
  };
  return {
    cable: board === undefined ? bench.gpioCable(device.id, [...pins.values()]) : bench.cableOf(board),
    keys: [...pins.keys()],
    press(key, ms) {
      const pin = pins.get(key);
      if (pin !== undefined) press(pin, ms);
    },
  };
}
