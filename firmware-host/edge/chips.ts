import { Fault } from '../../devices/fault.ts';
import type { Chip, Chips } from '../../devices/ports.ts';
import { createTurns } from '../../devices/serial-execution.ts';
import { linkFault } from './link-fault.ts';

/** Well below what the chips allow (10 MHz for a MAX7219), because displays are connected by ribbon cables. */
const SPI_HERTZ = 1_000_000;

/**
 * The two packages, loaded when the first chip of their bus is opened. They are optional and compiled at installation.
 */
export interface ChipPackages {
  readonly i2c: () => Promise<typeof import('i2c-bus')>;
  readonly spi: () => Promise<typeof import('spi-device')>;
}

const installed: ChipPackages = { i2c: () => import('i2c-bus'), spi: () => import('spi-device') };

/** Chips wired to the Pi itself, through the kernel's `/dev/i2c-*` and `/dev/spidev*`. */
export function createChips(packages: ChipPackages = installed): Chips {
  return {
    async i2c(path, address) {
      const { default: i2c } = await loaded('i2c-bus', packages.i2c);
      const place = `chip 0x${address.toString(16)} on ${path}`;
      const bus = await i2c.openPromisified(numbersOf(path)[0]);
      return writtenInTurn({
        write: async (bytes) => {
          const sent = Buffer.from(bytes);
          await bus.i2cWrite(address, sent.length, sent).catch((thrown: unknown) => {
            throw chipFault(thrown, place, path);
          });
        },
        close: () => bus.close(),
      });
    },

    async spi(path) {
      const { open } = await loaded('spi-device', packages.spi);
      const [bus, select] = numbersOf(path);
      const device = await new Promise<ReturnType<typeof open>>((resolve, reject) => {
        const opening = open(bus, select, { mode: 0, maxSpeedHz: SPI_HERTZ }, (thrown) =>
          thrown ? reject(busFault(thrown, path, 'spi')) : resolve(opening),
        );
      });
      return writtenInTurn({
        write: (bytes) =>
          new Promise((resolve, reject) => {
            const message = [{ byteLength: bytes.length, sendBuffer: Buffer.from(bytes) }];
            device.transfer(message, (thrown) => (thrown ? reject(linkFault(thrown, path)) : resolve()));
          }),
        close: () => new Promise((resolve) => device.close(() => resolve())),
      });
    },
  };
}

async function loaded<Package>(name: string, load: () => Promise<Package>): Promise<Package> {
  return await load().catch((thrown) => {
    throw new Fault('driver.error', `the package ${name} does not load: ${thrown}`, {
      hint: `Run npm install ${name}; it is compiled then, which needs python3, make and g++.`,
      cause: thrown,
    });
  });
}

/** The numbers in `/dev/i2c-1` and `/dev/spidev0.1`. */
function numbersOf(path: string): [bus: number, select: number] {
  const [, bus, select] = /(\d+)(?:\.(\d+))?$/.exec(path) ?? [];
  return [Number(bus ?? 0), Number(select ?? 0)];
}

function busFault(thrown: unknown, path: string, bus: 'i2c' | 'spi'): Fault {
  const { code, message } = linkFault(thrown, path);
  const hints = {
    'link.absent': `Switch the bus on: dtparam=${bus === 'i2c' ? 'i2c_arm' : 'spi'}=on in /boot/firmware/config.txt, then restart.`,
    'link.permission': `Add the user Loket runs as to the group ${bus}.`,
  };
  const hint = code === 'link.absent' || code === 'link.permission' ? { hint: hints[code] } : {};
  return new Fault(code, message, { ...hint, cause: thrown });
}

/** The kernel reports EREMOTEIO (the Pi) or ENXIO when no chip acknowledges its address. */
function chipFault(thrown: unknown, place: string, path: string): Fault {
  // The package opens the bus with the first transfer, so faults of the bus appear only here.
  if (!/EREMOTEIO|ENXIO|remote i\/o/i.test(String(thrown))) return busFault(thrown, path, 'i2c');
  return new Fault('link.absent', `no ${place} answers`, {
    hint: 'Check its cable and its address: i2cdetect -y lists the addresses that answer.',
    cause: thrown,
  });
}

/** A transfer to a bus that hangs blocks one of the process's four threads for files: each chip may block only one. */
function writtenInTurn(chip: Chip): Chip {
  const inTurn = createTurns();
  let closing: Promise<void> | undefined;
  return {
    write(bytes) {
      if (closing !== undefined) return Promise.reject(new Fault('link.absent', 'the chip was closed'));
      return inTurn(() => chip.write(bytes));
    },
    close() {
      closing ??= inTurn(() => chip.close());
      return closing;
    },
  };
}
