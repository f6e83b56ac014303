import { parseDuration } from '../values/duration.ts';
import { meant, type Words } from './words.ts';

/** Words that people write for a unit, by the unit of the file. */
const unitWords: Readonly<Record<string, readonly string[]>> = {
  ms: ['milliseconds', 'millisecond', 'msec', 'milidetik'],
  s: ['seconds', 'second', 'sec', 'secs', 'detik', 'dtk'],
  m: ['minutes', 'minute', 'min', 'mins', 'menit', 'mnt'],
  h: ['hours', 'hour', 'hr', 'hrs', 'jam'],
};

/** A hint: `30 menit` means 30m; a number without a unit may mean seconds or minutes. Undefined: no guess. */
export function unitMeant(found: string): Words['hint'] {
  const [, number = '', word = ''] = /^\s*(\d{1,6})\s*([a-z]*)\s*$/i.exec(found) ?? [];
  if (number === '') return undefined;
  if (word === '')
    return {
      en: `A unit is missing: ${number}s is seconds, ${number}m minutes.`,
      id: `Satuannya belum ada: ${number}s berarti detik, ${number}m menit.`,
    };
  const lower = word.toLowerCase();
  const unit = Object.entries(unitWords).find(
    ([unit, words]) => unit === lower || words.includes(lower),
  )?.[0];
  const text = `${number}${unit ?? ''}`;
  return parseDuration(text) === undefined || text === found.trim() ? undefined : meant(text, []);
}
