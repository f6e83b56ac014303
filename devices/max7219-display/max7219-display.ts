import { z } from 'zod';
import { fitText } from '../display/fit.ts';
import { segmentsOf } from '../display/glyphs.ts';
import { defineKind } from '../kind.ts';
import type { DisplayCommand } from '../roles.ts';

const pin = (wire: string) =>
  z.int().min(0).max(127).describe(`Pin of the board that goes to ${wire} of the module`);

/**
 * Seven-segment digits on a MAX7219 that hangs on a board. It cannot blink, so that a call is shown steadily; and
 * nothing comes back from it, so that a command is only ever known to be sent.
 */
export const max7219Display = defineKind({
  kind: 'max7219-display',
  role: 'display',
  title: { id: 'Papan angka MAX7219', en: 'MAX7219 number display' },
  evidence: 'none',
  options: z.strictObject({
    board: z.string().min(1).describe('Id of the board the module is wired to'),
    pins: z
      .strictObject({ data: pin('DIN'), clock: pin('CLK'), select: pin('CS') })
      .describe(
        'Pins of the board; an update is a third faster with data and clock both in 2-7 or both in 8-13',
      ),
    digits: z.int().min(1).max(8).default(4).describe('How many digits the module has'),
    brightness: z.int().min(0).max(15).default(8).describe('From 0, dim, to 15, bright'),
  }),
  claims: ({ board, pins }) =>
    (['data', 'clock', 'select'] as const).map((wire) => ({
      on: 'board',
      board,
      pin: pins[wire],
      setting: `pins.${wire}`,
    })),

  async open({ options, ports, lost }) {
    const { digits, brightness } = options;
    const panel = await ports.boards.use(options.board, lost).max7219(options.pins, { digits, brightness });
    // What each digit shows as far as is known. A write that failed may or may not have arrived.
    const shown = new Array<number | undefined>(digits).fill(undefined);
    let last: DisplayCommand | undefined;

    const write = async (position: number, segments: number) => {
      shown[position] = undefined;
      await panel.write(position, segments);
      shown[position] = segments;
    };
    return {
      async perform(command) {
        // The same once more is how a display is refreshed: it may have lost its supply for a moment.
        const again = last?.text === command.text && last.blink === command.blink;
        if (again) await panel.renew();
        const wanted = Array.from(fitText(command.text, digits), segmentsOf);
        const changed = wanted.flatMap((segments, position) =>
          again || segments !== shown[position] ? [write(position, segments)] : [],
        );
        await Promise.all(changed);
        last = command;
        return 'sent';
      },
      close: () => panel.close(),
    };
  },
});
