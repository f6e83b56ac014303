import type { MachineService, TicketMachine } from '../../firmware-host/web/hall-page-messages.ts';
import { waitWords } from '../board/board-words.ts';
import type { HeardHall, State } from './heard-hall.ts';
import { hallDay, hoursToday, opensNext } from './opening-times.ts';
import { printerTrouble } from './printer-trouble.ts';
import { type RefusalContext, type RefusalWords, refusalWords } from './refusal-words.ts';
import { type TicketLanguage, ticketsTexts } from './tickets-texts.ts';

/** A service in words, and why a ticket of it cannot be taken; undefined: it can. */
export interface ServiceOffer {
  readonly id: string;
  readonly title: string;
  /** How many wait, and about how long. */
  readonly queue: string;
  readonly hours: string;
  readonly quota: string;
  readonly regular: RefusalWords | undefined;
  readonly priority: RefusalWords | undefined;
}

interface Asked {
  readonly hall: HeardHall;
  readonly machine: TicketMachine;
  readonly language: TicketLanguage;
  /** The page's steady clock in ms. */
  readonly now: number;
}

/** The services of the hall, as a visitor can have them now. */
export const serviceOffers = (of: Asked): readonly ServiceOffer[] =>
  of.machine.services.map((service) => offerOf({ ...of, service }));

/** The refusal of a ticket by the hall, in words. */
export function refusalOf(
  of: Asked & { readonly service: string },
  { code, text }: { readonly code: string; readonly text: string },
): RefusalWords {
  const service = of.machine.services.filter(({ id }) => id === of.service)[0];
  const nobody = { language: of.language, opens: undefined, opensAnotherDay: undefined };
  if (service === undefined)
    return refusalWords(code, { ...nobody, isForced: false, hasPriority: false }, text);
  // The printer's own state says more than that it cannot print.
  const printer = code === 'printer-not-ready' ? printerTrouble(of.hall, service, of.language) : undefined;
  return printer ?? refusalWords(code, contextOf({ ...of, service }).context, text);
}

/** Seconds that a ticket of this service taken now is expected to wait; undefined: nobody knows. */
export function estimateOf(hall: HeardHall, service: string): number | undefined {
  const seconds = hall.isCurrent ? hall.state(`service/${service}/state`)?.estimate_s : undefined;
  return typeof seconds === 'number' ? seconds : undefined;
}

interface Offered extends Asked {
  readonly service: MachineService;
}

function offerOf(of: Offered): ServiceOffer {
  const { hall, service, language } = of;
  const words = ticketsTexts[language];
  const state = hall.state(`service/${service.id}/state`);
  const { hours, context } = contextOf(of);
  const printer = printerTrouble(hall, service, language);
  const reason = typeof state?.reason === 'string' ? state.reason : undefined;
  const refusal = (code: string) => refusalWords(code, context);
  const isFull = reason === 'quota-used-up';
  const priority = !isFull && reason !== undefined ? reason : priorityFull(state);
  const waiting = hall.isCurrent && typeof state?.waiting === 'number' ? [words.waiting(state.waiting)] : [];
  const seconds = estimateOf(hall, service.id);
  const left = state?.quota_left;
  return {
    ...{ id: service.id, title: service.title, hours },
    queue: [...waiting, ...(seconds === undefined ? [] : [waitWords(seconds, language)])].join(' · '),
    quota: hall.isCurrent && typeof left === 'number' && left > 0 ? words.left(left) : '',
    regular: reason === undefined ? printer : refusal(reason),
    priority: priority === undefined ? printer : refusal(priority),
  };
}

/** The hours of today in words, and what the words of refusals depend on. */
function contextOf({ hall, machine, service, language, now }: Offered) {
  const state = hall.state(`service/${service.id}/state`);
  const wall = hall.wall(now);
  const openings = wall === undefined ? undefined : { service, ...calendarOf(machine, wall) };
  const opens = (from: 'today' | 'tomorrow') => openings && opensNext(openings, from, language);
  const context: RefusalContext = {
    ...{ language, opens: opens('today'), opensAnotherDay: opens('tomorrow') },
    isForced: state?.forced === 'closed',
    hasPriority: hasPriorityLeft(state),
  };
  return { context, hours: openings === undefined ? '' : hoursToday(openings, language) };
}

const calendarOf = ({ holidays, zone }: TicketMachine, wall: number) => ({
  holidays,
  day: hallDay(wall, zone),
});

const hasPriorityLeft = (state: State | undefined) => state?.quota_left_priority !== 0;

/** With a quota that is used up for everybody, that of priority is too. */
function priorityFull(state: State | undefined): string | undefined {
  if (hasPriorityLeft(state)) return undefined;
  return state?.reason === 'quota-used-up' ? 'quota-used-up' : 'priority-quota-used-up';
}
