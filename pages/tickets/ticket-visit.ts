import type { OrderOutcome } from '../shared/order-outcome.ts';
import type { PaperEnd } from './heard-hall.ts';

export type TicketClass = 'regular' | 'priority';

/** What a visitor asks for with one touch. */
export interface Wanted {
  readonly service: string;
  readonly class: TicketClass;
}

/** Where the visit of one person to the ticket machine is. */
export type VisitStep =
  | { readonly at: 'choosing' }
  /** A touch on what cannot be taken now. */
  | ({ readonly at: 'explained' } & Wanted)
  /** The hall was asked for a ticket, and has not answered. */
  | ({ readonly at: 'asked' } & Wanted)
  | ({ readonly at: 'printing'; readonly ticket: string } & Wanted)
  /** `ahead`: undefined until it was heard. `paper`: whether there is any. */
  | ({
      readonly at: 'given';
      readonly ticket: string;
      readonly ahead: number | undefined;
      readonly paper: boolean;
    } & Wanted)
  /** Nobody knows whether the paper came out. */
  | ({ readonly at: 'doubtful'; readonly ticket: string } & Wanted)
  | ({ readonly at: 'voided'; readonly ticket: string } & Wanted)
  /** The answer does not come: there may be a ticket, or not. */
  | ({ readonly at: 'unanswered'; readonly ticket: string | undefined } & Wanted)
  | ({ readonly at: 'refused'; readonly code: string; readonly text: string } & Wanted);

/** How long what is said stays, in ms; it can be closed before. */
const shownMs: Readonly<Partial<Record<VisitStep['at'], number>>> = {
  explained: 8_000,
  given: 10_000,
  doubtful: 15_000,
  voided: 12_000,
  unanswered: 15_000,
  refused: 8_000,
};

export const visitLimits = {
  /** A touch so soon after the screen has changed was meant for the screen before: a double touch. */
  settleMs: 600,
  /** From then on it is said that it takes long. */
  slowMs: 6_000,
  /** The end of a print that was not heard by then is not waited for. */
  printMs: 20_000,
  /** The machine begins anew for the next visitor when nobody has touched it for so long. */
  idleMs: 30_000,
} as const;

/** One person after another at the ticket machine. Nothing of it touches the page; `now` is its steady clock in ms. */
export interface TicketVisit {
  readonly step: VisitStep;
  /** Whether the hall or the printer takes long. */
  isSlow(now: number): boolean;
  /** A touch on a service: what the hall is to be asked for, once; undefined: nothing. */
  touch(wanted: Wanted, isOffered: boolean, now: number): Wanted | undefined;
  /** What came of the question that `touch` gave. */
  answered(outcome: OrderOutcome, now: number): void;
  paper(end: PaperEnd, now: number): void;
  /** The connection is lost: what it would have told does not come. */
  lost(now: number): void;
  /** Closes what is said. */
  close(now: number): void;
  /** Any other touch, such as on a language. */
  touched(now: number): void;
  /** Looks at the time. Returns whether the machine begins anew for the next visitor. */
  look(now: number): boolean;
}

/** Ends of prints may be heard before the answer that names the ticket; more than this are never under way. */
const endsMax = 32;

export function createTicketVisit(startedAt: number): TicketVisit {
  let step: VisitStep = { at: 'choosing' };
  let changedAt = startedAt - visitLimits.settleMs;
  let touchedAt = startedAt;
  let isFresh = true;
  const ends: PaperEnd[] = [];

  function go(next: VisitStep, now: number): void {
    step = next;
    changedAt = now;
  }
  const isSettled = (now: number) => now - changedAt >= visitLimits.settleMs;

  function touched(now: number): void {
    touchedAt = now;
    isFresh = false;
  }

  return {
    get step() {
      return step;
    },
    isSlow: (now) => (step.at === 'asked' || step.at === 'printing') && now - changedAt >= visitLimits.slowMs,
    touched,
    touch(wanted, isOffered, now) {
      if (step.at !== 'choosing' || !isSettled(now)) return undefined;
      touched(now);
      // Numbers begin again every day: the paper of yesterday's A-001 is not that of today's.
      ends.length = 0;
      go({ at: isOffered ? 'asked' : 'explained', ...wanted }, now);
      return isOffered ? wanted : undefined;
    },
    answered(outcome, now) {
      if (step.at !== 'asked') return;
      const { service, class: its } = step;
      const wanted = { service, class: its };
      go(afterAnswer(outcome, wanted, ends), now);
    },
    paper(end, now) {
      ends.push(end);
      if (ends.length > endsMax) ends.shift();
      if (!('ticket' in step) || step.ticket !== end.ticket) return;
      if (step.at === 'printing' || step.at === 'unanswered') go(afterPaper(end, step), now);
      else if (step.at === 'given' && step.ahead === undefined) step = { ...step, ahead: end.ahead };
    },
    lost(now) {
      if (step.at === 'printing')
        go({ at: 'unanswered', service: step.service, class: step.class, ticket: step.ticket }, now);
    },
    close(now) {
      touched(now);
      if (isSettled(now) && shownMs[step.at] !== undefined) go({ at: 'choosing' }, now);
    },
    look(now) {
      if (step.at === 'printing' && now - changedAt >= visitLimits.printMs) this.lost(now);
      const shown = shownMs[step.at];
      const isOver = shown !== undefined && now - changedAt >= shown;
      // Who was told why not goes on choosing; after a ticket somebody else comes.
      const wasLast = step.at !== 'explained' && step.at !== 'refused';
      if (isOver) go({ at: 'choosing' }, now);
      const isIdle = step.at === 'choosing' && !isFresh && now - touchedAt >= visitLimits.idleMs;
      if (!(isOver && wasLast) && !isIdle) return false;
      isFresh = true;
      return true;
    },
  };
}

function afterPaper({ ticket, end, ahead }: PaperEnd, wanted: Wanted): VisitStep {
  const its = { service: wanted.service, class: wanted.class, ticket };
  if (end === 'issued') return { at: 'given', ...its, ahead, paper: true };
  return { at: end === 'voided' ? 'voided' : 'doubtful', ...its };
}

function afterAnswer(outcome: OrderOutcome, wanted: Wanted, ends: readonly PaperEnd[]): VisitStep {
  if (!outcome.ok) return notGiven(outcome, wanted);
  const { ticket, events } = outcome.result as Issued;
  if (typeof ticket !== 'string') return { at: 'unanswered', ...wanted, ticket: undefined };
  const end = ends.filter((one) => one.ticket === ticket)[0];
  if (events.indexOf('ticket.issued') !== -1)
    return { at: 'given', ...wanted, ticket, ahead: end?.ahead, paper: false };
  return end === undefined ? { at: 'printing', ...wanted, ticket } : afterPaper(end, wanted);
}

interface Issued {
  readonly ticket: string | null;
  readonly events: readonly string[];
}

/** These say that a ticket may have been given: nobody may believe the contrary. */
const unknownOutcomes: readonly string[] = ['lost', 'outcome-unknown', 'failed'];

function notGiven(outcome: Extract<OrderOutcome, { ok: false }>, wanted: Wanted): VisitStep {
  if (unknownOutcomes.indexOf(outcome.code) !== -1) return { at: 'unanswered', ...wanted, ticket: undefined };
  return { at: 'refused', ...wanted, code: outcome.code, text: outcome.text };
}
