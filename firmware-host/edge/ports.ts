import type { Clock, Ports } from '../../devices/ports.ts';
import { openArrivals } from './arrivals.ts';
import { openBoards } from './boards.ts';
import { openGpio } from './gpio.ts';
import { openHid } from './hid.ts';
import { openWires } from './wires.ts';

/** The real hardware of this machine. Nothing is opened until a device asks. */
export function openPorts(clock: Clock): Ports {
  const wires = openWires(clock);
  return {
    clock,
    wires,
    gpio: openGpio(clock),
    hid: openHid(clock),
    boards: openBoards(wires, clock),
    arrivals: openArrivals(clock),
  };
}
