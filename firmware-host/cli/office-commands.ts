import { type Command, InvalidArgumentError } from 'commander';
import { listenUsualMs } from '../../office/clear-site.ts';
import { isId } from '../mqtt/topics.ts';
import { clearClosedSite } from './clear-site-command.ts';
import { follow } from './follow-command.ts';
import { port, sequence } from './numbers.ts';

const broker = ['--broker <url>', 'mqtt://HOST:PORT or mqtts://HOST:PORT'] as const;
const username = ['--username <name>', 'user of the broker'] as const;
const passwordFile = [
  '--password-file <file>',
  'file with the password, which only its owner and group may read',
] as const;
const ca = ['--ca <file>', 'PEM of the authority that signed the certificate of the broker'] as const;

function siteId(text: string): string {
  if (!isId(text)) throw new InvalidArgumentError('an id has 1 to 40 of a-z, 0-9 and hyphen.');
  return text;
}

function listenSeconds(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('seconds are a number from 1 to 9999.');
  return Number(text);
}

/** The commands of the central office. */
export function addOfficeCommands(program: Command, version: string): void {
  addOffice(program, version);
  addFollow(program);
  addClearSite(program);
}

function addOffice(program: Command, version: string): void {
  program
    .command('office')
    .argument('[file]', 'the file of the office (YAML)')
    .description(
      'watch all sites on a central broker: what works and what does not, who mends it, history, alerts\n' +
        'mengawasi semua situs di broker pusat: apa yang berjalan, apa yang rusak, siapa yang memperbaiki',
    )
    .option('--data <dir>', 'where the store and nothing else is kept', '.loket-office/')
    .option('--demo', 'play a fleet of 200 simulated sites with faults, and watch it; nothing is kept')
    .option('--port <port>', 'with --demo: port of the page (0: any free one; default 8490)', port, 8490)
    .option('--seed <number>', 'with --demo: seed of what happens', Number, 1)
    .option(
      '--worker <name>',
      'a name that no other worker of the same store has (default: that of the machine)',
    )
    .option('--log-level <level>', 'debug, info, warn, error or silent', 'info')
    .addHelpText(
      'after',
      `
Start from config/system/office.yaml, and list its mistakes with \`loket check office.yaml\`. The page is shown to the users
of the file alone: make a password with \`loket passwd budi.hash\`. /metrics is there for Prometheus, on the same port, for
programs on this machine. docs/office.md says what the verdicts mean.

  loket office --demo
  loket office office.yaml --data /var/lib/loket-office
`,
    )
    .action(async (file, options, command) => {
      const { runDemo, runOffice } = await import('./office/office-command.ts');
      if (options.demo === true) return runDemo({ ...options, version });
      if (file === undefined) return command.error('error: missing the file of the office; or try --demo');
      return runOffice(file, { ...options, version });
    });
}

function addFollow(program: Command): void {
  program
    .command('follow')
    .description(
      'at the central office: print the events of all sites, each once and in order, as JSON lines',
    )
    .requiredOption(...broker)
    .option('--data <dir>', 'folder for the last event number received from each site', '.loket-follow/')
    .option(...username)
    .option(...passwordFile)
    .option(...ca)
    .option(
      '--from <sequence>',
      'first event wanted from a site not seen before (default: the first one received)',
      sequence,
    )
    .action((options) => follow(options));
}

function addClearSite(program: Command): void {
  program
    .command('clear-site')
    .argument('<site>', 'the id of a site that was closed for good', siteId)
    .description(
      'at the central office: clear all that the broker retains of a site that was closed for good',
    )
    .requiredOption(...broker)
    .option(...username)
    .option(...passwordFile)
    .option(...ca)
    .option(
      '--listen <seconds>',
      'how long to listen whether the site is live',
      listenSeconds,
      listenUsualMs / 1_000,
    )
    .option('--yes', 'clear it; without this, only what would be cleared is listed')
    .addHelpText(
      'after',
      `
A broker keeps what a site said last for ever. This listens first: a site that runs says its health every 30 s, and one that
is heard is not cleared (exit code 1). A last will is not its word. Then every retained topic of the site is cleared and
looked at once more. The topics go to standard output.

  loket clear-site mpp-batam --broker mqtt://127.0.0.1:1883          what is there
  loket clear-site mpp-batam --broker mqtt://127.0.0.1:1883 --yes    clear it
`,
    )
    .action((site, options) => clearClosedSite(site, options));
}
