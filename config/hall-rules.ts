import type { CounterRules, Hall, ServiceRules } from '../firmware-host/queue/hall.ts';
import { weekOf } from './check/check-services.ts';
import type { Draft, WholeDraft } from './draft.ts';
import type { CounterSettings, ServiceSettings } from './schema.ts';

/** The rules for the queue, from a site file without mistakes. */
export function hallOf({ site, days, hours, recall, services, counters }: WholeDraft): Hall {
  return {
    site: site.id,
    services: mapped(services.read, (id, service) => serviceRules(id, service, hours)),
    counters: mapped(counters.read, counterRules),
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

export function counterRules(id: string, counter: CounterSettings): CounterRules {
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
  };
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
