import type { Done, Opening } from '../kind.ts';
import type { Pictures } from '../ports.ts';
import type { PrinterCommand } from '../roles.ts';
import type { Print } from './checked-printing.ts';
import {
  type JobOptions,
  labelJob,
  slipJob,
  type TicketJob,
  type TicketWriter,
  ticketJob,
} from './ticket-job.ts';

/**
 * Counts the paper of a ticket, label or slip that was printed, or sent to a printer that proves nothing. A ticket that
 * is left unconfirmed is not counted: the printer was told to forget it, or its roll ended with it.
 */
export async function printCommand<Options extends JobOptions>(
  print: Print,
  command: PrinterCommand,
  { options, ports, count }: Pick<Opening<Options, never>, 'options' | 'ports' | 'count'>,
  write?: TicketWriter,
): Promise<Done> {
  const { bytes, paperMm } = await jobFor(command, options, ports.pictures, write);
  const done = await print(bytes);
  count?.('paper_mm', paperMm);
  return done;
}

function jobFor(
  command: PrinterCommand,
  options: JobOptions,
  pictures: Pictures | undefined,
  write: TicketWriter | undefined,
): Promise<TicketJob> {
  switch (command.type) {
    case 'label':
      return labelJob(command.content, options, pictures, write);
    case 'slip':
      return slipJob(command.content, options, pictures, write);
    case 'print':
      return ticketJob(command.content, options, pictures, write);
  }
}
