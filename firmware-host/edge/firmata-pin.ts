import type { Firmata } from 'firmata-io';
import { Fault } from '../../devices/fault.ts';

/** Throws a Fault unless the board has reported that `pin` supports this mode. */
export function requireMode(io: Firmata, pin: number, mode: keyof Firmata['MODES']): void {
  if (io.pins[pin]?.supportedModes.includes(io.MODES[mode])) return;
  throw new Fault('config.invalid', `pin ${pin} of this board cannot be used as ${mode.toLowerCase()}`, {
    hint: 'Choose another pin (an Uno has 2 to 19), or upload StandardFirmata 2.5 or later.',
    context: { pin },
  });
}
