import type { Digits } from 'johnny-five';
import { Fault } from '../../devices/fault.ts';
import type { Max7219Pins, SegmentPanel } from '../../devices/ports.ts';
import type { FirmataLink } from './firmata-link.ts';
import { requireMode } from './firmata-pin.ts';

/** Registers of the MAX7219 (data sheet, table 2); 1 to 8 are the digits, 1 the rightmost. */
const register = { decodeMode: 9, intensity: 10, scanLimit: 11, shutdown: 12, displayTest: 15 } as const;

/**
 * The displays ever opened on one board, by their pins. johnny-five keeps each `Led.Digits` and its board for ever,
 * so that one which comes back is moved to the new connection instead of made again.
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
  const send = (address: number, value: number) => display.send(0, address, value);
  // johnny-five leaves these two as the chip has them, and at its own brightness.
  send(register.decodeMode, 0);
  send(register.intensity, options.brightness);
  await link.flushed();

  return {
    async write(position, segments) {
      if (position < 0 || position >= options.digits)
        throw new Fault('driver.error', `the display has no digit ${position}`);
      send(options.digits - position, segments);
      await link.flushed();
    },
    async renew() {
      send(register.decodeMode, 0);
      send(register.intensity, options.brightness);
      send(register.scanLimit, 7);
      send(register.displayTest, 0);
      send(register.shutdown, 1);
      await link.flushed();
    },
    // What it shows stays: the pins are left as they are, and another opening sets everything anew.
    async close() {},
  };
}

async function digitsAt(link: FirmataLink, known: KnownDisplays, pins: Max7219Pins): Promise<Digits> {
  const { default: five } = await import('johnny-five');
  const named = { data: pins.data, clock: pins.clock, cs: pins.select };
  const place = `${pins.data} ${pins.clock} ${pins.select}`;
  const earlier = known.get(place);
  if (earlier !== undefined) {
    earlier.board = link.board;
    earlier.io = link.io;
    earlier.initialize({ pins: named });
    return earlier;
  }
  const made = new five.Led.Digits({ board: link.board, pins: named });
  known.set(place, made);
  return made;
}
