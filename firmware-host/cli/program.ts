import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { checkSite } from './check.ts';
import { makePassword } from './passwd.ts';
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
  "port of the MQTT broker inside, in place of the site file's (0: any free one; default 1883)",
  port,
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
  .action((site, options) => runSite(site, { ...options, version }));

program
  .command('simulate')
  .argument('<site>', 'the site file (YAML)')
  .description('run the same site with every device simulated; type `help` when it runs')
  .option(...data)
  .option(...mqttPort)
  .option(...logLevel, 'warn')
  .option('--seed <number>', 'seed of everything random in the simulated hardware', Number, 1)
  .action((site, options) => simulateSite(site, { ...options, version }));

program
  .command('check')
  .argument('<site>', 'the site file (YAML)')
  .description('say everything that is wrong with a site file; exit code 0 when nothing is')
  .action((site) => checkSite(site));

program
  .command('passwd')
  .argument('[file]', 'where the hash is written; it is printed when no file is named')
  .description(
    'make the hash of an MQTT password, to be named in the site file; reads the password from the keyboard',
  )
  .action((file) => makePassword(file));
