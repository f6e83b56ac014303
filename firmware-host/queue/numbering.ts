import type { QueueEvent } from './events.ts';
import { isGiven } from './given.ts';
import type { ServiceRules, TicketClass } from './hall.ts';
import type { RefusalCode } from './refusals.ts';
import type { ReadState } from './state.ts';

/** The id of a ticket: the prefix and the padded number, such as `A-012`. */
export function ticketId(rules: ServiceRules, number: number): string {
  return `${rules.prefix}-${String(number).padStart(rules.digits, '0')}`;
}

/**
 * The number of a service's next ticket. Numbers go up from the service's first one, each is used once a day, including
 * voided ones. Numbers that tickets of an earlier day still have, and those known to be taken otherwise, are skipped.
 * Undefined: the digits are used up.
 */
export function nextNumber(state: ReadState, rules: ServiceRules): number | undefined {
  const last = state.services.get(rules.id)?.lastNumber ?? 0;
  let number = Math.max(rules.first, last + 1);
  while (state.tickets.has(ticketId(rules, number)) || isGiven(state, rules.prefix, number)) number++;
  return number < 10 ** rules.digits ? number : undefined;
}

/** How many more tickets of a class today's quota allows; Infinity without a quota. */
export function quotaLeft(state: ReadState, rules: ServiceRules, kind: TicketClass): number {
  const given = state.services.get(rules.id)?.given ?? { regular: 0, priority: 0 };
  const { quota } = rules;
  const ofTotal = (quota.total ?? Number.POSITIVE_INFINITY) - given.regular - given.priority;
  const ofClass = (quota[kind] ?? Number.POSITIVE_INFINITY) - given[kind];
  return Math.max(0, Math.min(ofTotal, ofClass));
}

/** Takes the next number of a service, or refuses when there is none. */
export function reserve(
  state: ReadState,
  rules: ServiceRules,
  wanted: { readonly class: TicketClass; readonly printer: string | null; readonly booking?: string },
): Extract<QueueEvent, { type: 'ticket.reserved' }> | RefusalCode {
  if (quotaLeft(state, rules, wanted.class) === 0) return 'quota-used-up';
  const number = nextNumber(state, rules);
  if (number === undefined) return 'numbers-used-up';
  return {
    type: 'ticket.reserved',
    ticket: ticketId(rules, number),
    service: rules.id,
    class: wanted.class,
    number,
    printer: wanted.printer,
    ...(wanted.booking === undefined ? {} : { booking: wanted.booking }),
  };
}
