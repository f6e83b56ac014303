import { firmataBoard } from '../../devices/firmata-board/firmata-board.ts';
import { wireCable } from '../cable.ts';
import { SimulatedFirmataBoard } from '../firmata-board/simulated-board.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

/** An Arduino at the board's address. The simulators of the devices on its pins wire them to it. */
export const simulator = simulatedKind(firmataBoard, (options, bench, id) => {
  const { address } = options;
  bench.onWire(address, SimulatedFirmataBoard, () => bench.board(id));
  return { cable: wireCable(bench, id, address) };
});

export const sample: Sample = { address: '/dev/serial/by-id/usb-arduino' };
