import type { IncomingMessage } from 'node:http';
import type { Site } from '../../config/site.ts';
import type { WebPage } from '../../config/site-shown.ts';
import { mayOpen, type PageVisitor } from './hall-access.ts';
import { loginPage, type PageLink } from './login-page.ts';
import { pathOfPlace, placeAt } from './page-place.ts';
import type { PageReaders, PageReading } from './page-readers.ts';
import type { Content } from './web-server.ts';
import type { webTexts } from './web-texts.ts';

/** What a request is answered with: a page, a value, or another path. */
export interface PageReply {
  readonly status: number;
  readonly html?: string | Buffer;
  readonly json?: object | null;
  readonly to?: string;
  readonly cookie?: string;
}

/** What the pages of the hall are answered from. */
export interface PageAnswerParts {
  readonly site: () => Site;
  /** Those that are switched on. */
  readonly pages: readonly WebPage[];
  /** The file of a page, such as that of `status`. */
  readonly file: (page: WebPage) => Content | undefined;
  readonly readers: PageReaders;
  readonly hasAccounts: boolean;
  readonly isSimulated: boolean;
}

export type PageProblem = Extract<
  keyof typeof webTexts,
  'wrong' | 'too-many' | 'bad-request' | 'too-long' | 'role' | 'unknown' | 'failed'
>;

const statuses: Readonly<Record<PageProblem, number>> = {
  wrong: 401,
  'too-many': 429,
  'bad-request': 400,
  'too-long': 413,
  role: 403,
  unknown: 404,
  failed: 500,
};

/** The page `/login`, with what is wrong. */
export function loginReply(
  of: PageAnswerParts,
  { session, who }: PageReading,
  view: { readonly problem?: PageProblem; readonly to?: string } = {},
): PageReply {
  const { problem, to = '' } = view;
  return {
    status: problem === undefined ? 200 : statuses[problem],
    html: loginPage({
      ...{ problem, to, hasAccounts: of.hasAccounts, isSimulated: of.isSimulated },
      name: session?.holder.name,
      links: linksFor(of, who),
    }),
  };
}

/** The answer to a request that only reads; undefined: there is nothing at this path. */
export function pageReply(
  of: PageAnswerParts,
  request: IncomingMessage,
  path: string,
): PageReply | undefined {
  const meant = meantBy(of, path);
  if (meant !== undefined) return { status: 303, to: meant };
  const place = placeAt(path);
  const isPage = place !== undefined && of.pages.includes(place.page);
  if (!isPage && path !== '/' && path !== '/login' && path !== '/me') return undefined;
  const reading = of.readers(request);
  const { session, who } = reading;
  if (session?.mayAsk() === false) return loginReply(of, reading, { problem: 'too-many' });
  if (path === '/me') return { status: 200, json: meOf(reading) };
  if (path === '/') return { status: 303, to: of.pages.includes('board') ? '/board' : '/login' };
  if (!isPage) return loginReply(of, reading, { to: toOf(request) });
  if ('counter' in place && !of.site().counters.has(place.counter))
    return loginReply(of, reading, { problem: 'unknown' });
  if (mayOpen(place.page, who)) {
    const file = of.file(place.page);
    return file && { status: 200, html: file.body };
  }
  if (session !== undefined) return loginReply(of, reading, { problem: 'role' });
  return { status: 303, to: `/login?to=${encodeURIComponent(path)}` };
}

/** Where an address leads that a person types who has forgotten which counter, or put a slash behind it. */
function meantBy({ pages }: Pick<PageAnswerParts, 'pages'>, path: string): string | undefined {
  const bare = path.replace(/(.)\/$/, '$1');
  for (const page of ['counter', 'rating'] as const)
    if (bare === `/${page}` && pages.includes(page)) return '/login';
  if (bare === path) return undefined;
  if (bare === '/login' || (bare === '/board' && pages.includes('board'))) return bare;
  const place = placeAt(bare);
  return place !== undefined && pages.includes(place.page) ? pathOfPlace(place) : undefined;
}

/** Who somebody is; null: nobody. */
const meOf = ({ session, who }: PageReading) =>
  who.role === undefined ? null : { name: session?.holder.name ?? null, role: who.role };

const toOf = ({ url = '' }: Pick<IncomingMessage, 'url'>): string =>
  new URLSearchParams(url.split('?').slice(1).join('?')).get('to') ?? '';

/** Where a login leads to: to the page that was asked for, if it is one of ours. */
export const leadsTo = (of: Pick<PageAnswerParts, 'pages'>, asked: unknown): string => {
  const place = typeof asked === 'string' ? placeAt(asked) : undefined;
  return place !== undefined && of.pages.includes(place.page) ? pathOfPlace(place) : '/login';
};

function linksFor({ pages, site, isSimulated }: PageAnswerParts, who: PageVisitor): readonly PageLink[] {
  if (who.role === undefined && !who.here) return [];
  const first: readonly PageLink[] = isSimulated ? [{ path: '/', kind: 'simulation' }] : [];
  const others = pages
    .filter((page) => mayOpen(page, who))
    .flatMap((kind): readonly PageLink[] => {
      if (kind !== 'counter' && kind !== 'rating') return [{ path: `/${kind}`, kind }];
      return [...site().counters.values()].map(({ id, title }) => ({ path: `/${kind}/${id}`, kind, title }));
    });
  return [...first, ...others];
}
