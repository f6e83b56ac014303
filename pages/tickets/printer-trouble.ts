import type { MachineService } from '../../firmware-host/web/hall-page-messages.ts';
import type { HeardHall } from './heard-hall.ts';
import type { RefusalWords } from './refusal-words.ts';
import { type TicketLanguage, ticketsTexts } from './tickets-texts.ts';

/**
 * Why no ticket of a service can be printed, from the states of its printers; undefined: one of them can, or nothing is
 * known of it yet, and the hall says when a ticket is asked for.
 */
export function printerTrouble(
  hall: HeardHall,
  { printers }: Pick<MachineService, 'printers'>,
  language: TicketLanguage,
): RefusalWords | undefined {
  const states = printers.map((id) => hall.state(`device/${id}/state`));
  const [first] = states;
  if (first === undefined || states.some((state) => state === undefined || state.usable === true))
    return undefined;
  const words = ticketsTexts[language];
  const reason = String(first.reason ?? '');
  if (reason === 'paper.out') return { what: words.paperOut, todo: '' };
  if (reason === 'cover.open') return { what: words.coverOpen, todo: '' };
  if (first.state === 'offline') return { what: words.printerGone, todo: '' };
  return { what: words.printerNotReady, todo: '' };
}
