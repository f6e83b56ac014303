import type { LitRows } from './sketch-in-simavr.ts';

const PANEL = { wide: 32, high: 16, bits: 128 };

/**
 * What is to be seen on P10 panels of which these rows were lit. B and A choose every fourth row; a 0 in a shift
 * register lights its dot ("How does P10 Led Panel work", en.devrelerim.com, 2022). Seen from the front, bits come in
 * on the right of a panel and go out on the left, four rows of eight dots at a time, the lowest row first; the panel
 * farthest from the board is the upper left one.
 */
export function seenOn(
  panels: { readonly wide: number; readonly high: number },
  lit: readonly LitRows[],
): readonly string[] {
  const rows = Array.from({ length: panels.high * PANEL.high }, () =>
    new Array<string>(panels.wide * PANEL.wide).fill('.'),
  );
  // Of rows that changed meanwhile, what was last.
  for (const { ba, bits } of new Map(lit.map((one) => [one.ba, one])).values()) {
    const chain = [...Buffer.from(bits, 'hex')].flatMap((byte) =>
      [...byte.toString(2).padStart(8, '0')].map((bit) => bit === '0'),
    );
    for (const [place, isLit] of chain.entries()) {
      if (!isLit) continue;
      const panel = Math.floor(place / PANEL.bits);
      const column = Math.floor((place % PANEL.bits) / 32) * 8 + (place % 8);
      const fromBelow = Math.floor((place % 32) / 8);
      const y = Math.floor(panel / panels.wide) * PANEL.high + (3 - fromBelow) * 4 + ba;
      const row = rows[y];
      if (row !== undefined) row[(panel % panels.wide) * PANEL.wide + column] = '#';
    }
  }
  return rows.map((row) => row.join(''));
}

/** The part of the time in which rows were lit, of the most that is possible: one of four at any time. */
export const brightnessOf = (lit: readonly LitRows[], ms: number): number =>
  lit.reduce((sum, { cycles }) => sum + cycles, 0) / (ms * 16_000);
