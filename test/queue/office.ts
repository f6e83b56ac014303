import { type AffectedViews, affectedViews } from '../../firmware-host/queue/affected-views.ts';
import { apply } from '../../firmware-host/queue/apply.ts';
import type { Command } from '../../firmware-host/queue/commands.ts';
import { decide } from '../../firmware-host/queue/decide.ts';
import type { Decision } from '../../firmware-host/queue/decision.ts';
import type { QueueEvent } from '../../firmware-host/queue/events.ts';
import type { At, CounterRules, Hall, Now, ServiceRules } from '../../firmware-host/queue/hall.ts';
import { openState, type State } from '../../firmware-host/queue/state.ts';

/** One event as a journal would keep it, and whose views it changed. */
export interface Entry {
  readonly event: QueueEvent;
  readonly at: At;
  readonly touched: AffectedViews;
}

export function service(id: string, rules: Partial<ServiceRules> = {}): ServiceRules {
  return {
    id,
    prefix: id.toUpperCase(),
    digits: 3,
    first: 1,
    hours: undefined,
    cutoffMinutes: 30,
    quota: {},
    fairness: { priorityEvery: 2, priorityWaitMs: 600_000 },
    surge: {},
    ...rules,
  };
}

export function counter(id: string, rules: Partial<CounterRules> = {}): CounterRules {
  return {
    id,
    number: Number(id),
    serves: ['a', 'b'],
    strategy: 'in-order',
    nextWhileServing: 'end',
    repeatMs: 400,
    oneButtonNoShowMs: 0,
    storeNext: false,
    putBackAfter: 'end',
    ...rules,
  };
}

interface HallParts extends Partial<Omit<Hall, 'services' | 'counters'>> {
  readonly services?: readonly ServiceRules[];
  readonly counters?: readonly CounterRules[];
}

/** Services `a` and `b`; counters 1 and 2 serve both, 3 serves `b` alone. */
export function hall(parts: HallParts = {}): Hall {
  const services = parts.services ?? [service('a'), service('b')];
  const counters = parts.counters ?? [counter('1'), counter('2'), counter('3', { serves: ['b'] })];
  return {
    site: 'test',
    holidays: new Set(),
    dayClose: 'void',
    recall: { most: 3, everyMs: 5_000 },
    ...parts,
    services: new Map(services.map((rules) => [rules.id, rules])),
    counters: new Map(counters.map((rules) => [rules.id, rules])),
  };
}

/** Monday, 09.00, by a clock that is right. */
export const morning: Now = {
  hall: 1_000_000,
  wall: 1_789_956_000_000,
  date: '2026-09-21',
  weekday: 1,
  minute: 540,
  trusted: true,
};

/**
 * A hall at work: asks the core, applies what it decides and keeps the journal. Ten seconds pass before each command.
 */
export interface Office {
  readonly state: State;
  readonly journal: Entry[];
  now: Now;
  ask(command: Command, afterMs?: number): Decision;
  /** As `ask`, in short words: see `told`. */
  say(command: Command, afterMs?: number): string;
  /** Takes a ticket that needs no printer and returns its number. */
  take(service: string, kind?: 'regular' | 'priority'): string;
  pass(ms: number): void;
}

export function openOffice(rules: Hall = hall(), from: Now = morning): Office {
  const office: Office = {
    state: openState(rules),
    journal: [],
    now: from,
    ask(command, afterMs = 10_000) {
      office.pass(afterMs);
      const { now } = office;
      const decision = decide(office.state, command, now);
      if ('refused' in decision) return decision;
      const at = { hall: now.hall, wall: now.wall, trusted: now.trusted };
      for (const event of decision.events) {
        office.journal.push({ event, at, touched: affectedViews(office.state, event) });
        apply(office.state, event, now);
      }
      return decision;
    },
    say: (command, afterMs) => told(office.ask(command, afterMs)),
    take(of, kind = 'regular') {
      const decision = office.ask({ type: 'issue', service: of, class: kind, printer: null });
      const events = 'refused' in decision ? [] : decision.events;
      const reserved = events.find((event) => event.type === 'ticket.reserved');
      if (reserved === undefined) throw new Error(`no ticket: ${told(decision)}`);
      return reserved.ticket;
    },
    pass(ms) {
      office.now = { ...office.now, hall: office.now.hall + ms, wall: office.now.wall + ms };
    },
  };
  return office;
}

/**
 * A decision in short words: `served A-001 1, called A-002 1`, or `no: nobody-waiting`. The opening of the day is left
 * out.
 */
export function told(decision: Decision): string {
  if ('refused' in decision) return `no: ${decision.refused}`;
  return decision.events
    .filter((event) => event.type !== 'day.opened')
    .map(toldEvent)
    .join(', ');
}

function toldEvent(event: QueueEvent): string {
  const verb = event.type.startsWith('ticket.') ? event.type.slice('ticket.'.length) : event.type;
  const ticket = 'ticket' in event ? event.ticket : undefined;
  const where = 'counter' in event ? event.counter : undefined;
  const what = event.type.startsWith('service.') && 'service' in event ? event.service : undefined;
  return [verb, ticket, where, what].filter((word) => word !== undefined).join(' ');
}

/** The state a journal leads to. */
export function replay(rules: Hall, journal: readonly Pick<Entry, 'event' | 'at'>[]): State {
  const state = openState(rules);
  for (const { event, at } of journal) apply(state, event, at);
  return state;
}

/** As a restart folds it: from the last opened day on. */
export function replayLastDay(rules: Hall, journal: readonly Entry[]): State {
  const start = journal.findLastIndex(({ event }) => event.type === 'day.opened');
  return replay(rules, journal.slice(Math.max(0, start)));
}
