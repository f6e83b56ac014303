import { join } from 'node:path';
import type { Gpio } from 'onoff';
import { Fault } from '../../devices/fault.ts';
import type { Clock, InputLine, Lines, OutputLine } from '../../devices/ports.ts';
import { type GpioFiles, kernelLine } from './gpio-chip.ts';
import type { WaitingSince } from './held-up.ts';
import { keptLine } from './line-keeper.ts';
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
    output: async (pin, { rest, lost }) => {
      const line = kernelLine(pin, files);
      const place = `GPIO ${pin}`;
      try {
        const gpio = new Gpio(line, rest === 1 ? 'high' : 'low', 'none', { debounceTimeout: 0 });
        if (gpio.direction() !== 'out') throw taken(gpio, place);
        const file = join(files.root, `gpio${line}`, 'value');
        return await outputLine(gpio, keptLine({ by: 'file', line: file, rest, place, clock, lost }));
      } catch (thrown) {
        throw linkFault(thrown, place);
      }
    },
  };
}

/** The line stays exported for as long as its keeper needs its file. */
async function outputLine(gpio: Gpio, keeping: Promise<OutputLine>): Promise<OutputLine> {
  const line = await keeping.catch((thrown: unknown) => {
    gpio.unexport();
    throw thrown;
  });
  let open = true;
  return {
    write: (level) => line.write(level),
    close: async () => {
      if (!open) return;
      open = false;
      await line.close();
      gpio.unexport();
    },
  };
}

/** For a line that was left exported, onoff ignores it when its settings were refused: so they are read back. */
function claim(gpio: Gpio, place: string): Gpio {
  if (gpio.direction() === 'in' && gpio.edge() === 'both') return gpio;
  throw taken(gpio, place);
}

function taken(gpio: Gpio, place: string): Fault {
  gpio.unexport();
  return new Fault('link.busy', `${place} is set up differently by another program`);
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
