import * as z from 'zod';
import { described } from '../described.ts';
import { claimLine, lineSettings, onGpio, pin } from '../keys/key-options.ts';
import { defineKind } from '../kind.ts';
import type { Level } from '../ports.ts';
import { createFlasher } from './flasher.ts';

/** Half of what flashes are apart at least, and as long as still looks like flashing. */
const flashLeastMs = 167;
const flashMostMs = 1_000;

/** A lamp, buzzer or relay that one line switches. */
export const signalLamp = defineKind({
  kind: 'signal-lamp',
  role: 'signal',
  title: { id: 'Lampu atau bel isyarat', en: 'Signal lamp or buzzer' },
  evidence: 'none',
  transports: ['gpio', 'board'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  options: z
    .strictObject({
      board: lineSettings.board,
      pin,
      active: z
        .enum(['high', 'low'])
        .default('high')
        .meta(described('Level of the line that switches it on', 'Level jalur yang menyalakannya')),
      gives: z
        .enum(['light', 'sound'])
        .default('light')
        .meta(
          described(
            'light: lit for as long as a number is called; sound: heard only while it flashes',
            'light: menyala selama nomor dipanggil; sound: berbunyi hanya selagi berkedip',
          ),
        ),
      flash_ms: z
        .int()
        .min(flashLeastMs)
        .max(flashMostMs)
        .default(500)
        .meta(
          described(
            'How long a flash is, and the dark after it; at most three flashes a second',
            'Lama satu kedipan, dan gelap sesudahnya, dalam milidetik; paling banyak tiga kedipan per detik',
          ),
        ),
    })
    .refine((settings) => onGpio(settings, [settings.pin]), { path: ['pin'], error: 'not-on-gpio' }),
  claims: (options) => [claimLine(options, options.pin, 'pin')],

  async open({ options, ports, lost }) {
    const lines = options.board === undefined ? ports.gpio : ports.boards.use(options.board, lost);
    const [rest, lit]: readonly [Level, Level] = options.active === 'high' ? [0, 1] : [1, 0];
    const line = await lines.output(options.pin, { rest, lost });
    const flasher = createFlasher({
      clock: ports.clock,
      light: (on) => line.write(on ? lit : rest),
      failed: lost,
      flashMs: options.flash_ms,
    });
    return {
      async perform({ state }) {
        // A steady tone would be heard for as long as the visitor is there.
        await flasher.show(state === 'on' && options.gives === 'sound' ? 'off' : state);
        return 'sent';
      },
      async close() {
        flasher.close();
        await line.close();
      },
    };
  },
});
