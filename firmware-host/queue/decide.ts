import { apply } from './apply.ts';
import { arrive, call, next, recall, resume, walkIn } from './calling.ts';
import type { Command, CounterCommand } from './commands.ts';
import { close, open, takeBreak } from './counters.ts';
import { dayIsDue, openDay, openDayByHand } from './day.ts';
import { type CounterContext, type Decision, isRefusal, refuse } from './decision.ts';
import type { Now } from './hall.ts';
import { issue } from './issuing.ts';
import { end, noShow, park, putBack, transfer } from './leaving.ts';
import { pressure } from './pressure.ts';
import { cancel, confirmPrint, doubtPrint, reprint, voidTicket } from './printing.ts';
import { complain, rate } from './rating.ts';
import { openState, type ReadState } from './state.ts';

/**
 * Decides what a command causes. Reads the state and changes nothing; the caller applies and journals the events, all
 * of them or none. A command that comes when a new business day is due first opens that day.
 */
export function decide(state: ReadState, command: Command, now: Now): Decision {
  if (command.type === 'open-day') return openDayByHand(state, command.date, now);
  if (!dayIsDue(state, now)) return decideToday(state, command, now);
  const opening = openDay(state, now.date, now);
  // The day's first events form a complete state, and the rest is decided on a state made from them.
  const today = openState(state.hall, state.taken);
  for (const event of opening) apply(today, event, now);
  const decision = decideToday(today, command, now);
  return isRefusal(decision) ? decision : { events: [...opening, ...decision.events] };
}

function decideToday(state: ReadState, command: Exclude<Command, { type: 'open-day' }>, now: Now): Decision {
  switch (command.type) {
    case 'tick':
      return { events: pressure(state, now) };
    case 'issue':
      return issue(state, command, now);
    case 'confirm-print':
      return confirmPrint(state, command.ticket, now);
    case 'doubt-print':
      return doubtPrint(state, command.ticket, command.reason);
    case 'void':
      return voidTicket(state, command.ticket, command.reason);
    case 'reprint':
      return reprint(state, command.ticket, command.printer);
    case 'cancel':
      return cancel(state, command.ticket);
    case 'force-service':
      return forceService(state, command);
    case 'rate':
      return rate(state, command, now);
    case 'complain':
      return complain(state, command, now);
    default:
      return decideAtCounter(state, command, now);
  }
}

function decideAtCounter(state: ReadState, command: CounterCommand, now: Now): Decision {
  const rules = state.hall.counters.get(command.counter);
  const counter = state.counters.get(command.counter);
  if (rules === undefined || counter === undefined) return refuse('unknown-counter');
  const desk: CounterContext = { state, rules, counter, now };
  switch (command.type) {
    case 'next':
      return next(desk);
    case 'recall':
      return recall(desk);
    case 'arrive':
      return arrive(desk, command.ticket);
    case 'no-show':
      return noShow(desk);
    case 'put-back':
      return putBack(desk);
    case 'park':
      return park(desk);
    case 'resume':
      return resume(desk, command.ticket);
    case 'transfer':
      return transfer(desk, command.to, command.place);
    case 'end':
      return end(desk);
    case 'walk-in':
      return walkIn(desk, command.service);
    case 'call':
      return call(desk, command.ticket);
    case 'open':
      return open(desk);
    case 'close':
      return close(desk);
    case 'break':
      return takeBreak(desk, command.reason);
  }
}

function forceService(state: ReadState, command: Extract<Command, { type: 'force-service' }>): Decision {
  const { service, to, reason } = command;
  if (!state.hall.services.has(service)) return refuse('unknown-service');
  if (state.services.get(service)?.forced === to) return refuse('already-so');
  return { events: [{ type: 'service.forced', service, to, ...(reason === undefined ? {} : { reason }) }] };
}
