import type { Command } from 'commander';
import { listenUsualMs } from '../../office/clear-site.ts';
import { language } from '../process/console-language.ts';
import { commandLineTexts } from './command-line-texts.ts';
import { later } from './help/command-help.ts';
import { listenSeconds, port, sequence, siteId } from './numbers.ts';

const broker = ['--broker <url>'] as const;
const username = ['--username <name>'] as const;
const passwordFile = ['--password-file <file>'] as const;
const ca = ['--ca <file>'] as const;

/** The commands of the central office. */
export function addOfficeCommands(program: Command, version: string): void {
  addOffice(program, version);
  addFollow(program);
  addClearSite(program);
}

function addOffice(program: Command, version: string): void {
  program
    .command('office')
    .argument('[file]')
    .option('--data <dir>', later, '.loket-office/')
    .option('--demo')
    .option('--port <port>', later, port, 8490)
    .option('--seed <number>', later, Number, 1)
    .option('--worker <name>')
    .option('--log-level <level>', later, 'info')
    .action(async (file, options, command) => {
      const { runDemo, runOffice } = await import('./office/office-command.ts');
      if (options.demo === true) return runDemo({ ...options, version });
      if (file === undefined) return command.error(commandLineTexts[language(undefined)].officeFile);
      return runOffice(file, { ...options, version });
    });
}

function addFollow(program: Command): void {
  program
    .command('follow')
    .requiredOption(...broker)
    .option('--data <dir>', later, '.loket-follow/')
    .option(...username)
    .option(...passwordFile)
    .option(...ca)
    .option('--from <sequence>', later, sequence)
    .action(async (options) => (await import('./follow-command.ts')).follow(options));
}

function addClearSite(program: Command): void {
  program
    .command('clear-site')
    .argument('<site>', later, siteId)
    .requiredOption(...broker)
    .option(...username)
    .option(...passwordFile)
    .option(...ca)
    .option('--listen <seconds>', later, listenSeconds, listenUsualMs / 1_000)
    .option('--yes')
    .action(async (site, options) =>
      (await import('./clear-site-command.ts')).clearClosedSite(site, options),
    );
}
