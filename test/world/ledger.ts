import { isQueueEvent, type Record } from '../../firmware-host/journal/journal-port.ts';
import type { QueueEvent } from '../../firmware-host/queue/events.ts';
import type { Hall, Now } from '../../firmware-host/queue/hall.ts';
import type { PrintedTicket } from '../../simulators/escpos-printer/ticket.ts';
import { type Model, openModel } from '../queue/model.ts';
import { FaultLedger } from './fault-ledger.ts';
import type { Rules } from './rules.ts';

/** One number given on one day, and what came of it. */
interface Given {
  readonly ticket: string;
  readonly printer: string | null;
  readonly booking: string | undefined;
  /** The business day it was given on, as the code on its paper says. */
  readonly day: string;
  state: string;
  /** World time at which it was known to be doubtful. */
  doubtfulAt: number | undefined;
  originals: number;
  copies: number;
  copiesAsked: number;
}

/**
 * What the journal says, read without any code of the queue, and held against the paper that came out. A naive model
 * of the hall (test/queue/model.ts) judges every event as it becomes durable.
 */
export class Ledger {
  readonly #rules: Rules;
  readonly faults: FaultLedger;
  readonly #now: () => number;
  readonly #hall: Hall;
  readonly #model: Model;
  #day = '';
  /** The numbers of this day, by name; those of the days before, whose paper may still come. */
  today = new Map<string, Given>();
  #before = new Map<string, Given>();
  readonly #lastCall = new Map<string, { readonly hall: number; readonly ticket: string }>();
  #sentAway: { counter: string; ticket: string; next: number; hall: number } | undefined;
  /** When the end of a visit was asked for last, by counter: world time. */
  readonly #endAskedAt = new Map<string, number>();
  readonly #confirmed = new Set<string>();
  readonly #calendar: Calendar;
  /** Numbers that somebody may hold on this day of the world, whatever the clock of the hall says. */
  #held = new Set<string>();
  #last = 0;
  #hallMs = 0;

  /** `now`: the time of the world. */
  constructor(hall: Hall, rules: Rules, now: () => number, calendar: Calendar) {
    this.#calendar = calendar;
    this.#now = now;
    this.#hall = hall;
    this.#rules = rules;
    this.faults = new FaultLedger(rules);
    this.#model = openModel(hall);
  }

  /** A person says that this ticket has its paper, and is believed. */
  confirmedByHand(ticket: string): void {
    this.#confirmed.add(ticket);
  }

  get last(): number {
    return this.#last;
  }

  /** Records were decided in this moment: what one press did is judged before the disk has it. */
  decided(records: readonly Record[]): void {
    for (const record of records) this.#pressedTwice(record);
  }

  /** Somebody asks for the end of the visit at a counter, with a key or a command of its own. */
  endAsked(counter: string): void {
    this.#endAskedAt.set(counter, this.#now());
  }

  /** Records have become durable together. */
  durable(records: readonly Record[]): void {
    for (const record of records) {
      this.#read(record);
      this.faults.durable(record);
    }
  }

  /**
   * A piece of paper has come out. `deafUntil`: the last moment at which that printer could not be told anything, so
   * that a ticket given up before it could not be taken back.
   */
  paper(printer: string, paper: PrintedTicket, deafUntil: number): void {
    if (paper.code === undefined || paper.code === 'TEST') return;
    const breaks = (what: string) => this.#rules.breaks('paper', `${paper.code} ${what}`);
    const given = this.#whose(paper.code);
    const givenUp = given?.doubtfulAt;
    if (givenUp !== undefined && givenUp > deafUntil && this.#now() - givenUp > cancelledMs)
      breaks('came out by itself, long after it was given up');
    if (!paper.complete) return;
    if (given === undefined) return void breaks('was printed, and the journal does not know it');
    if (given.state === 'voided') breaks('was printed though it is void');
    if (paper.text.join(' ').includes('SALINAN')) {
      given.copies++;
      if (given.copies > given.copiesAsked) breaks('was copied more often than asked');
      return;
    }
    given.originals++;
    if (given.originals > 1) breaks('came out twice without a mark');
    if (given.printer !== printer) breaks(`came out of ${printer}, and was meant for ${given.printer}`);
  }

  /** A day may end between the giving of a number and its paper, and the next day give the same one. */
  #whose(code: string): Given | undefined {
    const [prefix = '', number = '', day = ''] = code.split('-');
    const date = new Date(Number.parseInt(day, 36) * 24 * 3_600_000);
    const name = `${prefix}-${number}`;
    return [this.today.get(name), this.#before.get(name)].find((given) =>
      given?.day.endsWith(date.toISOString().slice(2, 10)),
    );
  }

  /** What stands on the paper of a ticket of today, as far as it has any. */
  codeOf(ticket: string): string {
    const day = this.today.get(ticket)?.day;
    if (day === undefined) return ticket;
    return `${ticket}-${(Date.parse(day) / (24 * 3_600_000)).toString(36).toUpperCase()}`;
  }

  #read(record: Record): void {
    const { event, sequence, hall } = record;
    const breaks = (rule: string, what: string) => this.#rules.breaks(rule, `record ${sequence}: ${what}`);
    if (sequence !== this.#last + 1) breaks('sequence', `follows ${this.#last}`);
    this.#last = sequence;
    if (hall < this.#hallMs) breaks('time', `the hall's time ran back from ${this.#hallMs} to ${hall}`);
    this.#hallMs = hall;
    if (!isQueueEvent(event)) return;
    this.#apply(event, breaks);
    try {
      this.#model.see(event, { hall, wall: record.wall } as Now);
    } catch (thrown) {
      breaks('model', String((thrown as Error).message));
    }
  }

  /** A visitor who was called a moment ago is not sent away by the same press. */
  #pressedTwice({ event, hall, sequence }: Record): void {
    if (event.type === 'ticket.served')
      this.#sentAway = { counter: event.counter, ticket: event.ticket, next: sequence + 1, hall };
    if (event.type !== 'ticket.called') return;
    const { counter, ticket, cause } = event;
    const sent = this.#sentAway;
    const before = this.#lastCall.get(counter);
    const byThis = sent?.counter === counter && sent.next === sequence && sent.hall === hall;
    const repeatMs = this.#hall.counters.get(counter)?.repeatMs ?? 0;
    const endedMs = this.#now() - (this.#endAskedAt.get(counter) ?? Number.NEGATIVE_INFINITY);
    const byItself = cause === 'next' && byThis && endedMs > endKeyMs;
    if (byItself && before?.ticket === sent.ticket && hall - before.hall < repeatMs)
      this.#rules.breaks('called twice', `${counter} called ${before.ticket} and ${ticket} by one press`);
    this.#lastCall.set(counter, { hall, ticket });
  }

  #apply(event: QueueEvent, breaks: (rule: string, what: string) => void): void {
    if (event.type === 'day.opened') {
      this.#opened(event, breaks);
      this.#day = event.date;
      this.#before = this.today;
      this.today = new Map();
      return;
    }
    if (!('ticket' in event)) return;
    if (event.type === 'ticket.reserved') {
      const { ticket, printer, booking } = event;
      if (this.#held.has(ticket)) breaks('one real day', `${ticket} is given a second time`);
      this.#held.add(ticket);
      const same = [...this.today.values()].find(
        (one) => booking !== undefined && one.booking === booking && one.state !== 'voided',
      );
      if (same !== undefined) breaks('booking', `${booking} has ${same.ticket} and ${ticket}`);
      const none = { doubtfulAt: undefined, originals: 0, copies: 0, copiesAsked: 0 };
      this.today.set(ticket, { ticket, printer, booking, day: this.#day, state: 'reserved', ...none });
      return;
    }
    const before = this.#before.get(event.ticket);
    if (event.type === 'ticket.carried' && before !== undefined) this.today.set(event.ticket, before);
    const given = this.today.get(event.ticket);
    if (given === undefined) return void breaks('ticket', `${event.ticket} was never given`);
    this.#judgePaper(given, event, breaks);
    given.state = stateAfter(event, given.state);
    given.doubtfulAt = given.state === 'unconfirmed' ? (given.doubtfulAt ?? this.#now()) : undefined;
    if (event.type === 'ticket.reprinted') given.copiesAsked++;
  }

  /**
   * No night passes in the world. A day that opens all the same is the work of a clock, and costs nobody a place and
   * repeats no number, unless the clock was so when the process started, which nobody can know.
   */
  #opened(
    event: Extract<QueueEvent, { type: 'day.opened' }>,
    breaks: (rule: string, what: string) => void,
  ): void {
    if (event.back ? !this.#calendar.wentBack.has(event.date) : event.date <= this.#day)
      breaks('day', `${event.date} follows ${this.#day}`);
    if (event.back !== true && this.#calendar.datesAsFound().includes(event.date)) {
      this.#held = new Set();
      return;
    }
    const lost = event.voided.filter((ticket) => this.today.get(ticket)?.state !== 'no-show');
    if (lost.length > 0) breaks('sent home', `${lost.join(', ')} when the day became ${event.date}`);
  }

  #judgePaper(given: Given, event: QueueEvent, breaks: (rule: string, what: string) => void): void {
    const papers = given.originals + given.copies;
    if (event.type === 'ticket.voided' && papers > 0 && !byHand.has(event.reason))
      breaks('paper', `${given.ticket} is void for ${event.reason}, and printed`);
    if (
      event.type === 'ticket.issued' &&
      given.printer !== null &&
      given.state === 'reserved' &&
      papers === 0 &&
      !this.#confirmed.has(given.ticket)
    )
      breaks('paper', `${given.ticket} waits, and has no paper`);
  }
}

/** What the world knows of days. */
interface Calendar {
  /** The date by the clock as the process found it, or as it was when it was first known to be right. */
  readonly datesAsFound: () => readonly string[];
  /** Dates that a person has put the day back to. */
  readonly wentBack: ReadonlySet<string>;
}

/** A key that means several things has said by then which was meant. */
const endKeyMs = 1_000;
/** What was given up has left the printer's buffer, or come out, this soon. */
const cancelledMs = 400;
/** Reasons of a person who voids a ticket, whatever its paper. */
const byHand: ReadonlySet<string> = new Set(['by-hand', 'console']);

function stateAfter(event: QueueEvent, before: string): string {
  switch (event.type) {
    case 'ticket.issued':
    case 'ticket.returned':
    case 'ticket.transferred':
      return 'waiting';
    case 'ticket.unconfirmed':
      return 'unconfirmed';
    case 'ticket.reprinted':
      return before === 'unconfirmed' ? 'reserved' : before;
    case 'ticket.carried':
      return event.state;
    case 'ticket.arrived':
      return 'serving';
    case 'ticket.recalled':
      return before;
    case 'ticket.voided':
    case 'ticket.called':
    case 'ticket.served':
    case 'ticket.no-show':
    case 'ticket.parked':
    case 'ticket.cancelled':
      return event.type.slice('ticket.'.length);
    default:
      return before;
  }
}
