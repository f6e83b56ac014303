import { Command, InvalidArgumentError, Option } from 'commander';
import { codeLine } from '../bookings/booking-lines.ts';
import { version } from '../process/package-folder.ts';
import { acceptOlderJournal } from './accept-journal-command.ts';
import { checkFile } from './check-command.ts';
import { showDay } from './day-command.ts';
import { exportEvents } from './events-command.ts';
import { hashBookings } from './hash-bookings-command.ts';
import { migrateSite } from './migrate-command.ts';
import { port, sequence } from './numbers.ts';
import { addOfficeCommands } from './office-commands.ts';
import { makePassword } from './passwd-command.ts';
import { printSchema } from './schema-command.ts';
import { addTechnicianCommands } from './technician-commands.ts';
import { verifyJournal } from './verify-command.ts';
import { addVoiceCommands } from './voice/voice-commands.ts';
import { wipeData } from './wipe-command.ts';

function date(text: string): string {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError('a date is written like 2026-09-20.');
  return text;
}

/** A command that was not written as it should be; 1 is for what went wrong with a right one. */
const usageExit = 2;

export const program = new Command('loket')
  .description(
    'Runs the counters of a public service mall: keys, displays, ticket printers, scanners, queues and MQTT.\n' +
      'Menjalankan loket mal pelayanan publik: tombol, papan angka, printer tiket, pemindai, antrean dan MQTT.',
  )
  .version(version)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : usageExit))
  .addHelpText(
    'after',
    `
First steps:
  loket init site.yaml                                 a first site file, by asking
  loket simulate config/examples/simulated-hall.yaml   a whole hall without hardware: press, print, scan
  loket check site.yaml                                every mistake in a site file, with line and column
  loket run site.yaml --data /var/lib/loket            the real hall
  loket day --data /var/lib/loket                      today's figures
`,
  );

const mqttPort = [
  '--mqtt-port <port>',
  "port of the embedded MQTT broker, instead of the site file's (0: any free one; default 1883)",
  port,
] as const;
const data = ['--data <dir>', 'where the journal and other data are kept', '.loket/'] as const;
const dataOf = ['--data <dir>', 'the data folder of a site, as given to `loket run`'] as const;
const logLevel = ['--log-level <level>', 'debug, info, warn, error or silent'] as const;

// The commands that need hardware libraries load them themselves, so that the others work where one is broken.
program
  .command('run')
  .argument('<site>', 'the site file (YAML)')
  .description('run a site with its real hardware; SIGHUP reloads the site file')
  .option('--watch', 'reload the site file whenever it changes; one with errors is not used')
  .option(...data)
  .option(...mqttPort)
  .option(...logLevel, 'info')
  .action(async (siteFile, options) =>
    (await import('./run-command.ts')).runSite({ ...options, siteFile, version }),
  );

program
  .command('simulate')
  .argument('<site>', 'the site file (YAML)')
  .description('run the same site with every device simulated; type `help` when it runs')
  .option(...data)
  .option(...mqttPort)
  .option(...logLevel, 'warn')
  .option('--port <port>', 'port of the page of the hall (0: any free one; default 8480)', port)
  .option('--no-page', 'run without the page')
  .option('--seed <number>', 'seed for the random numbers of the simulated hardware', Number, 1)
  .action(async (siteFile, options) =>
    (await import('./simulate-command.ts')).simulateSite({ ...options, siteFile, version }),
  );

program
  .command('check')
  .argument('<file>', 'the site file, or the file of an office (YAML)')
  .description(
    'list every problem in a site file or an office file, and show what was understood\n' +
      'sebut semua yang salah dalam berkas situs atau kantor, dan apa yang dipahami darinya',
  )
  .option('--strict', 'warnings count as problems')
  .option('--json', 'one JSON object: problems in both languages, and what was understood')
  .addHelpText(
    'after',
    '\nExit codes: 0 fine (there may be warnings), 1 problems, 2 the command itself is wrong.\n',
  )
  .action((file, options) => checkFile(file, options));

program
  .command('migrate')
  .argument('<site>', 'the site file (YAML)')
  .description(
    'show the changes that migrate an older site file to the current version; the file is not changed\n' +
      'tunjukkan perubahan yang membawa berkas situs lama ke versi program ini; berkasnya tetap',
  )
  .option('--write', 'rewrite the file, and keep the old one beside it')
  .action((site, options) => migrateSite(site, options));

program
  .command('schema')
  .description(
    'print the JSON Schema of site files: editors complete and explain settings with it\n' +
      'cetak JSON Schema berkas situs: editor melengkapi dan menjelaskan pengaturan dengannya',
  )
  .addHelpText(
    'after',
    '\n  loket schema > site.schema.json\nThen the first line of the site file is: # yaml-language-server: $schema=site.schema.json\n',
  )
  .action(() => printSchema());

program
  .command('passwd')
  .argument('[file]', 'where the hash is written; it is printed when no file is named')
  .description(
    'make the hash of an MQTT password, to be named in the site file; reads the password from the keyboard',
  )
  .action((file) => makePassword(file));

program
  .command('hash-bookings')
  .description(
    'read booking codes from standard input, write their keyed hashes to standard output:\n' +
      'loket hash-bookings --key booking.key < codes.csv > bookings.csv\n' +
      `lines: ${codeLine}`,
  )
  .requiredOption('--key <file>', 'the file with the key, which the site file names too')
  .action((options) => hashBookings(options));

program
  .command('events')
  .description('write the events of a site to standard output as they were published, also while it runs')
  .requiredOption(...dataOf)
  .option('--from <number>', 'the first event, by its sequence (default: the oldest kept)', sequence)
  .option('--to <number>', 'the last one (default: the newest)', sequence)
  .option('--follow', 'continue with new events as they happen, until Ctrl-C')
  .addOption(
    new Option('--format <format>', 'jsonl: one CloudEvent a line; csv: for a spreadsheet')
      .choices(['jsonl', 'csv'])
      .default('jsonl'),
  )
  .addHelpText(
    'after',
    `
Times are UTC. An event keeps its \`id\` and \`sequence\` for ever, and sequences have no gap: what is missing at the
start is older than \`journal: keep_days\` of the site file. CSV has the columns sequence, time, clock, boot, type,
ticket, service, counter and more, which holds what else the event says, as JSON.

  loket events --data /var/lib/loket --format csv > events.csv
  loket events --data /var/lib/loket --from 18201 --to 18210
  loket events --data /var/lib/loket --follow | grep ticket.called
`,
  )
  .action((options) => exportEvents(options));

program
  .command('day')
  .description('the figures of a business day: tickets, waiting and service times, per service and counter')
  .requiredOption(...dataOf)
  .option('--date <date>', 'a day that is still kept, like 2026-09-20 (default: the current one)', date)
  .option('--json', 'one JSON object instead of tables; times in seconds')
  .addHelpText(
    'after',
    `
Every ticket counts once, at the service it belongs to now; what is \`void\` was never given to anybody. A wait is from
taking the ticket (or coming back into the queue) to the call; a service time is from arrival, or else the call, to the
end. Times are given as mean and as p90: nine of ten took no longer.
`,
  )
  .action((options) => showDay(options));

program
  .command('verify')
  .description('check every record of the journal, also while the site runs; exit code 0 when all are sound')
  .requiredOption(...dataOf)
  .action((options) => verifyJournal(options));

program
  .command('accept-journal')
  .description('continue with an older copy of the journal, when the latest one is lost for good')
  .requiredOption(...dataOf)
  .option('--yes', 'accept it; without --yes, only show what would be lost')
  .addHelpText(
    'after',
    `
Loket does not start on a journal that is older than the last one it wrote (fault journal.replaced): it would not know
who waits. If the latest journal cannot be found, accept the copy. Then
- what happened after the copy was made is gone: tickets waiting, calls, figures, and events the office did not get;
- numbers that the mark beside the journal records as printed are never given again; their holders take new ones;
- new events get sequence numbers that the office may have seen before: inform the office.

  loket accept-journal --data /var/lib/loket          what is wrong and what would be lost
  loket accept-journal --data /var/lib/loket --yes    accept it; then start Loket as usual
`,
  )
  .action((options) => acceptOlderJournal(options));

program
  .command('wipe')
  .description('remove everything Loket keeps in a data folder, when a controller is taken out of service')
  .requiredOption(...dataOf)
  .option('--yes', 'do not ask')
  .addHelpText(
    'after',
    `
Removes the journal, its mark and trail and its reserve, how far the central office has it, the counts of the devices, and
the pictures of simulated tickets; other files in the folder stay, such as the site file, keys and lists of bookings.
Refused while Loket runs on it. A flash card may keep the old bytes all the same: destroy it if that matters.
`,
  )
  .action((options) => wipeData(options));

addOfficeCommands(program, version);
addTechnicianCommands(program);
addVoiceCommands(program);
