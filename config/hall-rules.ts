import type { CounterRules, Hall, ServiceRules } from '../firmware-host/queue/hall.ts';
import { weekOf } from './check/check-services.ts';
import type { Draft, WholeDraft } from './draft.ts';
import type { DraftDevice } from './draft-devices.ts';
import type { CounterSettings, ServiceSettings } from './schema.ts';
import type { KeyActions } from './site.ts';

/** The rules for the queue, from a site file without mistakes. */
export function hallOf(draft: WholeDraft, marked: ReadonlySet<string>): Hall {
  const { site, days, hours, recall, services, counters } = draft;
  return {
    site: site.id,
    services: mapped(services.read, (id, service) => serviceRules(id, service, hours)),
    counters: mapped(counters.read, (id, counter) => counterRules(id, counter, marked.has(id))),
    holidays: new Set(days.holidays),
    dayClose: days.close,
    recall: { most: recall.most, everyMs: recall.every },
  };
}

/** `hours`: those of the hall, for a service without its own. */
export function serviceRules(id: string, service: ServiceSettings, hours: Draft['hours']): ServiceRules {
  const { prefix, digits, first, cutoff, priority, surge } = service;
  return {
    id,
    prefix,
    digits,
    first,
    hours: weekOf(service, hours),
    cutoffMinutes: cutoff,
    quota: defined(service.quota),
    fairness: { priorityEvery: priority.every, priorityWaitMs: priority.wait },
    surge: defined({ waiting: surge.waiting, longestWaitMs: surge.wait }),
  };
}

export function counterRules(id: string, counter: CounterSettings, marksArrivals: boolean): CounterRules {
  return {
    id,
    number: counter.number,
    serves: counter.serves,
    strategy: counter.strategy,
    nextWhileServing: counter.next,
    oneButtonNoShowMs: counter.one_button_no_show,
    repeatMs: counter.ignore_repeat,
    storeNext: counter.store_next,
    putBackAfter: counter.put_back,
    marksArrivals,
  };
}

/** The counters with a scanner for tickets, or a key that says that the visitor has come. */
export function markArrivals(
  devices: Iterable<DraftDevice>,
  keys: ReadonlyMap<string, ReadonlyMap<string, KeyActions>>,
): ReadonlySet<string> {
  const marked = [...devices].filter(({ id, kind, counter }) => {
    if (counter === undefined) return false;
    if (kind.role === 'scanner') return true;
    const actions = [...(keys.get(id)?.values() ?? [])];
    return actions.some((key) => [key.short, key.long, key.double].some((action) => action?.do === 'arrive'));
  });
  return new Set(marked.map(({ counter }) => counter ?? ''));
}

type Defined<Values> = { readonly [Name in keyof Values]?: Exclude<Values[Name], undefined> };

/** A copy without the properties that are undefined. */
function defined<Values extends object>(values: Values): Defined<Values> {
  const written = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(written) as Defined<Values>;
}

/** The same keys with mapped values. */
export function mapped<From, To>(
  entries: ReadonlyMap<string, From>,
  to: (id: string, entry: From) => To,
): ReadonlyMap<string, To> {
  return new Map([...entries].map(([id, entry]) => [id, to(id, entry)]));
}
