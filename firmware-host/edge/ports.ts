import type { Clock, Ports } from '../../devices/ports.ts';
import { openArrivals } from './arrivals.ts';
import { openBoards } from './boards.ts';
import { openChips } from './chips.ts';
import { openGpio } from './gpio.ts';
import { piGpio } from './gpio-chip.ts';
import { heldUp } from './held-up.ts';
import { openHid } from './hid.ts';
import { openWires } from './wires.ts';

/**
 * The real hardware of this machine. Nothing is opened until a device asks. `gpioUsed` hears how the Pi's GPIO lines
 * are reached, once they are.
 */
export function openPorts(clock: Clock, gpioUsed: (way: string) => void): Ports {
  const wires = openWires(clock);
  const waitingSince = heldUp(clock);
  return {
    clock,
    wires,
    gpio: openGpio(clock, piGpio, gpioUsed, waitingSince),
    hid: openHid(clock),
    boards: openBoards(wires, clock, waitingSince),
    chips: openChips(),
    arrivals: openArrivals(clock),
  };
}
