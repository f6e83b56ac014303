import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ChipPackages, createChips } from '../../firmware-host/edge/chips.ts';

/** Packages that write down what they are asked, and fail with what is in `failing`. */
function fakes(failing: { open?: string; write?: string } = {}) {
  const calls: unknown[][] = [];
  let busy = 0;
  const transfer = async (...call: unknown[]) => {
    calls.push(call);
    expect(++busy).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    busy--;
    if (failing.write !== undefined) throw new Error(failing.write);
  };
  const packages = {
    i2c: async () => ({
      default: {
        openPromisified: async (bus: number) => {
          calls.push(['open', bus]);
          return {
            i2cWrite: (address: number, length: number, bytes: Buffer) =>
              transfer(address, length, [...bytes]),
            close: async () => void calls.push(['close']),
          };
        },
      },
    }),
    spi: async () => ({
      open: (bus: number, select: number, options: object, done: (why: Error | null) => void) => {
        calls.push(['open', bus, select, options]);
        setImmediate(() => done(failing.open === undefined ? null : new Error(failing.open)));
        return {
          transfer: (message: { sendBuffer: Buffer; byteLength: number }[], sent: (why?: Error) => void) => {
            const [{ sendBuffer, byteLength } = { sendBuffer: Buffer.alloc(0), byteLength: 0 }] = message;
            transfer(byteLength, [...sendBuffer]).then(() => sent(), sent);
          },
          close: (closed: () => void) => {
            calls.push(['close']);
            closed();
          },
        };
      },
    }),
  };
  return { calls, chips: createChips(packages as unknown as ChipPackages) };
}

describe('chips on the Pi’s own buses', () => {
  it('are written to one transfer at a time, and closed after the last', async () => {
    const { chips, calls } = fakes();
    const chip = await chips.i2c('/dev/i2c-1', 0x70);
    const writes = [chip.write([0x21]), chip.write([0, 0x3f])];
    await Promise.all([...writes, chip.close(), chip.close()]);
    expect(calls).toEqual([['open', 1], [0x70, 1, [0x21]], [0x70, 2, [0, 0x3f]], ['close']]);
    await expect(chip.write([1])).rejects.toMatchObject({ code: 'link.absent' });
  });

  it('are found by the numbers in their path, on SPI in mode 0', async () => {
    const { chips, calls } = fakes();
    const chip = await chips.spi('/dev/spidev0.1');
    await chip.write([9, 0]);
    await chip.close();
    expect(calls).toEqual([['open', 0, 1, { mode: 0, maxSpeedHz: 1_000_000 }], [2, [9, 0]], ['close']]);
  });

  it('say what to do when the bus is off, forbidden, or the chip does not answer', async () => {
    const cases = [
      [{ write: 'ENOENT: no such file or directory' }, 'link.absent', 'dtparam=i2c_arm=on'],
      [{ write: 'EACCES: permission denied' }, 'link.permission', 'group i2c'],
      [{ write: 'Remote I/O error' }, 'link.absent', 'i2cdetect'],
      [{ write: 'EREMOTEIO, Remote I/O error' }, 'link.absent', 'i2cdetect'],
    ] as const;
    for (const [failing, code, hint] of cases) {
      const chip = fakes(failing).chips.i2c('/dev/i2c-1', 0x70);
      await expect(chip.then((there) => there.write([0x81]))).rejects.toMatchObject({
        code,
        hint: expect.stringContaining(hint),
      });
    }
    await expect(fakes({ open: 'ENOENT, no such file' }).chips.spi('/dev/spidev0.0')).rejects.toMatchObject({
      hint: expect.stringContaining('dtparam=spi=on'),
    });
  });

  it('name the package that is missing', async () => {
    const gone = () => Promise.reject(new Error("Cannot find package 'x'"));
    const chips = createChips({ i2c: gone, spi: gone });
    for (const [opening, name] of [
      [chips.i2c('/dev/i2c-1', 0x70), 'i2c-bus'],
      [chips.spi('/dev/spidev0.0'), 'spi-device'],
    ] as const) {
      await expect(opening).rejects.toMatchObject({
        code: 'driver.error',
        hint: expect.stringContaining(`npm install ${name}`),
      });
    }
  });

  it.skipIf(existsSync('/dev/i2c-99') || existsSync('/dev/spidev99.0'))(
    'are absent, with the real packages, where there is no such bus',
    async () => {
      const chips = createChips();
      const chip = await chips.i2c('/dev/i2c-99', 0x70);
      await expect(chip.write([0x81])).rejects.toMatchObject({
        code: 'link.absent',
        hint: expect.stringContaining('dtparam'),
      });
      await chip.close();
      await expect(chips.spi('/dev/spidev99.0')).rejects.toMatchObject({ code: 'link.absent' });
    },
  );
});
