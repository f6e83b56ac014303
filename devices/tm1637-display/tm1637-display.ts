import * as z from 'zod';
import { described } from '../described.ts';
import { shapeOf } from '../display/glyphs.ts';
import { segmentDisplay } from '../display/segment-display.ts';
import { Fault } from '../fault.ts';
import { defineKind } from '../kind.ts';
import { modulePin } from '../max7219-display/max7219-place.ts';
import type { PinGroup } from '../ports.ts';
import { tm1637ModelNames, tm1637Models } from './tm1637-models.ts';
import { answered, asked, ending, framed, type Tm1637Pins } from './tm1637-wire.ts';

/**
 * What a spike on a wire changed is right again after this long. Redrawing four digits takes about 600 bytes, which
 * keep a line of 57,600 baud busy for a tenth of a second.
 */
const REFRESH_MS = 4_000;

/** Commands (data sheet V2.4, "Data command", "Address command", "Display control"). */
const command = { writeData: 0x40, address: 0xc0, displayOn: 0x88 } as const;

/** The chip drives six digits, whatever the module has. */
const CHIP_DIGITS = 6;

/**
 * Seven-segment digits on a TM1637, at two pins of a board. It acknowledges every byte, which is looked at once a
 * second. On the Pi's own lines it is not to be had: each level would be set by a process of its own.
 */
export const tm1637Display = defineKind({
  kind: 'tm1637-display',
  role: 'display',
  title: { id: 'Papan angka TM1637', en: 'TM1637 number display' },
  evidence: 'poll',
  transports: ['board'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  models: tm1637Models,
  refreshMs: REFRESH_MS,
  options: z.strictObject({
    board: z
      .string()
      .min(1)
      .meta(described('Id of the board the module is wired to', 'Id papan Arduino tempat modul terpasang')),
    pins: z
      .strictObject({ clock: modulePin('CLK'), data: modulePin('DIO') })
      .meta(described('Pins of the board', 'Pin papan')),
    model: z
      .enum(tm1637ModelNames)
      .default('four-digit')
      .meta(
        described(
          'How many digits the module has, and how they are wired',
          'Banyak angka pada modul, dan urutan pemasangannya',
        ),
      ),
    brightness: z
      .int()
      .min(0)
      .max(7)
      .default(4)
      .meta(described('From 0, dim, to 7, bright', 'Dari 0, redup, sampai 7, terang')),
  }),
  room: ({ model }) => ({ characters: tm1637Models[model].grids.length, setting: 'model' }),
  claims: ({ board, pins }) =>
    (['clock', 'data'] as const).map((wire) => ({
      on: 'board',
      board,
      pin: pins[wire],
      setting: `pins.${wire}`,
    })),

  async open({ options, ports, lost }) {
    const { board, pins, brightness } = options;
    const { grids } = tm1637Models[options.model];
    const group = await ports.boards.use(board, lost).pins([
      [pins.clock, 1],
      [pins.data, 'open'],
    ]);
    const send = (...bytes: readonly number[]) => group.write(framed(bytes, pins));
    const lit = command.displayOn | brightness;
    try {
      // The board may have restarted in the middle of a byte.
      await group.write(ending(pins));
      await send(command.writeData);
      await send(command.address, ...new Array<number>(CHIP_DIGITS).fill(0));
      await poke(group, lit, pins);
    } catch (thrown) {
      await group.close();
      throw thrown;
    }
    const panel = {
      write: (position: number, segments: number) => send(command.address | (grids[position] ?? 0), segments),
      renew: () => send(command.writeData),
      close: () => group.close(),
    };
    const digits = segmentDisplay(panel, { digits: grids.length, glyph: tm1637Glyph, done: 'sent' });
    return {
      ...digits,
      async refresh() {
        await digits.refresh?.();
        // Only now: after a dip of its supply it is dark, and nobody is to see what its memory holds then.
        await send(lit);
      },
      probe: () => poke(group, command.writeData, pins),
    };
  },
});

/** Sends one byte, and looks whether the chip pulls data low to acknowledge it and lets it go again. */
async function poke(group: PinGroup, byte: number, pins: Tm1637Pins): Promise<void> {
  await group.write(asked(byte, pins));
  const held = await group.read(pins.data);
  await group.write(answered(pins));
  // A wire that leads nowhere may have any level, but keeps it.
  const free = await group.read(pins.data);
  await group.write(ending(pins));
  if (held === 0 && free === 1) return;
  throw new Fault('link.absent', `no TM1637 answers at pins ${pins.clock} and ${pins.data}`, {
    hint: 'Check its four wires and its supply; CLK and DIO may be swapped.',
  });
}

/** A character in the bits of a TM1637: 0 to 6 are a to g. One that cannot be shown is dark. */
const tm1637Glyph = (character: string): number =>
  [...shapeOf(character)].reduce((bits, segment) => bits | (1 << 'abcdefg'.indexOf(segment)), 0);
