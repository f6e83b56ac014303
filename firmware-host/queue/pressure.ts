import type { QueueEvent } from './events.ts';
import type { CounterRules, Hall, Now, ServiceRules } from './hall.ts';
import type { ReadService, ReadState } from './state.ts';
import { serviceWaitingSince, waitingFor } from './whose-turn.ts';

/** A surge is over when the figures have fallen to this share of the thresholds, so that it does not flicker. */
const CALM_AT = 0.8;

/** `service.surge` and `service.calm` for all services that have crossed a threshold since the last look. */
export function pressure(state: ReadState, now: Now): readonly QueueEvent[] {
  const events: QueueEvent[] = [];
  for (const rules of state.hall.services.values()) {
    const service = state.services.get(rules.id);
    if (service === undefined) continue;
    const waiting = waitingFor(service);
    const waitedMs = now.hall - (serviceWaitingSince(service) ?? now.hall);
    const pressing = isReached(rules.surge, waiting, waitedMs, service.surging ? CALM_AT : 1);
    if (pressing === service.surging) continue;
    const type = pressing ? 'service.surge' : 'service.calm';
    events.push({ type, service: rules.id, waiting, longest_wait_s: Math.round(waitedMs / 1000) });
  }
  return events;
}

/**
 * Seconds that a visitor who takes a number now is likely to wait: the number of waiting tickets, times the recent mean
 * visit, divided by the counters open for the service. Undefined before the first visit of the day or while no counter
 * is open.
 */
export function estimateWait(state: ReadState, id: string, service: ReadService): number | undefined {
  if (service.meanVisitMs === undefined) return undefined;
  let open = 0;
  for (const rules of countersServing(state.hall, id)) {
    const phase = state.counters.get(rules.id)?.phase;
    if (phase === 'open' || phase === 'armed') open++;
  }
  return open === 0 ? undefined : Math.round((waitingFor(service) * service.meanVisitMs) / open / 1000);
}

/** The counters of each service. The rules of a hall never change, and every press asks. */
const serving = new WeakMap<Hall, ReadonlyMap<string, readonly CounterRules[]>>();

function countersServing(hall: Hall, service: string): readonly CounterRules[] {
  let known = serving.get(hall);
  if (known === undefined) {
    known = byService(hall);
    serving.set(hall, known);
  }
  return known.get(service) ?? [];
}

function byService(hall: Hall): ReadonlyMap<string, readonly CounterRules[]> {
  const counters = [...hall.counters.values()];
  return new Map(
    [...hall.services.keys()].map((id) => [id, counters.filter(({ serves }) => serves.includes(id))]),
  );
}

function isReached(surge: ServiceRules['surge'], waiting: number, waitedMs: number, share: number): boolean {
  return (
    waiting >= share * (surge.waiting ?? Number.POSITIVE_INFINITY) ||
    waitedMs >= share * (surge.longestWaitMs ?? Number.POSITIVE_INFINITY)
  );
}
