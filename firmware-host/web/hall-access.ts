import type { WebPage } from '../../config/site-shown.ts';
import { type AccessRole, mayDo } from '../mqtt/commands/access-roles.ts';
import { commandRow } from '../mqtt/commands/command-table.ts';

/**
 * Who may do what at the pages of the hall, all of it, in this one place. What a command needs is said by the table of
 * commands; here it can only become less.
 */

/** Where somebody is: a page that is more than looked at by everybody. */
export type PagePlace =
  | { readonly page: 'status' }
  | { readonly page: 'counter'; readonly counter: string }
  | { readonly page: 'tickets' }
  | { readonly page: 'rating'; readonly counter: string };

/** Who asks. */
export interface PageVisitor {
  /** The role of the account, or of everybody on this machine where there are no accounts. */
  readonly role: AccessRole | undefined;
  /** Whether the browser is on this machine, as that of a kiosk is. */
  readonly here: boolean;
}

/** The least role that opens a page; undefined: everybody may. */
const leastRole: Readonly<Record<WebPage, AccessRole | undefined>> = {
  board: undefined,
  status: 'view',
  counter: 'operate',
  tickets: 'operate',
  // A screen that nobody watches is logged in as who may do nothing else.
  rating: 'view',
};

/** The screens that stand in the hall for visitors: one on this machine, a kiosk, shows them without an account. */
export const isUnwatched = (page: WebPage): boolean => page === 'tickets' || page === 'rating';

export function mayOpen(page: WebPage, { role, here }: PageVisitor): boolean {
  const least = leastRole[page];
  if (least === undefined || (isUnwatched(page) && here)) return true;
  // Nobody who serves visitors answers for them.
  if (page === 'rating') return role === least;
  return role !== undefined && mayDo(role, least);
}

export type OrderRefusal = 'role' | 'not-here';

/** Why a command is not taken at a page; undefined: it is. */
export function commandRefusal(
  place: PagePlace,
  visitor: PageVisitor,
  command: { readonly name: string; readonly fields: Readonly<Record<string, unknown>> },
): OrderRefusal | undefined {
  if (!mayOpen(place.page, visitor)) return 'role';
  if (place.page === 'tickets') return command.name === 'issue-ticket' ? undefined : 'not-here';
  if (place.page === 'rating') return 'not-here';
  // An unknown command is answered as such to who may send any command.
  const row = commandRow(command.name);
  if (visitor.role === undefined || !mayDo(visitor.role, row?.role ?? 'operate')) return 'role';
  if (place.page === 'status') return undefined;
  const isOfCounter = row !== undefined && 'counter' in row.request.shape;
  return isOfCounter && command.fields.counter === place.counter ? undefined : 'not-here';
}

/** Why a press is not taken at a page: only the page of a counter has keys. */
export function pressRefusal(place: PagePlace, visitor: PageVisitor): OrderRefusal | undefined {
  if (!mayOpen(place.page, visitor)) return 'role';
  return place.page === 'counter' ? undefined : 'not-here';
}

/** Why the answer or the complaint of a visitor is not taken at a page: only a rating pad has those. */
export function visitorRefusal(place: PagePlace, visitor: PageVisitor): OrderRefusal | undefined {
  if (!mayOpen(place.page, visitor)) return 'role';
  return place.page === 'rating' ? undefined : 'not-here';
}

/**
 * What each page is told of the hall. Nobody is told of commands and replies, which are between two. The page of the
 * status is told in words (status-teller.ts), a rating pad what it asks and no number of anybody. What a single
 * visitor answered is told at none.
 */
const heard: Readonly<Record<'counter' | 'tickets', RegExp>> = {
  counter: /^(controller\/(state|info|health)|(device|service|counter|board)\/|event\/ticket\/)/,
  tickets:
    /^(controller\/(state|info)|service\/[^/]+\/state|device\/[^/]+\/(state|info)|board\/state|event\/ticket\/(issued|unconfirmed|voided))$/,
};

/** Whether a page is told a message at this address below `loket/v1/SITE/`. */
export const isHeardAt = ({ page }: PagePlace, address: string): boolean =>
  (page === 'counter' || page === 'tickets') && heard[page].test(address);
