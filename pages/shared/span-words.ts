const units = [
  { seconds: 86_400, id: 'hari', en: 'd' },
  { seconds: 3_600, id: 'jam', en: 'h' },
  { seconds: 60, id: 'mnt', en: 'min' },
  { seconds: 1, id: 'dtk', en: 's' },
] as const;

/** How long, in words: two units at most that follow each other, none smaller than `least`. */
export function spanInWords(
  seconds: number,
  language: 'id' | 'en',
  least: 'minute' | 'second' = 'second',
): string {
  const told: string[] = [];
  const used = least === 'minute' ? units.slice(0, -1) : units;
  let rest = Math.max(0, Math.floor(seconds));
  for (const unit of used) {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    if (count > 0) told.push(`${count} ${unit[language]}`);
    if (told.length === 2 || (count === 0 && told.length > 0)) break;
  }
  if (told.length > 0) return told.join(' ');
  return least === 'minute' ? `< 1 ${units[2][language]}` : `0 ${units[3][language]}`;
}
