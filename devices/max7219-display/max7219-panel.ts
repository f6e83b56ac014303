import { Fault } from '../fault.ts';
import type { Chip, SegmentPanel } from '../ports.ts';

/** Registers of the MAX7219 (data sheet, table 2); 1 to 8 are the digits, 1 the rightmost. */
const register = { decodeMode: 9, intensity: 10, scanLimit: 11, shutdown: 12, displayTest: 15 } as const;

/** The registers, each with its value, that a chip has to have to show its digits bit by bit. */
export const settingsOf = (brightness: number): readonly (readonly [register: number, value: number])[] => [
  [register.decodeMode, 0],
  [register.intensity, brightness],
  [register.scanLimit, 7],
  [register.displayTest, 0],
  [register.shutdown, 1],
];

/** The register with which a chip shows nothing, whatever it holds. */
export const dark: readonly [register: number, value: number] = [register.shutdown, 0];

interface PanelSettings {
  readonly digits: number;
  readonly brightness: number;
}

/** The digits of a MAX7219, which takes two bytes at a time: a register and its value. Nothing is sent yet. */
export function max7219Panel(chip: Chip, { digits, brightness }: PanelSettings): SegmentPanel {
  const settings = settingsOf(brightness);
  return {
    async write(position, segments) {
      if (position < 0 || position >= digits)
        throw new Fault('driver.error', `the display has no digit ${position}`);
      await chip.write([digits - position, segments]);
    },
    async renew() {
      for (const setting of settings) await chip.write(setting);
    },
    close: () => chip.close(),
  };
}

/** Makes every digit dark, unused ones too. */
export async function blank(chip: Chip): Promise<void> {
  for (let digit = 1; digit <= 8; digit++) await chip.write([digit, 0]);
}
