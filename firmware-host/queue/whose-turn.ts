import type { CounterRules, Now, ServiceRules } from './hall.ts';
import { waitingSince } from './line.ts';
import type { ReadService, ReadState, ReadTicket } from './state.ts';

/**
 * The ticket that this counter's Next calls: the head of the counter's own line, whose visitors have all been called
 * once before; otherwise the next of a service chosen by the counter's strategy. Undefined: nobody waits.
 */
export function whoseTurn(state: ReadState, counter: CounterRules, now: Now): ReadTicket | undefined {
  const own = state.counters.get(counter.id)?.line[0];
  if (own !== undefined) return own;
  const id = chooseService(state, counter);
  const rules = id === undefined ? undefined : state.hall.services.get(id);
  const service = id === undefined ? undefined : state.services.get(id);
  if (rules === undefined || service === undefined) return undefined;
  return nextOfService(service, rules, now);
}

/**
 * How many tickets wait for a service, both classes. Those transferred to one counter wait for that counter instead.
 */
export function waitingFor(service: ReadService): number {
  return service.lines.regular.length + service.lines.priority.length;
}

/** Hall ms since which a ticket has been waiting for the service; undefined when none is. */
export function serviceWaitingSince(service: ReadService): number | undefined {
  const regular = waitingSince(service.lines.regular);
  const priority = waitingSince(service.lines.priority);
  if (regular === undefined || priority === undefined) return regular ?? priority;
  return Math.min(regular, priority);
}

function chooseService(state: ReadState, counter: CounterRules): string | undefined {
  let best: string | undefined;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const id of counter.serves) {
    const service = state.services.get(id);
    if (service === undefined || waitingFor(service) === 0) continue;
    if (counter.strategy === 'in-order') return id;
    const score =
      counter.strategy === 'longest-queue' ? waitingFor(service) : -(serviceWaitingSince(service) ?? 0);
    if (score > bestScore) {
      best = id;
      bestScore = score;
    }
  }
  return best;
}

/**
 * The fairness rule. While both classes wait, regular tickets are called, until N have been called in a row, or until
 * one was called and a priority visitor has waited too long; then one priority ticket is called. Hence two bounds that
 * always hold, however long anyone has waited: at most N regular calls before the first priority ticket, and at most
 * one priority call before the first regular one.
 */
function nextOfService(service: ReadService, rules: ServiceRules, now: Now): ReadTicket | undefined {
  const regular = service.lines.regular[0];
  const priority = service.lines.priority[0];
  if (regular === undefined || priority === undefined) return regular ?? priority;
  const inARow = service.regularsInARow;
  const waited = now.hall - (waitingSince(service.lines.priority) ?? now.hall);
  const due =
    inARow >= Math.max(1, rules.fairness.priorityEvery) ||
    (inARow >= 1 && waited >= rules.fairness.priorityWaitMs);
  return due ? priority : regular;
}
