import type { Clock, PinGroup, PinStep } from '../../devices/ports.ts';
import { openFirmataInput } from './firmata-input.ts';
import type { FirmataLink } from './firmata-link.ts';
import { requireMode } from './firmata-pin.ts';

/**
 * Pins of a board that are moved step by step. A step of outputs is one message (three bytes) for each port of eight
 * pins in it; a pin that is opened, or that leaves that state, is one more.
 */
export async function openFirmataPins(link: FirmataLink, clock: Clock, first: PinStep): Promise<PinGroup> {
  const { io, board } = link;
  for (const [pin, drive] of first) {
    requireMode(io, pin, drive === 'open' ? 'INPUT' : 'OUTPUT');
    board.pinMode(pin, drive === 'open' ? io.MODES.INPUT : io.MODES.OUTPUT);
  }
  const move = (step: PinStep) => {
    const ports = new Set<number>();
    for (const [pin, drive] of step) {
      const isOutput = io.pins[pin]?.mode === io.MODES.OUTPUT;
      if (isOutput !== (drive !== 'open')) board.pinMode(pin, isOutput ? io.MODES.INPUT : io.MODES.OUTPUT);
      if (drive === 'open') continue;
      const port = io.updateDigitalPort(pin, drive);
      // An open pin that becomes an output is low by that alone: no 1 was ever written to an input.
      if (isOutput || drive === 1) ports.add(port);
    }
    for (const port of ports) io.writeDigitalPort(port);
  };
  const write = async (steps: readonly PinStep[]) => {
    for (const step of steps) move(step);
    await link.flushed();
  };
  await write([first]);
  return {
    write,
    async read(pin) {
      const line = await openFirmataInput(link, clock, pin, 'off');
      await line.close();
      return line.read();
    },
    async close() {},
  };
}
