import type { Said } from '../../config/texts/words.ts';

export const both = (id: string, en: string): Said => ({ id, en });

const [minuteS, hourS, dayS] = [60, 3_600, 86_400];

/** How long, in words: two units at most. */
export function spanSaid(seconds: number): Said {
  const whole = Math.max(0, Math.round(seconds));
  const [days, hours, minutes] = [
    Math.floor(whole / dayS),
    Math.floor(whole / hourS) % 24,
    Math.floor(whole / minuteS) % 60,
  ];
  const parts: readonly (readonly [number, Said])[] = [
    [days, both('hari', 'd')],
    [hours, both('jam', 'h')],
    [minutes, both('mnt', 'min')],
    [days + hours > 0 ? 0 : whole % minuteS, both('dtk', 's')],
  ];
  const told = parts.filter(([count]) => count > 0).slice(0, 2);
  const of = (language: keyof Said) => told.map(([count, unit]) => `${count} ${unit[language]}`).join(' ');
  return told.length === 0 ? both('0 dtk', '0 s') : both(of('id'), of('en'));
}
