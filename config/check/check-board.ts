import type { Draft } from '../draft.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';

/** The least contrast at which text of any size is readable (WCAG 2.2, success criterion 1.4.3). */
const contrastMin = 4.5;

/** The colours of a board can be told apart, and its languages are different ones. */
export function checkBoard(board: Draft['board'], report: Report): void {
  const { colours, languages = [] } = board ?? {};
  for (const [at, language] of languages.entries())
    if (languages.indexOf(language) < at)
      report.error(['board', 'languages', at], say('served-twice', language));
  if (colours === undefined) return;
  for (const name of ['text', 'accent'] as const) {
    const ratio = contrast(colours[name], colours.background);
    // Rounded down: 4.49 must not be told as 4.5.
    const shown = Math.floor(ratio * 10) / 10;
    if (ratio < contrastMin)
      report.error(['board', 'colours', name], say('low-contrast', shown, contrastMin));
  }
}

/** The contrast of two colours `#rrggbb`, 1 to 21 (WCAG 2.2, "contrast ratio"). */
function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The relative luminance of a colour `#rrggbb`, 0 to 1 (WCAG 2.2, "relative luminance"). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
