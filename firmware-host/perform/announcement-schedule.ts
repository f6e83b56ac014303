import type { Site } from '../../config/site.ts';
import { clockIsPlausible } from '../queue/day.ts';
import type { Now } from '../queue/hall.ts';
import type { ReadState } from '../queue/state.ts';
import { announcedAt } from '../voice/announcement-times.ts';
import type { Announced } from '../voice/wording.ts';

/**
 * Returns what has become due since the last call: the announcements of a minute when it begins, each minute of the
 * calendar once. The minute in which it is first asked is passed over, because the run before may have announced it,
 * and so is a clock that is not to be relied on. Meant for every second.
 */
export function createSchedule(of: {
  readonly site: () => Pick<Site, 'voice' | 'hall'>;
  readonly state: ReadState;
}): (now: Now) => readonly Announced[] {
  /** The minutes of `date` that have been seen; a clock that is set back must not repeat one. */
  let date = '';
  let seen = new Set<number>();
  let begun = false;
  return (now) => {
    const site = of.site();
    if (site.voice === undefined || !clockIsPlausible(of.state, now)) return [];
    if (date !== now.date) {
      date = now.date;
      seen = new Set();
    }
    if (seen.has(now.minute)) return [];
    seen.add(now.minute);
    if (!begun) {
      begun = true;
      return [];
    }
    return announcedAt(site, now);
  };
}
