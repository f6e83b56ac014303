import * as z from 'zod';
import { described } from '../described.ts';
import { brightness, moduleDigits } from '../display/display-options.ts';
import { segmentsOf } from '../display/glyphs.ts';
import { segmentDisplay } from '../display/segment-display.ts';
import { defineKind } from '../kind.ts';
import { claimPiBus } from '../pi-bus.ts';
import type { Chips } from '../ports.ts';
import { blank, max7219Panel, type PanelSettings } from './max7219-panel.ts';

const pin = (wire: string) =>
  z
    .int()
    .min(0)
    .max(127)
    .meta(
      described(`Pin of the board that goes to ${wire} of the module`, `Pin papan yang menuju ${wire} modul`),
    );

/**
 * A dip of the module's supply voltage leaves it dark or wrong, and nothing reports that: so it is redrawn. Redrawing
 * four digits takes 918 bytes, which keeps a line of 57,600 baud busy for 160 ms.
 */
const refreshMs = 4_000;

const options = z
  .strictObject({
    board: z
      .string()
      .min(1)
      .optional()
      .meta(described('Id of the board the module is wired to', 'Id papan Arduino tempat modul terpasang')),
    pins: z
      .strictObject({ data: pin('DIN'), clock: pin('CLK'), select: pin('CS') })
      .optional()
      .meta(
        described(
          'Pins of the board; an update is a third faster with data and clock both in 2-7 or both in 8-13',
          'Pin papan; sepertiga lebih cepat bila data dan clock sama-sama di 2-7 atau 8-13',
        ),
      ),
    spi: z
      .string()
      .regex(/^\/dev\/spidev\d{1,2}\.\d$/, 'bad-spi-path')
      .optional()
      .meta(
        described(
          'In place of board and pins: where the module is on the SPI pins of the Pi itself',
          'Pengganti board dan pins: tempat modul pada pin SPI Raspberry Pi sendiri',
        ),
      ),
    digits: moduleDigits,
    brightness,
  })
  .superRefine(({ board, pins, spi }, context) => {
    const onBoard = board !== undefined && pins !== undefined;
    if (spi === undefined ? onBoard : board === undefined && pins === undefined) return;
    // The problem points at a setting that is written; if none is, at the device.
    const at = board === undefined ? (pins === undefined ? [] : ['pins']) : ['board'];
    context.addIssue({ code: 'custom', path: at, message: 'board-or-spi' });
  });

/**
 * Seven-segment digits on a MAX7219, at a board's pins or on the Pi's own SPI. The chip never answers, so a command is
 * only known to be sent.
 */
export const max7219Display = defineKind({
  kind: 'max7219-display',
  role: 'display',
  title: { id: 'Papan angka MAX7219', en: 'MAX7219 number display' },
  evidence: 'none',
  transports: ['spi', 'board'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  refreshMs,
  options,
  claims: ({ board, pins, spi }) => {
    if (spi !== undefined) return claimPiBus(spi, undefined, { place: 'spi', bus: 'spi' });
    if (board === undefined || pins === undefined) return [];
    return (['data', 'clock', 'select'] as const).map((wire) => ({
      on: 'board',
      board,
      pin: pins[wire],
      setting: `pins.${wire}`,
    }));
  },

  async open({ options, ports, lost }) {
    const { board, pins, spi } = options;
    const panel =
      board !== undefined && pins !== undefined
        ? await ports.boards.use(board, lost).max7219(pins, options)
        : await panelOnPi(ports.chips, spi ?? '', options);
    return segmentDisplay(panel, { digits: options.digits, glyph: segmentsOf, done: 'sent' });
  },
});

async function panelOnPi(chips: Chips, path: string, settings: PanelSettings) {
  const chip = await chips.spi(path);
  const panel = max7219Panel(chip, settings);
  try {
    await blank(chip);
    await panel.renew();
  } catch (thrown) {
    await panel.close();
    throw thrown;
  }
  return panel;
}
