import { isId } from '../mqtt/topics.ts';
import type { PagePlace } from './hall-access.ts';

/** The end of the path of a page's socket. */
const feedEnd = '/feed';

/** The page at a path such as `/status` or `/counter/loket-1`; undefined: there is none of those. */
export function placeAt(path: string): PagePlace | undefined {
  if (path === '/status') return { page: 'status' };
  if (path === '/tickets') return { page: 'tickets' };
  const [, page, counter = '', ...more] = path.split('/');
  if (page !== 'counter' && page !== 'rating') return undefined;
  return more.length === 0 && isId(counter) ? { page, counter } : undefined;
}

/** The page whose socket is at a path such as `/status/feed`. */
export function placeOfSocket(path: string): PagePlace | undefined {
  return path.endsWith(feedEnd) ? placeAt(path.slice(0, -feedEnd.length)) : undefined;
}

/** The path of a page. */
export const pathOfPlace = (place: PagePlace): string =>
  'counter' in place ? `/${place.page}/${place.counter}` : `/${place.page}`;
