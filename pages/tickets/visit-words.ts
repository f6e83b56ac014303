import { waitWords } from '../board/board-words.ts';
import type { RefusalWords } from './refusal-words.ts';
import type { TicketVisit } from './ticket-visit.ts';
import { type TicketLanguage, ticketsTexts } from './tickets-texts.ts';

/** What fills the screen instead of the services, in words. */
export interface VisitWords {
  readonly title: string;
  /** The ticket, shown large. */
  readonly number: string;
  readonly lines: readonly string[];
  /** The button that closes it; undefined: it closes by itself. */
  readonly button: string | undefined;
  readonly tone: 'calm' | 'good' | 'warning';
}

/** What a visitor is told now; undefined: nothing, the services are shown. */
export function visitWords(
  { step, isSlow }: TicketVisit,
  of: {
    readonly language: TicketLanguage;
    readonly now: number;
    readonly title: (service: string) => string;
    /** Why the ticket is not given. */
    readonly refusal: () => RefusalWords;
    /** Seconds; undefined: nobody knows. */
    readonly estimate: number | undefined;
  },
): VisitWords | undefined {
  if (step.at === 'choosing') return undefined;
  const words = ticketsTexts[of.language];
  const service = of.title(step.service);
  const its = step.class === 'priority' ? words.priorityOf(service) : service;
  const warning = (title: string, number: string, ...lines: readonly string[]): VisitWords => ({
    ...{ title, number, lines: lines.filter((line) => line !== ''), button: words.back, tone: 'warning' },
  });
  const wait = isSlow(of.now) ? words.slow : words.moment;
  switch (step.at) {
    case 'asked':
      return { title: words.asked, number: '', lines: [its, wait], button: undefined, tone: 'calm' };
    case 'printing':
      return {
        ...{
          title: words.printing,
          number: step.ticket,
          lines: [its, wait],
          button: undefined,
          tone: 'calm',
        },
      };
    case 'given': {
      const ahead = step.ahead === undefined ? [] : [words.ahead(step.ahead)];
      const estimate = of.estimate === undefined ? [] : [words.estimate(waitWords(of.estimate, of.language))];
      const paper = step.paper ? words.takePaper : words.noPaper;
      const lines = [its, ...ahead, ...estimate, paper];
      return { title: words.yourNumber, number: step.ticket, lines, button: words.done, tone: 'good' };
    }
    case 'doubtful':
      return warning(words.doubtful, step.ticket, its, words.doubtfulTodo);
    case 'voided':
      return warning(words.voided, '', its, words.voidedTodo);
    case 'unanswered':
      return warning(words.unanswered, step.ticket ?? '', its, words.slow);
    case 'explained':
    case 'refused': {
      const { what, todo } = of.refusal();
      return warning(what, '', its, todo);
    }
  }
}
