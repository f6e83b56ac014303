import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { codeLine } from '../bookings/lines.ts';
import { checkSite } from './check.ts';
import { follow } from './follow.ts';
import { hashBookings } from './hash-bookings.ts';
import { runSite } from './run.ts';
import { simulateSite } from './simulate.ts';

/** package.json lies above both firmware-host/cli and dist/firmware-host/cli. */
function readVersion(): string {
  for (const above of ['../../', '../../../']) {
    try {
      const text = readFileSync(new URL(`${above}package.json`, import.meta.url), 'utf8');
      return String((JSON.parse(text) as { version?: unknown }).version);
    } catch {
      // Not at this level: the next one, or none.
    }
  }
  return 'unknown';
}

function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535)
    throw new InvalidArgumentError('a port is a number from 0 to 65535.');
  return number;
}

function sequence(text: string): number {
  if (!/^[1-9]\d{0,11}$/.test(text)) throw new InvalidArgumentError('a sequence is a number from 1.');
  return Number(text);
}

export const version = readVersion();

export const program = new Command('loket')
  .description(
    'Runs the counters of a public service mall: keys, displays, ticket printers, scanners, queues and MQTT.\n' +
      'Menjalankan loket mal pelayanan publik: tombol, papan angka, printer tiket, pemindai, antrean dan MQTT.',
  )
  .version(version)
  .addHelpText(
    'after',
    `
First steps:
  loket simulate config/examples/simulated-hall.yaml   a whole hall without hardware: press, print, scan
  loket check site.yaml                                every mistake in a site file, with line and column
  loket run site.yaml --data /var/lib/loket            the real hall
`,
  );

const mqttPort = [
  '--mqtt-port <port>',
  'port of the MQTT broker on 127.0.0.1 (0: any free one)',
  port,
  1883,
] as const;
const data = ['--data <dir>', 'where the journal and other data are kept', '.loket/'] as const;
const logLevel = ['--log-level <level>', 'debug, info, warn, error or silent'] as const;

program
  .command('run')
  .argument('<site>', 'the site file (YAML)')
  .description('run a site with its real hardware')
  .option(...data)
  .option(...mqttPort)
  .option(...logLevel, 'info')
  .action((siteFile, options) => runSite({ ...options, siteFile, version }));

program
  .command('simulate')
  .argument('<site>', 'the site file (YAML)')
  .description('run the same site with every device simulated; type `help` when it runs')
  .option(...data)
  .option(...mqttPort)
  .option(...logLevel, 'warn')
  .option('--seed <number>', 'seed of everything random in the simulated hardware', Number, 1)
  .action((siteFile, options) => simulateSite({ ...options, siteFile, version }));

program
  .command('check')
  .argument('<site>', 'the site file (YAML)')
  .description('say everything that is wrong with a site file; exit code 0 when nothing is')
  .action((site) => checkSite(site));

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
  .command('follow')
  .description('at the central office: print the events of all sites, each once and in order, as JSON lines')
  .requiredOption('--broker <url>', 'mqtt://HOST:PORT or mqtts://HOST:PORT')
  .option('--data <dir>', 'where it is kept how far each site has come', '.loket-follow/')
  .option('--username <name>', 'user of the broker')
  .option('--password-file <file>', 'file with the password')
  .option(
    '--from <sequence>',
    'where a site never seen before begins (default: the first event heard)',
    sequence,
  )
  .action((options) => follow(options));
