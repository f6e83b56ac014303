/** The bodies of the frames that sketch/request.h takes. */

/** The fonts of the sketch, each with its letter. */
export const fonts = { normal: 'N', tall: 'T', wide: 'W' } as const;

/** What a text looks like. */
export interface P10Look {
  readonly font: keyof typeof fonts;
  readonly panels: { readonly wide: number; readonly high: number };
  /** 0 to 15. */
  readonly brightness: number;
  /** The speed of a text that does not fit. */
  readonly run_dots_per_s: number;
}

/** The sketch holds no longer text; what is beyond is left out. */
export const TEXT_MOST_CHARACTERS = 48;

const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, '0');
const fontAndPanels = ({ font, panels }: P10Look) => `${fonts[font]}${panels.wide}${panels.high}`;

/** Asks whether the sketch has the font, and as many panels. */
export const askWhether = (look: P10Look): string => `?${fontAndPanels(look)}`;

/** Makes the sketch show `text`: letters are capitals, and what it has no letter for is blank. */
export function showBody(text: string, look: P10Look): string {
  const shown = text
    .toUpperCase()
    .replaceAll(/[^0-9A-Z_-]/g, ' ')
    .slice(0, TEXT_MOST_CHARACTERS);
  return `${hex(look.brightness, 1)}${fontAndPanels(look)}${hex(look.run_dots_per_s, 2)}${shown}`;
}
