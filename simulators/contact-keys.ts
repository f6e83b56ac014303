import type { KeyLineSettings } from '../devices/keys/key-options.ts';
import type { Bench, SimulatedDevice } from './simulator.ts';

/** Keys that are contacts on single lines, by name: on a board's pins, or on the Pi's own. */
export function contactKeys(
  bench: Bench,
  id: string,
  { board }: Pick<KeyLineSettings, 'board'>,
  pins: ReadonlyMap<string, number>,
): SimulatedDevice {
  const lines = board === undefined ? bench.gpio : bench.board(board);
  const at = (key: string, move: (pin: number) => void) => {
    const pin = pins.get(key);
    if (pin !== undefined) move(pin);
  };
  return {
    cable: board === undefined ? bench.gpioCable(id, [...pins.values()]) : bench.cableOf(board),
    keys: [...pins.keys()],
    press: (key, ms) => at(key, (pin) => lines.press(pin, ms)),
    hold: (key) => at(key, (pin) => lines.hold(pin)),
    pulse: (key, ms) => at(key, (pin) => lines.pulse(pin, ms)),
    release: (key) => at(key, (pin) => lines.release(pin)),
  };
}
