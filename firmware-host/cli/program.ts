import { Command, Option } from 'commander';
import type { Language } from '../../config/site.ts';
import { version } from '../process/package-folder.ts';
import { later } from './help/command-help.ts';
import { speakHelp } from './help/speak-help.ts';
import { places } from './install/install-paths.ts';
import { addKeepingCommands } from './keeping-commands.ts';
import { date, port, sequence } from './numbers.ts';
import { addOfficeCommands } from './office-commands.ts';
import { addTechnicianCommands } from './technician-commands.ts';
import { addTicketCommands } from './ticket/ticket-commands.ts';
import { addVoiceCommands } from './voice/voice-commands.ts';

/** A command that was not written as it should be; 1 is for what went wrong with a right one. */
export const usageExit = 2;

const data = ['--data <dir>', later, '.loket/'] as const;
const dataOf = ['--data <dir>', later] as const;
const mqttPort = ['--mqtt-port <port>', later, port] as const;
const logLevel = ['--log-level <level>', later] as const;

/** The program with all its commands. What they say in help is in help/*-help.ts; `speak` is its language. */
export function createProgram(speak: Language): Command {
  const program = new Command('loket')
    .version(version, '-V, --version')
    .option('--lang <language>')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : usageExit));
  addHallCommands(program);
  addFileCommands(program);
  addJournalCommands(program);
  addOfficeCommands(program, version);
  addTechnicianCommands(program);
  addKeepingCommands(program);
  addVoiceCommands(program);
  addTicketCommands(program);
  speakHelp(program, speak);
  return program;
}

/** Each command loads what it needs when it is used: the others start faster, and work where a library is broken. */
function addHallCommands(program: Command): void {
  program
    .command('run')
    .argument('<site>')
    .option('--watch')
    .option(...data)
    .option(...mqttPort)
    .option(...logLevel, 'info')
    .action(async (siteFile, options) =>
      (await import('./run-command.ts')).runSite({ ...options, siteFile, version }),
    );
  program
    .command('simulate')
    .argument('<site>')
    .option(...data)
    .option(...mqttPort)
    .option(...logLevel, 'warn')
    .option('--port <port>', later, port)
    .option('--no-page')
    .option('--seed <number>', later, Number, 1)
    .action(async (siteFile, options) =>
      (await import('./simulate-command.ts')).simulateSite({ ...options, siteFile, version }),
    );
}

/** The commands about files that people write. */
function addFileCommands(program: Command): void {
  program
    .command('check')
    .argument('<file>')
    .option('--strict')
    .option('--json')
    .action(async (file, options) => (await import('./check-command.ts')).checkFile(file, options));
  program
    .command('migrate')
    .argument('<site>')
    .option('--write')
    .action(async (site, options) => (await import('./migrate-command.ts')).migrateSite(site, options));
  program.command('schema').action(async () => (await import('./schema-command.ts')).printSchema());
  program
    .command('passwd')
    .argument('[file]')
    .action(async (file) => (await import('./passwd-command.ts')).makePassword(file));
  program
    .command('hash-bookings')
    .requiredOption('--key <file>')
    .action(async (options) => (await import('./hash-bookings-command.ts')).hashBookings(options));
}

/** The commands that read the data folder of a site. */
function addJournalCommands(program: Command): void {
  program
    .command('events')
    .requiredOption(...dataOf)
    .option('--from <number>', later, sequence)
    .option('--to <number>', later, sequence)
    .option('--follow')
    .addOption(new Option('--format <format>').choices(['jsonl', 'csv']).default('jsonl'))
    .action(async (options) => (await import('./events-command.ts')).exportEvents(options));
  program
    .command('day')
    .requiredOption(...dataOf)
    .option('--date <date>', later, date)
    .option('--json')
    .action(async (options) => (await import('./day-command.ts')).showDay(options));
  program
    .command('ikm')
    .argument('[site]')
    .option('--data <dir>', later, places.data)
    .option('--from <date>', later, date)
    .option('--to <date>', later, date)
    .addOption(new Option('--by <group>').choices(['service']))
    .option('--csv')
    .option('--json')
    .option('--html <file>')
    .option('--add <file>')
    .option('--date <date>', later, date)
    .option('--again')
    .option('--forms')
    .option('--forget <number>')
    .action(async (site, options) => (await import('./ikm/ikm-command.ts')).ikm(site, options));
  program
    .command('verify')
    .requiredOption(...dataOf)
    .action(async (options) => (await import('./verify-command.ts')).verifyJournal(options));
  program
    .command('accept-journal')
    .requiredOption(...dataOf)
    .option('--yes')
    .action(async (options) => (await import('./accept-journal-command.ts')).acceptOlderJournal(options));
  program
    .command('wipe')
    .requiredOption(...dataOf)
    .option('--yes')
    .action(async (options) => (await import('./wipe-command.ts')).wipeData(options));
}
