import type { Gpio } from 'onoff';
import { Fault } from '../../devices/fault.ts';
import type { Clock, InputLine, Lines } from '../../devices/ports.ts';
import { type GpioFiles, kernelLine } from './gpio-chip.ts';
import type { WaitingSince } from './held-up.ts';
import { linkFault } from './link-fault.ts';

export type Onoff = Pick<typeof import('onoff'), 'Gpio'>;

/**
 * GPIO lines through the kernel's sysfs files. They cannot set a pull: that takes a resistor, or a `gpio=` line in
 * /boot/firmware/config.txt, so the setting `pull` only says how the line is wired.
 */
export function sysfsLines(
  clock: Clock,
  files: GpioFiles,
  { Gpio }: Onoff,
  waitingSince?: WaitingSince,
): Lines {
  return {
    input: async (pin) => {
      const line = kernelLine(pin, files);
      const place = `GPIO ${pin}`;
      try {
        // onoff's own debouncing swallows short taps. The driver debounces on the first edge instead.
        return inputLine(
          claim(new Gpio(line, 'in', 'both', { debounceTimeout: 0 }), place),
          clock,
          waitingSince,
        );
      } catch (thrown) {
        throw linkFault(thrown, place);
      }
    },
  };
}

/** For a line that was left exported, onoff ignores it when its settings were refused: so they are read back. */
function claim(gpio: Gpio, place: string): Gpio {
  if (gpio.direction() === 'in' && gpio.edge() === 'both') return gpio;
  gpio.unexport();
  throw new Fault('link.busy', `${place} is set up differently by another program`);
}

function inputLine(gpio: Gpio, clock: Clock, waitingSince?: WaitingSince): InputLine {
  let open = true;
  // This starts the timer of `waitingSince`, so that it is running when the first edge comes.
  waitingSince?.();
  return {
    read: () => gpio.readSync(),
    onEdge: (listener) => {
      gpio.unwatchAll();
      gpio.watch((_error, level) => {
        if (open) listener(level, clock.now(), waitingSince?.());
      });
    },
    close: async () => {
      if (!open) return;
      open = false;
      gpio.unexport();
    },
  };
}
