import { statusTexts } from './status-page-texts.ts';
import { inWords } from './status-store.ts';

const units = [
  [86_400, statusTexts.day],
  [3_600, statusTexts.hour],
  [60, statusTexts.minute],
  [1, statusTexts.second],
] as const;

/** How long, in words: two units at most. */
export function spanInWords(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const told: string[] = [];
  for (const [size, unit] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && told.length < 2) told.push(`${count} ${inWords(unit)}`);
    else if (told.length > 0) break;
  }
  return told.length === 0 ? `0 ${inWords(statusTexts.second)}` : told.join(' ');
}

/** The time of day in the zone of the hall. */
export function timeOfDay(at: number, zone: string | undefined): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(at);
}
