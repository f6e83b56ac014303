import { Fault } from '../../devices/fault.ts';
import type { Clock, InputLine, Level } from '../../devices/ports.ts';
import type { FirmataLink } from './firmata-link.ts';
import { requireMode } from './firmata-pin.ts';
import type { WaitingSince } from './held-up.ts';

/** A board's pin as an input. Resolves when its level is known. */
export async function openFirmataInput(
  link: FirmataLink,
  clock: Clock,
  pin: number,
  pull: 'up' | 'down' | 'off',
  waitingSince?: WaitingSince,
): Promise<InputLine> {
  const { io, board } = link;
  if (pull === 'down') throw new Fault('config.invalid', 'Firmata boards have no pull-down resistors');
  requireMode(io, pin, pull === 'up' ? 'PULLUP' : 'INPUT');

  let level: Level | undefined;
  let listener: Parameters<InputLine['onEdge']>[0] | undefined;
  const reported = (now: Level) => {
    if (now === level) return;
    level = now;
    listener?.(now, clock.now(), waitingSince?.());
  };
  // This starts the timer of `waitingSince`, so that it is running when the first edge comes.
  waitingSince?.();
  board.pinMode(pin, io.MODES[pull === 'up' ? 'PULLUP' : 'INPUT']);
  board.digitalRead(pin, reported);

  const close = async () => {
    // Reporting stays on: it is switched for eight pins at once, and others may be in use.
    listener = undefined;
    io.removeListener(`digital-read-${pin}`, reported);
  };
  const read = () => {
    if (level === undefined) throw new Fault('link.io_error', `the board does not report pin ${pin}`);
    return level;
  };
  try {
    // A report already in transit still carries the level before the pull-up. The board answers in order, so the level
    // that it has reported when this answer arrives is the current one.
    await link.probe();
    read();
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return {
    read,
    onEdge(listen) {
      listener = listen;
    },
    close,
  };
}
