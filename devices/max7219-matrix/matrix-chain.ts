import { dark, settingsOf } from '../max7219-display/max7219-panel.ts';
import type { Chip } from '../ports.ts';
import { MODULE_DOTS } from './matrix-models.ts';

/** What a register of each chip holds, from left to right. */
type Held = readonly number[];

/** A chain of MAX7219, the first of which is on the right. One call at a time. */
export interface MatrixChain {
  /** Makes every dot dark. */
  open(): Promise<void>;
  /** Shows `digits`: for digit 0 to 7, what it holds in the chips from left to right. Sends only digits that differ. */
  draw(digits: readonly Held[]): Promise<void>;
  /** Sends the next `transfers` of everything that the chips hold again, in turn. */
  renew(transfers: number): Promise<void>;
}

/**
 * Every transfer goes through the whole chain: one register of every chip. Each is awaited, so that whatever else uses
 * the same board comes in between, and a board that does not read is not flooded.
 */
export function matrixChain(chip: Chip, modules: number, brightness: number): MatrixChain {
  const settings = settingsOf(brightness);
  let wanted: readonly Held[] | undefined;
  // What each digit of the chips holds. Undefined: it may be anything.
  const shown = new Array<Held | undefined>(MODULE_DOTS).fill(undefined);
  let isLit = false;
  let turn = 0;

  // What is sent first ends up in the chip that is furthest away.
  const transfer = (register: number, held: Held) => chip.write(held.flatMap((value) => [register, value]));
  const set = ([register, value]: readonly [number, number]) =>
    transfer(register, new Array<number>(modules).fill(value));
  const write = async (digit: number) => {
    const held = wanted?.[digit] ?? [];
    shown[digit] = undefined;
    await transfer(digit + 1, held);
    shown[digit] = held;
  };
  const differs = (digit: number) => {
    const held = wanted?.[digit];
    return held?.some((value, module) => shown[digit]?.[module] !== value) === true;
  };

  return {
    open: () => set(dark),
    async draw(digits) {
      wanted = digits;
      for (const digit of digits.keys()) if (differs(digit)) await write(digit);
      if (isLit) return;
      // Only now: nobody is to see what the chips held before.
      for (const setting of settings) await set(setting);
      isLit = true;
    },
    async renew(transfers) {
      if (!isLit) return await set(dark);
      const all = [
        ...settings.map((setting) => () => set(setting)),
        ...shown.map((_, digit) => () => write(digit)),
      ];
      for (let done = 0; done < Math.min(transfers, all.length); done++) {
        await all[turn % all.length]?.();
        turn++;
      }
    },
  };
}
