import * as z from 'zod';
import { brightness, moduleDigits } from '../display/display-options.ts';
import { segmentsOf } from '../display/glyphs.ts';
import { segmentDisplay } from '../display/segment-display.ts';
import { defineKind } from '../kind.ts';
import { blank, max7219Panel } from './max7219-panel.ts';
import { boardOrSpi, claimMax7219, max7219At, max7219Place } from './max7219-place.ts';

/**
 * A dip of the module's supply voltage leaves it dark or wrong, and nothing reports that: so it is redrawn. Redrawing
 * four digits takes 918 bytes, which keeps a line of 57,600 baud busy for 160 ms.
 */
const refreshMs = 4_000;

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
  options: z.strictObject({ ...max7219Place, digits: moduleDigits, brightness }).superRefine(boardOrSpi),
  claims: claimMax7219,

  async open({ options, ports, lost }) {
    const chip = await max7219At(options, ports, lost);
    const panel = max7219Panel(chip, options);
    try {
      await blank(chip);
      await panel.renew();
    } catch (thrown) {
      await panel.close();
      throw thrown;
    }
    return segmentDisplay(panel, { digits: options.digits, glyph: segmentsOf, done: 'sent' });
  },
});
