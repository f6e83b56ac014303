import type { QueueEvent } from './events.ts';
import { isGiven } from './given.ts';
import type { ServiceRules, TicketClass } from './hall.ts';
import type { RefusalCode } from './refusals.ts';
import type { ReadState } from './state.ts';

/** What a ticket is called: the prefix and the number, padded, such as `A-012`. */
export function ticketId(rules: ServiceRules, number: number): string {
  return `${rules.prefix}-${String(number).padStart(rules.digits, '0')}`;
}

/**
 * The number the next ticket of a service gets: upwards from the service's first one, each once a day, voided ones
 * included, leaving out those that tickets of an earlier day still bear and those known to be taken otherwise.
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

/** Takes the next number of a service, or says why there is none. */
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
