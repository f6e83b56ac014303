import type { Action, Site } from '../../config/site.ts';
import type { Command } from '../queue/commands.ts';
import type { RefusalCode } from '../queue/refusals.ts';
import type { ReadState } from '../queue/state.ts';
import type { DigitEntry } from './entry.ts';

/** Where a key is, and what its action needs to know of the hall at this moment. */
export interface KeyPlace {
  readonly counter: string | undefined;
  /** The printer for tickets that this device requests; null when the site has none. */
  readonly printerFor: (service: string) => string | null;
  readonly isClosed: (counter: string) => boolean;
  /** The counter with this visible number. */
  readonly counterNumbered: (number: number) => string | undefined;
  readonly entry: DigitEntry;
}

/** What a place knows of all counters. */
export const knownCounters = (
  site: () => Site,
  state: ReadState,
): Pick<KeyPlace, 'isClosed' | 'counterNumbered'> => ({
  isClosed: (counter) => state.counters.get(counter)?.phase === 'closed',
  counterNumbered: (number) => [...site().counters.values()].find(({ rules }) => rules.number === number)?.id,
});

/** The command for an action, or the refusal; undefined when the action only edits the entry. */
export function actionCommand(action: Action, place: KeyPlace): Command | RefusalCode | undefined {
  if (action.do === 'ticket') {
    const { service } = action;
    return { type: 'issue', service, class: action.class, printer: place.printerFor(service) };
  }
  if (action.do === 'digit') return void place.entry.type(action.digit);
  if (action.do === 'clear') return void place.entry.take();
  const { counter } = place;
  if (counter === undefined) return undefined;
  switch (action.do) {
    case 'transfer':
      return { type: 'transfer', counter, to: action.to, place: action.place };
    case 'call-entered': {
      const ticket = place.entry.take();
      return ticket === undefined ? { type: 'next', counter } : { type: 'call', counter, ticket };
    }
    case 'transfer-entered': {
      const target = place.counterNumbered(Number(place.entry.take()));
      if (target === undefined) return 'unknown-counter';
      return { type: 'transfer', counter, to: { counter: target }, place: 'first' };
    }
    case 'open-close':
      return { type: place.isClosed(counter) ? 'open' : 'close', counter };
    default:
      return { type: action.do, counter };
  }
}
