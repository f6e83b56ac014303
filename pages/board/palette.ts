import type { BoardLook } from '../../firmware-host/web/feed-messages.ts';

type Rgb = readonly [red: number, green: number, blue: number];

/** Where the site names no colours. */
const usual = { background: '#f3f4f2', text: '#1c2420', accent: '#0b6b5d' };

/** Texts that matter less are paler, but never below this contrast with their ground (WCAG 1.4.3). */
const contrastMin = 4.5;
const palest = 0.3;

/** The colours of the style sheet, from the three that a site may name. `colours` are `#rrggbb`. */
export function paletteOf(colours: BoardLook['colours'] = usual): { readonly [variable: string]: string } {
  const background = rgb(colours.background);
  const text = rgb(colours.text);
  const accent = rgb(colours.accent);
  const card = mix(background, brighter(background, text), 0.5);
  const onAccent = contrast(accent, white) >= contrast(accent, black) ? white : black;
  return {
    '--ground': hex(background),
    '--card': hex(card),
    '--ink': hex(text),
    '--soft': hex(paler(text, card, background)),
    '--line': hex(mix(background, text, 0.14)),
    '--accent': hex(accent),
    '--accent-ink': hex(onAccent),
    '--cue': hex(onAccent),
  };
}

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];

/** Cards are lighter than the ground, as paper is; on a dark ground too. */
function brighter(background: Rgb, text: Rgb): Rgb {
  return luminance(background) > luminance(text) ? white : mix(background, text, 0.16);
}

/** The palest mix of text and ground that can still be read on all grounds. */
function paler(text: Rgb, ...grounds: readonly Rgb[]): Rgb {
  for (let share = palest; share > 0; share -= 0.05) {
    const mixed = mix(text, grounds[0] ?? text, share);
    if (grounds.every((ground) => contrast(mixed, ground) >= contrastMin)) return mixed;
  }
  return text;
}

export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Relative luminance as WCAG defines it. */
function luminance([red, green, blue]: Rgb): number {
  const linear = (channel: number) => {
    const share = channel / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const channel = (at: 0 | 1 | 2) => Math.round(one[at] + (other[at] - one[at]) * share);
  return [channel(0), channel(1), channel(2)];
}

export function rgb(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff];
}

function hex(colour: Rgb): string {
  return `#${colour.map((channel) => (channel < 16 ? '0' : '') + channel.toString(16)).join('')}`;
}
