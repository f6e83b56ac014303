import { asFault, type Fault } from '../../devices/fault.ts';
import { endOfDone, endOfFault } from '../../devices/job-ends.ts';
import type { Done } from '../../devices/kind.ts';
import type { PrinterCommand, TicketContent } from '../../devices/roles.ts';
import type { Command } from '../queue/commands.ts';
import { tellQueue } from './paper-told.ts';

/** A printer as this file needs it: a SupervisedDevice is one. */
export interface TicketPrinter {
  perform(command: PrinterCommand): Promise<Done>;
}

/** What is to be printed, and how it is made. */
export interface Paper {
  readonly ticket: string;
  readonly copy: boolean;
  readonly content: () => TicketContent;
}

/** Prints one reserved number and says what became of it, as the command that tells the queue (paper-told.ts). */
export async function printTicket(
  { ticket, copy, content }: Paper,
  printer: TicketPrinter,
  acceptUnconfirmed: boolean,
): Promise<{ readonly command: Command; readonly fault?: Fault }> {
  const job = { ticket, copy, acceptUnconfirmed };
  let command: PrinterCommand;
  try {
    command = { type: 'print', content: content() };
  } catch (thrown) {
    return notDone(asFault(thrown, 'job.not_printed'));
  }
  try {
    const done = await printer.perform(command);
    return { command: tellQueue(endOfDone[done], job, 'printer.status_unsupported') };
  } catch (thrown) {
    return notDone(asFault(thrown, 'driver.error'));
  }

  function notDone(fault: Fault): { readonly command: Command; readonly fault: Fault } {
    return { command: tellQueue(endOfFault(fault.code), job, fault.code), fault };
  }
}
