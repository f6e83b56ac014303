import { Fault } from '../../devices/fault.ts';
import type { Chip } from '../../devices/ports.ts';
import type { FirmataLink } from './firmata-link.ts';

/** Firmata protocol, i2c.md. */
const i2cMode = 0x06;
const i2cConfig = 0x78;
const i2cRequest = 0x76;
const writeMode = 0x00;

/**
 * A chip on the board's I2C pins. The functions of firmata-io for this keep every connection for ever, so the two
 * messages are encoded here.
 */
export async function openFirmataI2c(link: FirmataLink, address: number): Promise<Chip> {
  const { io } = link;
  if (!io.pins.some(({ supportedModes }) => supportedModes.includes(i2cMode))) {
    throw new Fault('config.invalid', 'this board has no I2C pins', {
      hint: 'Upload StandardFirmata 2.5 or later; on an Uno the I2C pins are A4 (SDA) and A5 (SCL).',
    });
  }
  // The pause between writing a register and reading it is 0: nothing is read.
  io.sysexCommand([i2cConfig, 0, 0]);
  await link.flushed();
  return {
    async write(bytes) {
      io.sysexCommand([i2cRequest, address, writeMode, ...bytes.flatMap((byte) => [byte & 0x7f, byte >> 7])]);
      await link.flushed();
    },
    // The chip keeps displaying, and the pins stay I2C pins: other chips may be on the bus.
    async close() {},
  };
}
