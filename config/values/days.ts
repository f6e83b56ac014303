const names: readonly (readonly string[])[] = [
  ['mon', 'monday', 'sen', 'senin'],
  ['tue', 'tuesday', 'sel', 'selasa'],
  ['wed', 'wednesday', 'rab', 'rabu'],
  ['thu', 'thursday', 'kam', 'kamis'],
  ['fri', 'friday', 'jum', 'jumat'],
  ['sat', 'saturday', 'sab', 'sabtu'],
  ['sun', 'sunday', 'min', 'minggu'],
];

/**
 * The ISO weekdays (1 = Monday) of `fri`, `jumat`, `mon-fri` or `sen-jum`; a range may wrap around the end of the week
 * (`sat-mon`). Undefined for anything else.
 */
export function parseDays(text: string): readonly number[] | undefined {
  const ends = text
    .trim()
    .toLowerCase()
    .split(/\s*-\s*/)
    .map(weekday);
  const [first, last = first] = ends;
  if (ends.length > 2 || !first || !last) return undefined;
  const count = ((last - first + 7) % 7) + 1;
  return Array.from({ length: count }, (_, day) => ((first - 1 + day) % 7) + 1);
}

/** 1 to 7; 0 when the name is no day. */
const weekday = (name: string): number => names.findIndex((known) => known.includes(name)) + 1;
