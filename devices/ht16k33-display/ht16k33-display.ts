import * as z from 'zod';
import { described } from '../described.ts';
import { brightness } from '../display/display-options.ts';
import { segmentDisplay } from '../display/segment-display.ts';
import { i2cAddress } from '../i2c-address.ts';
import { defineKind } from '../kind.ts';
import { claimPiBus } from '../pi-bus.ts';
import { ht16k33Glyph, ht16k33ModelNames, ht16k33Models } from './ht16k33-models.ts';
import { blank, ht16k33Panel, poke } from './ht16k33-panel.ts';

/**
 * A dip of the module's supply voltage leaves it dark, and a board does not report that: so it is redrawn. Redrawing
 * four digits takes about 60 bytes.
 */
const refreshMs = 2_000;

/** The addresses that the solder bridges A0 to A2 of a module can set. */
const [firstAddress, lastAddress] = [0x70, 0x77];

/**
 * Four digits or letters on an HT16K33, on the I2C pins of a board or of the Pi itself. On the Pi the chip acknowledges
 * every write; a board does not report whether it did.
 */
export const ht16k33Display = defineKind({
  kind: 'ht16k33-display',
  role: 'display',
  title: { id: 'Papan angka HT16K33 (I2C)', en: 'HT16K33 number display (I2C)' },
  evidence: 'ack',
  transports: ['i2c', 'board'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  models: ht16k33Models,
  refreshMs,
  options: z.strictObject({
    board: z
      .string()
      .min(1)
      .optional()
      .meta(
        described(
          'Id of the board whose I2C pins these are (A4 and A5 of an Uno); without it, those of the Pi',
          'Id papan Arduino pemilik pin I2C (A4 dan A5 pada Uno); tanpa ini, pin I2C Raspberry Pi',
        ),
      ),
    bus: z
      .string()
      .regex(/^\/dev\/i2c-\d{1,3}$/, 'bad-i2c-path')
      .default('/dev/i2c-1')
      .meta(
        described(
          'The I2C bus of the Pi; counts only where no board is named',
          'Bus I2C Raspberry Pi; berlaku hanya bila board tidak ditulis',
        ),
      ),
    bus_address: z
      .int()
      .min(firstAddress)
      .max(lastAddress)
      .default(firstAddress)
      .meta(
        described(
          'The address set with the solder bridges of the module, 0x70 to 0x77',
          'Alamat yang disetel dengan jembatan solder modul, 0x70 sampai 0x77',
        ),
      ),
    model: z
      .enum(ht16k33ModelNames)
      .default('seven-segment')
      .meta(
        described(
          'What the module shows: digits of seven segments, or letters of fourteen',
          'Yang ditampilkan modul: angka tujuh segmen, atau huruf empat belas segmen',
        ),
      ),
    brightness,
  }),
  claims: ({ board, bus, bus_address }) =>
    board === undefined
      ? claimPiBus(bus, i2cAddress(bus_address), { place: 'bus_address', bus: 'bus' })
      : [{ on: 'board-i2c', board, address: bus_address, setting: 'bus_address' }],

  async open({ options, ports, lost }) {
    const { board, bus, bus_address } = options;
    const chip = await (board === undefined
      ? ports.chips.i2c(bus, bus_address)
      : ports.boards.use(board, lost).i2c(bus_address));
    const model = ht16k33Models[options.model];
    const panel = ht16k33Panel(chip, model, options.brightness);
    try {
      await blank(chip);
      await panel.renew();
    } catch (thrown) {
      await panel.close();
      throw thrown;
    }
    const digits = { digits: model.rows.length, glyph: ht16k33Glyph(model) };
    return board === undefined
      ? { ...segmentDisplay(panel, { ...digits, done: 'acknowledged' }), probe: () => poke(chip) }
      : { ...segmentDisplay(panel, { ...digits, done: 'sent' }), evidence: 'none' };
  },
});
