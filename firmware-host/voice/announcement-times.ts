import type { Site } from '../../config/site.ts';
import { isWithin } from '../../config/values/span.ts';
import type { Hall, Now } from '../queue/hall.ts';
import type { Announced } from './wording.ts';

/** A minute of the local calendar. */
export type LocalMinute = Pick<Now, 'date' | 'weekday' | 'minute'>;

/**
 * What the site file has announced at this minute: its texts, and that the hall closes soon. Nothing on days on which
 * the hall does not open.
 */
export function announcedAt(site: Pick<Site, 'voice' | 'hall'>, at: LocalMinute): readonly Announced[] {
  const { voice, hall } = site;
  if (voice === undefined || !opensOn(hall, at)) return [];
  const texts = [...voice.texts.values()]
    .filter((text) =>
      text.at.some(({ weekdays, minute }) => minute === at.minute && weekdays.includes(at.weekday)),
    )
    .map(({ id }): Announced => ({ kind: 'text', text: id }));
  const closing = closingMinute(hall, at.weekday);
  const closesSoon =
    voice.closingMinutes !== undefined &&
    closing !== undefined &&
    at.minute === closing - voice.closingMinutes;
  return closesSoon ? [...texts, { kind: 'closing-soon' }] : texts;
}

/** Percent of the loudest. `minute`: of the local day; undefined while the clock is not to be relied on. */
export function volumeAt(voice: NonNullable<Site['voice']>, minute: number | undefined): number {
  const other = minute === undefined ? undefined : voice.volumes.find((timed) => isWithin([timed], minute));
  return other?.volume ?? voice.volume;
}

function opensOn({ services, holidays }: Hall, { date, weekday }: LocalMinute): boolean {
  if (holidays.has(date)) return false;
  return [...services.values()].some(
    ({ hours }) => hours === undefined || (hours.get(weekday) ?? []).length > 0,
  );
}

/** When the last service closes on this weekday; undefined: none does, because one is always open or all are closed. */
function closingMinute({ services }: Hall, weekday: number): number | undefined {
  const all = [...services.values()].map(({ hours }) => hours);
  if (all.includes(undefined)) return undefined;
  const ends = all.flatMap((hours) => hours?.get(weekday) ?? []).map(({ to }) => to);
  return ends.length === 0 ? undefined : Math.max(...ends);
}
