import type { Command } from 'commander';
import { later } from './help/command-help.ts';
import { questions } from './init/sections.ts';
import { places } from './install/install-paths.ts';
import { sequence } from './numbers.ts';

const root = ['--root <dir>', later, '/'] as const;
const dryRun = ['--dry-run'] as const;
const collect = (one: string, before: readonly string[] = []) => [...before, one];

/** The commands with which a technician gets from an empty Pi to a running hall. */
export function addTechnicianCommands(program: Command): void {
  addInit(program);
  addDiscover(program);
  addTestDevice(program);
  addLabels(program);
  addDoctor(program);
  addStatus(program);
  addLogs(program);
  addInstall(program);
}

function addInit(program: Command): void {
  const command = program.command('init').argument('[file]', later, 'site.yaml');
  for (const { name } of questions) command.option(`--${name} <${name}>`);
  command.action(async (file, options) => (await import('./init/init.ts')).initSite(file, options));
}

function addDiscover(program: Command): void {
  program
    .command('discover')
    .option('--probe')
    .option('--listen <line>')
    .option('--root <dir>', later, '/')
    .action(async (options) => (await import('./discover/discover.ts')).discover(options));
}

function addTestDevice(program: Command): void {
  program
    .command('test-device')
    .argument('<site>')
    .argument('[device]')
    .option('--all')
    .option('--sheet <file>')
    .option('--data <dir>', later, places.data)
    .option('--simulated')
    .action(async (site, device, options) =>
      (await import('./try-device/test-device.ts')).testDevice(site, device, options),
    );
}

function addLabels(program: Command): void {
  program
    .command('labels')
    .argument('<site>')
    .argument('[devices...]')
    .option('--printer <id>')
    .option('--png <dir>')
    .option('--address <url>')
    .option('--data <dir>', later, places.data)
    .option('--yes')
    .action(async (site, devices, options) =>
      (await import('./labels/labels-command.ts')).printLabels(site, devices, options),
    );
}

function addDoctor(program: Command): void {
  program
    .command('doctor')
    .argument('[site]')
    .option('--data <dir>', later, places.data)
    .option('--root <dir>', later, '/')
    .action(async (site, options) => (await import('./doctor/doctor.ts')).doctor(site, options));
}

function addStatus(program: Command): void {
  program
    .command('status')
    .argument('[site]')
    .option('--watch')
    .option('--json')
    .option('--broker <url>')
    .option('--username <name>')
    .option('--password-file <file>')
    .option('--ca <file>')
    .option('--data <dir>', later, places.data)
    .action(async (site, options) => (await import('./status/status-command.ts')).showStatus(site, options));
}

function addLogs(program: Command): void {
  program
    .command('logs')
    .argument('[file]')
    .option('--follow')
    .option('--lines <number>', later, sequence, 200)
    .action(async (file, options) => (await import('./status/logs-command.ts')).showLogs(file, options));
}

function addInstall(program: Command): void {
  program
    .command('install')
    .argument('[site]')
    .option(...dryRun)
    .option(...root)
    .option('--usb-port <name=port>', later, collect)
    .option('--node <path>', later, process.execPath)
    .option('--kiosk [page]')
    .option('--no-kiosk')
    .option('--rollback')
    .action(async (site, options) => (await import('./install/install.ts')).installSite(site, options));

  program
    .command('image')
    .argument('<sites...>')
    .requiredOption('--card <dir>')
    .option('--node <path>', later, process.execPath)
    .option('--yes')
    .action(async (sites, options) => (await import('./image/image-command.ts')).writeCards(sites, options));

  program
    .command('kiosk', { hidden: true })
    .argument('<address>')
    .requiredOption('--profile <dir>')
    .action(async (address, options) =>
      (await import('./kiosk/kiosk-command.ts')).runKiosk(address, options),
    );

  program
    .command('uninstall')
    .option(...dryRun)
    .option(...root)
    .action(async (options) => (await import('./install/install.ts')).uninstall(options));
}
