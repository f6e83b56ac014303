import type { Command } from '../../firmware-host/queue/commands.ts';
import type { QueueEvent } from '../../firmware-host/queue/events.ts';
import type { Hall, Now, ServiceRules } from '../../firmware-host/queue/hall.ts';
import { fail, linesOf, type Room, type Visitor } from './model-lines.ts';

/*
 * The queue once more, told as naively as possible and apart from the core: one list of tickets that is filtered and
 * sorted for every question. It checks each event against the rules of the hall, and foretells what some commands
 * must lead to.
 */

export interface Model {
  /** What the command must lead to, or undefined where the model has no opinion: `no: code` or the called ticket. */
  foretell(command: Command, now: Now): string | undefined;
  /** Throws when the event breaks a rule. */
  see(event: QueueEvent, now: Now): void;
  /** Throws when, between two commands, something is left undone. */
  settled(now: Now): void;
}

export function openModel(hall: Hall): Model {
  const room: Room = { visitors: [], calls: new Map(), places: 0 };
  const { line, sitting, place, upNext } = linesOf(hall, room);
  let desks = new Map<string, { open: boolean; armed: boolean; lastCall: number; parked: string[] }>();
  let forced = new Map<string, string>();
  let bookings = new Map<string, string>();
  /** For the visitor at the head of each class: calls of the other class since they got there, or back there. */
  let passedOver = new Map<string, { head: string; times: number }>();

  const find = (id: string): Visitor =>
    room.visitors.find((visitor) => visitor.id === id) ?? fail(`${id} does not exist`);
  const desk = (id: string) => {
    const known = desks.get(id) ?? { open: false, armed: false, lastCall: 0, parked: [] };
    desks.set(id, known);
    return known;
  };
  function given(rules: ServiceRules, kind?: string): number {
    return room.visitors.filter(
      (v) =>
        v.today && v.id.startsWith(`${rules.prefix}-`) && v.state !== 'voided' && (!kind || v.kind === kind),
    ).length;
  }

  function isFull(rules: ServiceRules, kind: 'regular' | 'priority'): boolean {
    return given(rules) >= (rules.quota.total ?? 1e9) || given(rules, kind) >= (rules.quota[kind] ?? 1e9);
  }

  function isClosed(rules: ServiceRules, now: Now): boolean {
    const force = forced.get(rules.id);
    if (force === 'open' || force === 'closed') return force === 'closed';
    if (!now.trusted) return false;
    const spans = rules.hours?.get(now.weekday);
    if (rules.hours === undefined) return false;
    const last = Math.max(...(spans ?? []).map((span) => span.to));
    const inside = (spans ?? []).some((span) => now.minute >= span.from && now.minute < span.to);
    return !inside || now.minute >= last - rules.cutoffMinutes;
  }

  function foretellNext(counter: string, now: Now): string | undefined {
    const rules = hall.counters.get(counter) ?? fail(`no counter ${counter}`);
    const state = desk(counter);
    const [here] = sitting(counter);
    if (here !== undefined) {
      const sinceCall = now.hall - state.lastCall;
      if (sinceCall < rules.repeatMs) return 'no: pressed-twice';
      const missed = here.state === 'called' && sinceCall < rules.oneButtonNoShowMs;
      if (!missed && rules.nextWhileServing === 'refuse') return 'no: ticket-still-open';
    }
    const visitor = upNext(counter, now);
    if (visitor !== undefined) return visitor.id;
    if (state.armed) return 'no: already-so';
    if (rules.storeNext || here !== undefined || !state.open) return '-';
    return 'no: nobody-waiting';
  }

  function foretellIssue(command: Extract<Command, { type: 'issue' }>, now: Now): string | undefined {
    const rules = hall.services.get(command.service);
    if (rules === undefined) return 'no: unknown-service';
    if (command.booking !== undefined && bookings.has(command.booking)) return 'no: booking-used';
    // Which of the reasons for being closed it is has tests of its own.
    if (isClosed(rules, now)) return undefined;
    if (isFull(rules, command.class)) return 'no: quota-used-up';
    return undefined;
  }

  function checkFairness(visitor: Visitor): void {
    const rules = hall.services.get(visitor.service) ?? fail(`no service ${visitor.service}`);
    const other = visitor.kind === 'regular' ? 'priority' : 'regular';
    const head = line(visitor.service, other)[0];
    const key = `${visitor.service} ${other}`;
    passedOver.delete(`${visitor.service} ${visitor.kind}`);
    if (head === undefined) {
      passedOver.delete(key);
      return;
    }
    const known = passedOver.get(key);
    const times = (known?.head === head.id ? known.times : 0) + 1;
    passedOver.set(key, { head: head.id, times });
    const most = other === 'priority' ? rules.fairness.priorityEvery : 1;
    if (times > most) fail(`${head.id} was passed over ${times} times`);
  }

  function seeCalled(event: Extract<QueueEvent, { type: 'ticket.called' }>, now: Now): void {
    const visitor = find(event.ticket);
    const unasked = event.cause === 'next' || event.cause === 'armed';
    if (sitting(event.counter).length > 0) fail(`${event.counter} has two visitors`);
    if (visitor.state === 'called' || visitor.state === 'serving') fail(`${visitor.id} is called twice`);
    if (unasked && visitor.state !== 'waiting') fail(`${visitor.id} is ${visitor.state} and called unasked`);
    if (!['waiting', 'parked', 'no-show'].includes(visitor.state)) fail(`${visitor.id} is ${visitor.state}`);
    if (unasked && visitor.only !== undefined && visitor.only !== event.counter)
      fail('called past its counter');
    if (unasked && visitor.only === undefined) {
      checkFairness(visitor);
      const history = room.calls.get(visitor.service) ?? [];
      room.calls.set(visitor.service, [...history, { id: visitor.id, kind: visitor.kind }]);
    }
    for (const known of desks.values()) known.parked = known.parked.filter((id) => id !== visitor.id);
    Object.assign(visitor, { state: 'called', at: event.counter, since: now.hall });
    Object.assign(desk(event.counter), { open: true, armed: false, lastCall: now.hall });
  }

  function seeReserved(event: Extract<QueueEvent, { type: 'ticket.reserved' }>, now: Now): void {
    const rules = hall.services.get(event.service) ?? fail(`no service ${event.service}`);
    if (room.visitors.some((v) => v.id === event.ticket)) fail(`${event.ticket} is given twice`);
    const before = room.visitors
      .filter((v) => v.today && v.id.startsWith(`${rules.prefix}-`))
      .map((v) => v.number);
    if (event.number <= Math.max(0, ...before)) fail(`${event.ticket} does not count upwards`);
    room.visitors.push({
      id: event.ticket,
      kind: event.class,
      number: event.number,
      today: true,
      service: event.service,
      state: 'reserved',
      at: undefined,
      only: undefined,
      rank: ++room.places,
      since: now.hall,
    });
    if (event.booking !== undefined) bookings.set(event.booking, event.ticket);
    if (given(rules) > (rules.quota.total ?? 1e9)) fail(`quota of ${event.service} exceeded`);
    if (given(rules, event.class) > (rules.quota[event.class] ?? 1e9))
      fail(`quota of ${event.class} exceeded`);
  }

  function seeCarried(event: Extract<QueueEvent, { type: 'ticket.carried' }>, now: Now): void {
    room.visitors.push({
      id: event.ticket,
      kind: event.class,
      number: 0,
      today: false,
      service: event.service,
      state: event.state,
      at: event.counter,
      only: event.only_counter,
      rank: ++room.places,
      since: now.hall - event.for_s * 1000,
    });
    if (event.booking !== undefined) bookings.set(event.booking, event.ticket);
    if (event.counter === undefined) return;
    if (event.state === 'parked') desk(event.counter).parked.push(event.ticket);
    if (event.state === 'called' || event.state === 'serving') {
      Object.assign(desk(event.counter), { open: true, lastCall: now.hall - event.for_s * 1000 });
    }
  }

  function startDay(event: Extract<QueueEvent, { type: 'day.opened' }>): void {
    const alive = ['reserved', 'unconfirmed', 'waiting', 'called', 'serving', 'parked', 'no-show'];
    const left = room.visitors.filter((v) => alive.includes(v.state)).map((v) => v.id);
    const named = [...event.carried, ...event.voided];
    if (left.length !== named.length || !left.every((id) => named.includes(id)))
      fail('a ticket was forgotten');
    for (const visitor of room.visitors.filter((v) => ['called', 'serving'].includes(v.state))) {
      if (!event.carried.includes(visitor.id)) fail(`${visitor.id} was sent away from its counter`);
    }
    room.visitors = [];
    desks = new Map();
    forced = new Map();
    bookings = new Map();
    room.calls = new Map();
    passedOver = new Map();
  }

  function leaves(id: string, counter: string | undefined, state: string, now: Now): Visitor {
    const visitor = find(id);
    if (counter !== undefined && !sitting(counter).includes(visitor)) fail(`${id} is not at ${counter}`);
    visitor.state = state;
    visitor.since = now.hall;
    return visitor;
  }

  return {
    foretell(command, now) {
      if (command.type === 'next') return foretellNext(command.counter, now);
      if (command.type === 'issue') return foretellIssue(command, now);
      if (
        command.type === 'resume' &&
        command.ticket === undefined &&
        sitting(command.counter).length === 0
      ) {
        return desk(command.counter).parked.at(-1) ?? 'no: nobody-parked';
      }
      return undefined;
    },
    settled(now) {
      for (const [id, { armed }] of desks) {
        const waiting = armed ? upNext(id, now) : undefined;
        if (waiting !== undefined) fail(`${waiting.id} waits while ${id} is armed`);
      }
    },
    see(event, now) {
      switch (event.type) {
        case 'day.opened':
          startDay(event);
          break;
        case 'ticket.carried':
          seeCarried(event, now);
          break;
        case 'ticket.reserved':
          seeReserved(event, now);
          break;
        case 'ticket.issued': {
          const visitor = find(event.ticket);
          if (visitor.state !== 'reserved' && visitor.state !== 'unconfirmed')
            fail(`${visitor.id} enters twice`);
          visitor.state = 'waiting';
          break;
        }
        case 'ticket.unconfirmed':
          find(event.ticket).state = 'unconfirmed';
          break;
        case 'ticket.reprinted': {
          const visitor = find(event.ticket);
          if (visitor.state === 'unconfirmed') visitor.state = 'reserved';
          break;
        }
        case 'ticket.voided': {
          const visitor = find(event.ticket);
          if (visitor.state !== 'reserved' && visitor.state !== 'unconfirmed')
            fail(`${visitor.id} was printed`);
          visitor.state = 'voided';
          for (const [hash, id] of bookings) if (id === visitor.id) bookings.delete(hash);
          break;
        }
        case 'ticket.called':
          seeCalled(event, now);
          break;
        case 'ticket.recalled':
          if (event.times > hall.recall.most) fail('recalled too often');
          desk(event.counter).lastCall = now.hall;
          break;
        case 'ticket.arrived':
          leaves(event.ticket, event.counter, 'serving', now);
          break;
        case 'ticket.served':
          leaves(event.ticket, event.counter, 'served', now);
          break;
        case 'ticket.no-show':
          leaves(event.ticket, event.counter, 'no-show', now);
          break;
        case 'ticket.parked':
          leaves(event.ticket, event.counter, 'parked', now);
          desk(event.counter).parked.push(event.ticket);
          break;
        case 'ticket.returned':
          place(leaves(event.ticket, event.counter, 'waiting', now), event.after);
          break;
        case 'ticket.transferred': {
          const visitor = leaves(event.ticket, event.counter, 'waiting', now);
          visitor.only = 'counter' in event.to ? event.to.counter : undefined;
          if ('service' in event.to) visitor.service = event.to.service;
          place(visitor, event.place === 'first' ? 0 : 1e9);
          break;
        }
        case 'ticket.cancelled':
          leaves(event.ticket, event.counter, 'cancelled', now);
          for (const known of desks.values()) known.parked = known.parked.filter((id) => id !== event.ticket);
          break;
        case 'counter.opened':
          Object.assign(desk(event.counter), { open: true, armed: false });
          break;
        case 'counter.closed':
        case 'counter.break':
          if (sitting(event.counter).length > 0) fail(`${event.counter} left its visitor`);
          Object.assign(desk(event.counter), { open: false, armed: false });
          break;
        case 'counter.armed':
          Object.assign(desk(event.counter), { open: true, armed: true });
          break;
        case 'service.forced':
          forced.set(event.service, event.to);
          break;
      }
    },
  };
}
