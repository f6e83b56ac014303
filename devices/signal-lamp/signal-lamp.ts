import * as z from 'zod';
import { described } from '../described.ts';
import { claimLine, lineSettings, onGpio, pin } from '../keys/key-options.ts';
import { defineKind } from '../kind.ts';
import type { Level } from '../ports.ts';
import { createFlasher } from './flasher.ts';
import { signalSettings, stateShown } from './signal-settings.ts';

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
      ...signalSettings,
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
        await flasher.show(stateShown(state, options));
        return 'sent';
      },
      async close() {
        flasher.close();
        await line.close();
      },
    };
  },
});
