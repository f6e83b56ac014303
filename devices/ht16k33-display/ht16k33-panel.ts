import { Fault } from '../fault.ts';
import type { Chip, SegmentPanel } from '../ports.ts';
import type { Ht16k33Model } from './ht16k33-models.ts';

/** Commands of the HT16K33 (data sheet, command summary); the value they set is in the low bits. */
const command = { oscillatorOn: 0x21, displayOn: 0x81, dimming: 0xe0 } as const;

/** The display memory has sixteen bytes. A write gives the first address, and the chip counts up from it. */
const memoryBytes = 16;

/** Four digits on an HT16K33. Nothing is sent yet. */
export function ht16k33Panel(chip: Chip, { rows, segments }: Ht16k33Model, brightness: number): SegmentPanel {
  return {
    async write(position, lit) {
      const row = rows[position];
      if (row === undefined) throw new Fault('driver.error', `the display has no digit ${position}`);
      // The high byte is unused where a digit has eight segments at most.
      await chip.write(segments.length > 8 ? [row, lit & 0xff, lit >> 8] : [row, lit]);
    },
    async renew() {
      await chip.write([command.oscillatorOn]);
      await chip.write([command.dimming | brightness]);
      await chip.write([command.displayOn]);
    },
    close: () => chip.close(),
  };
}

/** Clears the whole memory, unused rows too: at power-up the chip holds random bytes. */
export async function blank(chip: Chip): Promise<void> {
  await chip.write(new Array<number>(1 + memoryBytes).fill(0));
}

/** A write without effect. On the Pi's own bus it rejects when the chip does not acknowledge its address. */
export async function poke(chip: Chip): Promise<void> {
  await chip.write([command.displayOn]);
}
