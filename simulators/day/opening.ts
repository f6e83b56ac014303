import type { Hall, Now } from '../../firmware-host/queue/hall.ts';

const dayMinutes = 24 * 60;
/** The hours of a played day in a hall that is always open. */
const usual = { from: 8 * 60, to: 15 * 60 };
const daysMax = 30;

/** The opening of the next day on which the hall is open: minutes from `now`, and length in minutes. */
export function nextOpening(
  hall: Pick<Hall, 'services' | 'holidays'>,
  now: Pick<Now, 'date' | 'weekday' | 'minute'>,
): { readonly inMinutes: number; readonly lengthMinutes: number } | undefined {
  for (let days = 1; days <= daysMax; days++) {
    const date = new Date(Date.parse(`${now.date}T00:00:00Z`) + days * dayMinutes * 60_000);
    if (hall.holidays.has(date.toISOString().slice(0, 10))) continue;
    const weekday = ((now.weekday - 1 + days) % 7) + 1;
    const spans = [...hall.services.values()].flatMap(({ hours }) =>
      hours === undefined ? [usual] : (hours.get(weekday) ?? []),
    );
    if (spans.length === 0) continue;
    const from = Math.min(...spans.map((span) => span.from));
    const to = Math.max(...spans.map((span) => span.to));
    return { inMinutes: days * dayMinutes - now.minute + from, lengthMinutes: to - from };
  }
  return undefined;
}
