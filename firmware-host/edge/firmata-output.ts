import type { Level, OutputLine } from '../../devices/ports.ts';
import type { FirmataLink } from './firmata-link.ts';
import { requireMode } from './firmata-pin.ts';

/**
 * A board's pin as an output. StandardFirmata sets a pin low when it becomes an output, so one that rests high is low
 * until the next message, for less than a thousandth of a second.
 */
export async function openFirmataOutput(link: FirmataLink, pin: number, rest: Level): Promise<OutputLine> {
  const { io, board } = link;
  requireMode(io, pin, 'OUTPUT');
  board.pinMode(pin, io.MODES.OUTPUT);
  const write = async (level: Level) => {
    io.digitalWrite(pin, level);
    await link.flushed();
  };
  await write(rest);
  return {
    write,
    // A board that is gone cannot be told; it does not stop the closing.
    close: () => write(rest).catch(() => undefined),
  };
}
