import type { Clips, Clock, Ports } from '../../devices/ports.ts';
import { createBoards } from './boards.ts';
import { createChips } from './chips.ts';
import { createArrivals } from './device-arrivals.ts';
import { createGpio } from './gpio.ts';
import { piGpio } from './gpio-chip.ts';
import { heldUp } from './held-up.ts';
import { createHid } from './hid.ts';
import { createSounds } from './sounds.ts';
import { createWires } from './wires.ts';

/**
 * The real hardware of this machine. Nothing is opened until a device needs it. `gpioUsed` is called with the way in
 * which the Pi's GPIO lines are accessed, once one is opened. `clips`: what the speakers of the hall can say.
 */
export function openPorts(clock: Clock, gpioUsed: (way: string) => void, clips: Clips): Ports {
  const wires = createWires(clock);
  const waitingSince = heldUp(clock);
  return {
    clock,
    wires,
    gpio: createGpio(clock, piGpio, gpioUsed, waitingSince),
    hid: createHid(clock),
    boards: createBoards(wires, clock, waitingSince),
    chips: createChips(),
    sounds: createSounds(clock),
    clips,
    arrivals: createArrivals(clock),
  };
}
