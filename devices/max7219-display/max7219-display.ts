import { z } from 'zod';
import { described } from '../described.ts';
import { fit as fitted } from '../display/fit.ts';
import { segmentsOf } from '../display/glyphs.ts';
import { defineKind } from '../kind.ts';

const pin = (wire: string) =>
  z
    .int()
    .min(0)
    .max(127)
    .meta(
      described(`Pin of the board that goes to ${wire} of the module`, `Pin papan yang menuju ${wire} modul`),
    );

/**
 * A dip of the module's supply leaves it dark or wrong, and nothing tells. Redrawing four digits takes 918 bytes, which
 * keeps a line of 57,600 baud busy for 160 ms.
 */
const refreshMs = 4_000;

/** Seven-segment digits on a MAX7219 that hangs on a board. It never answers: a command is only known to be sent. */
export const max7219Display = defineKind({
  kind: 'max7219-display',
  role: 'display',
  title: { id: 'Papan angka MAX7219', en: 'MAX7219 number display' },
  evidence: 'none',
  refreshMs,
  options: z.strictObject({
    board: z
      .string()
      .min(1)
      .meta(described('Id of the board the module is wired to', 'Id papan Arduino tempat modul terpasang')),
    pins: z
      .strictObject({ data: pin('DIN'), clock: pin('CLK'), select: pin('CS') })
      .meta(
        described(
          'Pins of the board; an update is a third faster with data and clock both in 2-7 or both in 8-13',
          'Pin papan; sepertiga lebih cepat bila data dan clock sama-sama di 2-7 atau 8-13',
        ),
      ),
    digits: z
      .int()
      .min(1)
      .max(8)
      .default(4)
      .meta(described('How many digits the module has', 'Banyak angka pada modul')),
    brightness: z
      .int()
      .min(0)
      .max(15)
      .default(8)
      .meta(described('From 0, dim, to 15, bright', 'Dari 0, redup, sampai 15, terang')),
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
    let wanted: readonly number[] = [];
    // What each digit shows as far as is known: a write that failed may or may not have arrived.
    const shown = new Array<number | undefined>(digits).fill(undefined);

    const write = async (position: number, segments: number) => {
      shown[position] = undefined;
      await panel.write(position, segments);
      shown[position] = segments;
    };
    const draw = async () => {
      const writes = wanted.map((segments, position) =>
        segments === shown[position] ? undefined : write(position, segments),
      );
      await Promise.all(writes);
    };
    return {
      async perform({ text }) {
        wanted = Array.from(fitted(text, digits), segmentsOf);
        await draw();
        return 'sent';
      },
      async refresh() {
        shown.fill(undefined);
        await panel.renew();
        await draw();
      },
      close: () => panel.close(),
    };
  },
});
