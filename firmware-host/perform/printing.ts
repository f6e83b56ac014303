import { doubtful } from '../../devices/doubtful.ts';
import { asFault, type Fault } from '../../devices/fault.ts';
import type { Done } from '../../devices/kind.ts';
import type { PrinterCommand, TicketSlip } from '../../devices/roles.ts';
import type { Command } from '../queue/commands.ts';

/** A printer as this file needs it: a SupervisedDevice is one. */
export interface Printer {
  perform(command: PrinterCommand): Promise<Done>;
}

/** What is to be printed, and how it is made. */
export interface Paper {
  readonly ticket: string;
  readonly copy: boolean;
  readonly slip: () => TicketSlip;
}

/**
 * Prints one reserved number and says what became of it, as the command that tells the queue. A printer that cannot
 * confirm is believed only when the site file says so. A copy that was not printed says nothing about the paper before
 * it, which may well be in somebody's hand: only a person voids such a number.
 */
export async function printTicket(
  { ticket, copy, slip }: Paper,
  printer: Printer,
  acceptUnconfirmed: boolean,
): Promise<{ readonly command: Command; readonly fault?: Fault }> {
  let command: PrinterCommand;
  try {
    command = { type: 'print', slip: slip() };
  } catch (thrown) {
    return notDone(asFault(thrown, 'job.not_printed'));
  }
  try {
    const done = await printer.perform(command);
    if (done === 'acknowledged' || acceptUnconfirmed) return { command: { type: 'confirm-print', ticket } };
    return { command: { type: 'doubt-print', ticket, reason: 'printer.status_unsupported' } };
  } catch (thrown) {
    return notDone(asFault(thrown, 'driver.error'));
  }

  function notDone(fault: Fault): { readonly command: Command; readonly fault: Fault } {
    const type = copy || doubtful.has(fault.code) ? 'doubt-print' : 'void';
    return { command: { type, ticket, reason: fault.code }, fault };
  }
}
