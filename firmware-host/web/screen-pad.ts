import type { Site } from '../../config/site.ts';
import type { ScreenPad } from './hall-page-messages.ts';

/** What a rating pad on a screen shows; null: the site has no such counter. */
export function screenPad(
  { counters, language, rating }: Site,
  counter: string,
  now: Pick<ScreenPad, 'element' | 'isOpen'>,
): ScreenPad | null {
  const title = counters.get(counter)?.title;
  if (title === undefined) return null;
  return { title, language, ...now, takesComplaints: rating.complaintLink !== undefined };
}
