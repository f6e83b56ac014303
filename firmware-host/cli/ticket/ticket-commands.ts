import { type Command, Option } from 'commander';
import { later } from '../help/command-help.ts';

/** The commands about what is printed on tickets. */
export function addTicketCommands(program: Command): void {
  program
    .command('ticket')
    .command('preview')
    .argument('<site>')
    .option('--service <id>')
    .addOption(new Option('--class <class>').choices(['regular', 'priority']).default('regular'))
    .option('--printer <id>')
    .option('--copy')
    .option('--out <file>', later, 'ticket.png')
    .action(async (site, options) => (await import('./preview-ticket.ts')).previewTicket(site, options));
}
