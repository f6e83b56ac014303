import type { Digits } from 'johnny-five/lib/led/digits.js';
import { max7219Panel } from '../../devices/max7219-display/max7219-panel.ts';
import type { Chip, Max7219Pins, SegmentPanel } from '../../devices/ports.ts';
import type { FirmataLink } from './firmata-link.ts';
import { requireMode } from './firmata-pin.ts';

/**
 * The displays ever opened on one board, by their pins. johnny-five keeps each `Led.Digits` and its board for ever, so
 * a display that returns is moved to the new connection instead of being created again.
 */
export type KnownDisplays = Map<string, Digits>;

/** Sets the chip up, blank, and gives its digits. */
export async function openMax7219(
  link: FirmataLink,
  known: KnownDisplays,
  pins: Max7219Pins,
  options: { readonly digits: number; readonly brightness: number },
): Promise<SegmentPanel> {
  for (const pin of [pins.data, pins.clock, pins.select]) requireMode(link.io, pin, 'OUTPUT');
  const display = await digitsAt(link, known, pins);
  const chip: Chip = {
    async write([register = 0, value = 0]) {
      display.send(0, register, value);
      await link.flushed();
    },
    // The chip keeps displaying: the pins are left as they are, and another opening sets everything up again.
    async close() {},
  };
  const panel = max7219Panel(chip, options);
  // johnny-five makes the digits dark, but does not set the decoder, and sets a brightness of its own.
  await panel.renew();
  return panel;
}

async function digitsAt(link: FirmataLink, known: KnownDisplays, pins: Max7219Pins): Promise<Digits> {
  const { default: Digits } = await import('johnny-five/lib/led/digits.js');
  const named = { data: pins.data, clock: pins.clock, cs: pins.select };
  const place = `${pins.data} ${pins.clock} ${pins.select}`;
  const earlier = known.get(place);
  if (earlier !== undefined) {
    earlier.board = link.board;
    earlier.io = link.io;
    earlier.initialize({ pins: named });
    return earlier;
  }
  const made = new Digits({ board: link.board, pins: named });
  known.set(place, made);
  return made;
}
