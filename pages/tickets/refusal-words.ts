import { type TicketLanguage, ticketsTexts } from './tickets-texts.ts';

/** Why a ticket is not given, and what helps; `todo` may be empty. */
export interface RefusalWords {
  readonly what: string;
  readonly todo: string;
}

/** What the words of a refusal depend on. */
export interface RefusalContext {
  readonly language: TicketLanguage;
  /** When the service opens next, such as `besok pukul 08.00`; undefined: nobody knows. */
  readonly opens: string | undefined;
  /** The same from tomorrow on: today's numbers do not come back after a break. */
  readonly opensAnotherDay: string | undefined;
  /** Whether a person has closed the service. */
  readonly isForced: boolean;
  /** Whether priority tickets are left. */
  readonly hasPriority: boolean;
}

/** A refusal in words for a visitor. `code`: of the contract, or of this page; `said`: the hall's own words. */
export function refusalWords(code: string, of: RefusalContext, said?: string): RefusalWords {
  const words = ticketsTexts[of.language];
  const { refusal } = words;
  const back = of.opensAnotherDay === undefined ? words.callStaff : words.comeBack(of.opensAnotherDay);
  switch (code) {
    case 'service-closed':
      if (of.isForced) return { what: refusal.forced, todo: refusal.forcedTodo };
      return { what: refusal.closed(of.opens), todo: '' };
    case 'holiday':
      return { what: refusal.holiday(of.opens), todo: '' };
    case 'service-break':
      return { what: refusal.pause(of.opens), todo: '' };
    case 'past-cutoff':
      return { what: refusal.cutoff, todo: `${refusal.cutoffTodo} ${back}` };
    case 'quota-used-up':
      return { what: of.hasPriority ? refusal.quotaButPriority : refusal.quota, todo: back };
    case 'priority-quota-used-up':
      return { what: refusal.priorityQuota, todo: refusal.priorityQuotaTodo };
    case 'numbers-used-up':
      return { what: refusal.numbers, todo: back };
    case 'printer-not-ready':
      return { what: words.printerNotReady, todo: '' };
    case 'journal-failed':
    case 'restored-copy':
      return { what: refusal.notStored, todo: words.callStaff };
    case 'journal-slow':
    case 'busy':
    case 'too-often':
    case 'expired':
      return { what: refusal.busy, todo: refusal.again };
    case 'unknown-service':
      return { what: refusal.unknown, todo: words.callStaff };
    default:
      return { what: refusal.other, todo: said ?? words.callStaff };
  }
}
