import type { TicketClass } from '../firmware-host/queue/hall.ts';
import { near } from './near.ts';
import type { Action, CounterAction } from './site.ts';
import { type Saying, say } from './texts/texts.ts';
import { meant } from './texts/words.ts';

/** The ids that a function may name. */
export interface Names {
  readonly services: ReadonlySet<string>;
  readonly counters: ReadonlySet<string>;
}

const counterActions = [
  'next',
  'recall',
  'arrive',
  'no-show',
  'put-back',
  'park',
  'resume',
  'end',
  'walk-in',
  'open',
  'close',
  'open-close',
  'break',
] as const satisfies readonly CounterAction[];

const entryActions = ['call-entered', 'transfer-entered', 'clear'] as const;

/** Functions that take words after them, as they are written. */
const usages = {
  transfer: 'transfer SERVICE-OR-COUNTER [first|last]',
  ticket: 'ticket SERVICE [regular|priority]',
  digit: 'digit 0 ... digit 9',
} as const;

/** Every function's first word. */
export const functionNames: readonly string[] = [...counterActions, ...entryActions, ...Object.keys(usages)];

/** Parses the function of a key as written in the site file; returns the problem when it is wrong. */
export function parseFunction(text: string, names: Names): Action | Saying {
  const [name = '', ...words] = text.trim().split(/\s+/);
  const plain = [...counterActions, ...entryActions].find((known) => known === name);
  if (plain !== undefined) return words.length === 0 ? { do: plain } : say('function-usage', name);
  if (name === 'transfer') return transfer(words, names);
  if (name === 'ticket') return ticket(words, names);
  if (name === 'digit') return digit(words);
  return say('unknown-function', text, meant(near(name, functionNames), functionNames));
}

/** Whether a key of this name has a function by its name alone. */
export function isFunctionName(name: string): boolean {
  return [...counterActions, ...entryActions].some((known) => known === name);
}

function transfer([to, place = 'last', ...more]: readonly string[], names: Names): Action | Saying {
  if (to === undefined || more.length > 0 || (place !== 'first' && place !== 'last'))
    return say('function-usage', usages.transfer);
  if (names.services.has(to)) return { do: 'transfer', to: { service: to }, place };
  if (names.counters.has(to)) return { do: 'transfer', to: { counter: to }, place };
  const known = [...names.services, ...names.counters];
  return say('unknown-target', to, meant(near(to, known), known));
}

function ticket([service, kind = 'regular', ...more]: readonly string[], names: Names): Action | Saying {
  const classes: readonly TicketClass[] = ['regular', 'priority'];
  const ticketClass = classes.find((known) => known === kind);
  if (service === undefined || more.length > 0 || ticketClass === undefined)
    return say('function-usage', usages.ticket);
  if (names.services.has(service)) return { do: 'ticket', service, class: ticketClass };
  return say('unknown-reference', 'service', service, meant(near(service, names.services), names.services));
}

function digit([text = '', ...more]: readonly string[]): Action | Saying {
  if (!/^\d$/.test(text) || more.length > 0) return say('function-usage', usages.digit);
  return { do: 'digit', digit: Number(text) };
}

/** A function in the words that `parseFunction` reads. */
export function writtenFunction(action: Action): string {
  switch (action.do) {
    case 'transfer':
      return `transfer ${'service' in action.to ? action.to.service : action.to.counter} ${action.place}`;
    case 'ticket':
      return `ticket ${action.service} ${action.class}`;
    case 'digit':
      return `digit ${action.digit}`;
    default:
      return action.do;
  }
}
