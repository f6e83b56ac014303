import type { Command } from 'commander';
import { later } from './help/command-help.ts';
import { places } from './install/install-paths.ts';
import { date } from './numbers.ts';

const data = ['--data <dir>', later, places.data] as const;
const collect = (one: string, before: readonly string[] = []) => [...before, one];

/** The commands with which a hall outlives its controller, and the version that it runs. */
export function addKeepingCommands(program: Command): void {
  program
    .command('backup')
    .argument('[site]')
    .option(...data)
    .option('--out <path>')
    .option('--passphrase-file <file>')
    .action(async (site, options) => (await import('./backup/backup-command.ts')).backUp(site, options));

  program
    .command('bundle')
    .argument('[site]')
    .option(...data)
    .option('--out <path>')
    .option('--username <name>')
    .option('--password-file <file>')
    .action(async (site, options) => (await import('./bundle/bundle-command.ts')).makeBundle(site, options));

  program
    .command('replace')
    .argument('<device>')
    .option('--serial <number>')
    .option('--dry-run')
    .option(...data)
    .option('--root <dir>', later, '/')
    .option('--yes')
    .action(async (device, options) =>
      (await import('./replace/replace-command.ts')).replaceDevice(device, options),
    );

  program
    .command('restore')
    .argument('[archive]')
    .option(...data)
    .option('--settings <dir>', later, places.settings)
    .option('--passphrase-file <file>')
    .option('--original-is-gone')
    .option('--last <ticket>', later, collect)
    .option('--last-day <date>', later, date)
    .option('--yes')
    .action(async (archive, options) =>
      (await import('./backup/restore-command.ts')).restore(archive, options),
    );

  program
    .command('repository')
    .argument('<folder>')
    .argument('[packages...]')
    .option('--key <file>')
    .action(async (folder, packages, options) =>
      (await import('./repository/repository-command.ts')).repository(folder, packages, options),
    );
}
