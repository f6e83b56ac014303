import type { CounterRules } from '../../firmware-host/queue/hall.ts';
import type { ElementId, Score } from '../../firmware-host/queue/survey.ts';
import type { Entry } from './office.ts';

/** A press at a pad, and what the model says of it: whose answer it is, or why it is refused. */
export interface Press {
  readonly pad: string;
  readonly counter?: string;
  readonly element: ElementId;
  readonly score: Score;
  /** Hall ms. */
  readonly at: number;
}

export type Verdict =
  | { readonly refused: 'counter-closed' | 'no-counter-open' }
  | {
      readonly attributed: 'serving' | 'served' | 'repeated' | 'none' | 'hall';
      readonly service?: string;
      readonly replaces?: Score;
    };

/** An answer that the model has taken down; `ticket` only where it counts. */
interface Taken extends Press {
  readonly kind: 'counted' | 'none' | 'hall';
  readonly ticket: string | undefined;
  readonly service: string | undefined;
}

/**
 * Whose answer each press is, by the rules of docs/queue.md and nothing else. It keeps no state of the hall: for each
 * press it reads the day's events from the first to the last.
 */
export class RatingModel {
  /** Of today. Those before midnight can be replaced no more. */
  #taken: Taken[] = [];
  /** `A-001 a`: who has answered for which service, whatever the day. */
  readonly #answered = new Set<string>();
  #day: string | undefined;

  judge(press: Press, today: readonly Entry[], rules: ReadonlyMap<string, CounterRules>): Verdict {
    this.newDay(today);
    const { counter } = press;
    if (counter === undefined) {
      const allClosed = [...rules.keys()].every((id) => isClosed(id, today));
      if (allClosed) return { refused: 'no-counter-open' };
      return this.#apart('hall', press);
    }
    if (isClosed(counter, today)) return { refused: 'counter-closed' };
    const who = whose(counter, press.at, today);
    if (who === undefined) return this.#apart('none', press);
    const service = serviceOf(who.ticket, today);
    const name = `${who.ticket} ${service}`;
    const kept: Taken = { ...press, kind: 'counted', ticket: who.ticket, service };
    if (!this.#answered.has(name)) {
      this.#answered.add(name);
      this.#taken.push(kept);
      return { attributed: who.attributed, service };
    }
    const last = this.#taken.findLast(({ kind, ticket }) => kind === 'counted' && ticket === who.ticket);
    if (last?.service !== service || !isSecondThought(last, press))
      return { attributed: 'repeated', service };
    this.#taken.push(kept);
    return { attributed: who.attributed, service, replaces: last.score };
  }

  /** How many have answered today: each visitor once for each service. */
  get answeredToday(): number {
    return new Set(
      this.#taken.filter(({ kind }) => kind === 'counted').map((one) => `${one.ticket} ${one.service}`),
    ).size;
  }

  /** The scores that count today, by service: the last one of each visitor. */
  countedToday(): ReadonlyMap<string, readonly Score[]> {
    const last = new Map<string, Taken>();
    for (const one of this.#taken) if (one.kind === 'counted') last.set(`${one.ticket} ${one.service}`, one);
    const scores = new Map<string, Score[]>();
    for (const { service = '', score } of last.values())
      scores.set(service, [...(scores.get(service) ?? []), score].sort());
    return scores;
  }

  #apart(kind: 'none' | 'hall', press: Press): Verdict {
    const last = this.#taken.findLast((one) => one.kind !== 'counted' && one.pad === press.pad);
    this.#taken.push({ ...press, kind, ticket: undefined, service: undefined });
    return last?.kind === kind && isSecondThought(last, press)
      ? { attributed: kind, replaces: last.score }
      : { attributed: kind };
  }

  /** Rule 6; `today` begins with the event that opened the day. */
  newDay([first]: readonly Entry[]): void {
    const day = first?.event.type === 'day.opened' ? first.event.date : undefined;
    if (day === this.#day) return;
    this.#day = day;
    this.#taken = [];
    // Numbers begin anew: only those that go on are the same visitors.
    const carried = first?.event.type === 'day.opened' ? first.event.carried : [];
    for (const name of this.#answered)
      if (!carried.includes(name.split(' ')[0] ?? '')) this.#answered.delete(name);
  }
}

const isSecondThought = (last: Press, press: Press): boolean =>
  last.element === press.element && press.at - last.at <= 5_000;

/** Rule 1. A counter is closed until an officer opens it, or calls somebody. */
function isClosed(counter: string, today: readonly Entry[]): boolean {
  let closed = true;
  for (const { event } of today) {
    if (!('counter' in event) || event.counter !== counter) continue;
    if (event.type === 'counter.closed') closed = true;
    if (['counter.opened', 'counter.break', 'counter.armed', 'ticket.called'].includes(event.type))
      closed = false;
    if (event.type === 'ticket.carried' && (event.state === 'called' || event.state === 'serving'))
      closed = false;
  }
  return closed;
}

/** Rule 3. */
function whose(
  counter: string,
  at: number,
  today: readonly Entry[],
): { readonly ticket: string; readonly attributed: 'serving' | 'served' } | undefined {
  let called: string | undefined;
  let stands = false;
  let notesArrivals = false;
  let left: { readonly ticket: string; readonly at: number } | undefined;
  for (const { event, at: when } of today) {
    if (event.type === 'ticket.cancelled' && event.ticket === called) called = undefined;
    if (!('counter' in event) || event.counter !== counter || !('ticket' in event)) continue;
    switch (event.type) {
      case 'ticket.carried':
        if (event.state !== 'called' && event.state !== 'serving') break;
        called = event.ticket;
        stands = event.state === 'serving';
        break;
      case 'ticket.called':
        called = event.ticket;
        stands = event.cause === 'walk-in';
        if (stands) left = undefined;
        break;
      case 'ticket.arrived':
        stands = true;
        notesArrivals = true;
        left = undefined;
        break;
      case 'ticket.served':
        left = { ticket: event.ticket, at: when.hall };
        called = undefined;
        break;
      case 'ticket.no-show':
      case 'ticket.parked':
      case 'ticket.returned':
      case 'ticket.transferred':
        called = undefined;
        break;
    }
  }
  if (called !== undefined && stands) return { ticket: called, attributed: 'serving' };
  if (left !== undefined && at - left.at <= 90_000) return { ticket: left.ticket, attributed: 'served' };
  return called === undefined || notesArrivals ? undefined : { ticket: called, attributed: 'serving' };
}

/** The service that a ticket waits for or is served with: that of its number, until it is transferred. */
function serviceOf(ticket: string, today: readonly Entry[]): string {
  let service = '';
  for (const { event } of today) {
    if (!('ticket' in event) || event.ticket !== ticket) continue;
    if (event.type === 'ticket.transferred') service = 'service' in event.to ? event.to.service : service;
    else if ('service' in event) service = event.service;
  }
  return service;
}
