import { Fault } from '../devices/fault.ts';
import { i2cAddress } from '../devices/i2c-address.ts';
import type { Chip, Chips } from '../devices/ports.ts';
import type { I2cChip } from './ht16k33.ts';

/** A chip on SPI: it receives the bytes that were shifted in, when its select line rises. */
export interface SpiChip {
  latched(bytes: readonly number[]): void;
  powerUp(): void;
}

/** Simulated buses of the Pi. On I2C an unplugged chip does not acknowledge; on SPI that cannot be detected. */
export class SimulatedChips implements Chips {
  readonly #i2c = new Map<string, I2cChip>();
  readonly #spi = new Map<string, SpiChip>();
  readonly #unplugged = new Set<I2cChip | SpiChip>();

  /** Connects a chip to the I2C bus. */
  onI2c(bus: string, address: number, chip: I2cChip): void {
    this.#i2c.set(`${bus} ${address}`, chip);
  }

  /** Connects a chip to SPI. */
  onSpi(path: string, chip: SpiChip): void {
    this.#spi.set(path, chip);
  }

  /** Pulls the chip's cable, which also carries its supply. */
  unplug(chip: I2cChip | SpiChip): void {
    this.#unplugged.add(chip);
    chip.powerUp();
  }

  plug(chip: I2cChip | SpiChip): void {
    this.#unplugged.delete(chip);
  }

  async i2c(bus: string, address: number): Promise<Chip> {
    return {
      write: async (bytes) => {
        await Promise.resolve();
        const chip = this.#i2c.get(`${bus} ${address}`);
        if (chip === undefined || this.#unplugged.has(chip))
          throw new Fault('link.absent', `no chip ${i2cAddress(address)} on ${bus} answers`);
        chip.written(bytes);
      },
      close: async () => undefined,
    };
  }

  async spi(path: string): Promise<Chip> {
    return {
      write: async (bytes) => {
        await Promise.resolve();
        const chip = this.#spi.get(path);
        if (chip !== undefined && !this.#unplugged.has(chip)) chip.latched(bytes);
      },
      close: async () => undefined,
    };
  }
}
