import { type Command, Option } from 'commander';
import { discover } from './discover/discover.ts';
import { doctor } from './doctor/doctor.ts';
import { initSite } from './init/init.ts';
import { choices } from './init/init-answers.ts';
import { installSite, uninstall } from './install/install.ts';
import { places } from './install/install-paths.ts';

const root = ['--root <dir>', 'install into this folder, such as an image, and run no command', '/'] as const;
const dryRun = ['--dry-run', 'print every file and every command, and change nothing'] as const;
const collect = (one: string, before: readonly string[] = []) => [...before, one];

/** The commands with which a technician gets from an empty Pi to a running hall. */
export function addTechnicianCommands(program: Command): void {
  addInit(program);
  addDiscover(program);
  addTestDevice(program);
  addDoctor(program);
  addStatus(program);
  addLogs(program);
  addInstall(program);
}

function addInit(program: Command): void {
  const choice = (name: keyof typeof choices, what: string) =>
    new Option(`--${name} <which>`, `${what} (default: "${choices[name][0]}")`).choices(choices[name]);
  program
    .command('init')
    .argument('[file]', 'the site file to write', 'site.yaml')
    .description(
      'write a first site file; asks for what no option gives, and never overwrites a file\n' +
        'tulis berkas situs pertama, dengan bertanya; berkas yang sudah ada tidak ditimpa',
    )
    .option('--title <title>', 'name of the place')
    .option('--id <id>', 'id of the site (default: made from the title)')
    .option('--services <titles>', 'such as "Paspor, Izin Tinggal"')
    .option('--counters <number>', 'how many counters there are')
    .option('--zone <zone>', 'WIB, WITA, WIT or an IANA name')
    .option('--hours <hours>', 'Monday to Friday, such as 08.00-15.00')
    .addOption(choice('keys', 'keys of the officers'))
    .addOption(choice('display', 'number display at a counter'))
    .addOption(choice('machine', 'keys of the visitors'))
    .addOption(choice('printer', 'ticket printer'))
    .addOption(choice('scanner', 'scanner at a counter'))
    .addOption(choice('board', 'board for televisions'))
    .action((file, options) => initSite(file, options));
}

function addDiscover(program: Command): void {
  program
    .command('discover')
    .description(
      'list the hardware that is plugged in, with the YAML for a site file\n' +
        'sebut perangkat keras yang terpasang, dan cara menulisnya di berkas situs',
    )
    .option('--probe', 'open every serial line and ask for Firmata; restarts Arduino boards')
    .option('--root <dir>', 'the folder whose sys and dev are read', '/')
    .action((options) => discover(options));
}

function addTestDevice(program: Command): void {
  program
    .command('test-device')
    .argument('<site>', 'the site file (YAML)')
    .argument('[device]', 'the device to try')
    .description(
      'try a device: lamp test, test ticket, every key, a scan; the hall must not run meanwhile\n' +
        'uji perangkat: lampu, tiket uji, setiap tombol, pindaian; sistem tidak boleh sedang berjalan',
    )
    .option('--all', 'all devices, counter by counter')
    .option('--sheet <file>', 'write a commissioning sheet: text, or HTML for FILE.html')
    .option('--data <dir>', 'the data folder, with the clips that speakers say', places.data)
    .option('--simulated', 'rehearse on simulated devices, which act by themselves')
    .addHelpText('after', '\nExit codes: 0 no fault was found, 1 a fault.\n')
    .action(async (site, device, options) =>
      (await import('./try-device/test-device.ts')).testDevice(site, device, options),
    );
}

function addDoctor(program: Command): void {
  program
    .command('doctor')
    .argument('[site]', 'the site file (default: the installed one, where there is one)')
    .description(
      'list what may keep a hall from running on this machine, with what to do about it\n' +
        'sebut apa yang dapat menghalangi Loket di mesin ini, beserta perbaikannya',
    )
    .option('--data <dir>', 'the data folder', places.data)
    .option('--root <dir>', 'the folder whose files are examined', '/')
    .addHelpText('after', '\nExit codes: 0 no fault (there may be warnings), 1 a fault.\n')
    .action((site, options) => doctor(site, options));
}

function addStatus(program: Command): void {
  program
    .command('status')
    .argument('[site]', 'the site file (default: the installed one)')
    .description(
      'show what of a running hall works and what does not, who mends it and how, worst first\n' +
        'tunjukkan apa yang bekerja dan apa yang tidak, siapa yang memperbaikinya dan bagaimana',
    )
    .option('--watch', 'show it anew each second, until Ctrl-C')
    .option('--json', 'one JSON object')
    .option('--broker <url>', "another address of the hall's broker, such as mqtt://10.0.0.9:1883")
    .option('--username <name>', 'an account of `mqtt.users`; the password is asked for')
    .option('--password-file <file>', 'a file with its password')
    .option('--ca <file>', 'the authority that signed the certificate of the broker (PEM)')
    .option('--data <dir>', 'the data folder, where the last events are read', places.data)
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing has to be mended, 1 something has, or the hall is not heard.\n',
    )
    .action(async (site, options) => (await import('./status/status-command.ts')).showStatus(site, options));
}

function addLogs(program: Command): void {
  program
    .command('logs')
    .argument('[file]', 'a file of log lines; - is standard input (default: the log of the service)')
    .description(
      'turn the lines of the log into sentences\n' + 'ubah baris-baris catatan (log) menjadi kalimat',
    )
    .option('--follow', 'continue with new lines, until Ctrl-C')
    .option('--lines <number>', 'how many of the last lines of the service', Number, 200)
    .action(async (file, options) => (await import('./status/logs-command.ts')).showLogs(file, options));
}

function addInstall(program: Command): void {
  program
    .command('install')
    .argument('[site]', 'the site file (YAML)')
    .description(
      'install the program as a service of systemd, with udev rules for the devices of the site file\n' +
        'pasang program sebagai layanan systemd, dengan aturan udev untuk perangkat di berkas situs',
    )
    .option(...dryRun)
    .option(...root)
    .option('--usb-port <name=port>', 'which USB port /dev/loket/NAME stands for; may be repeated', collect)
    .option('--node <path>', 'the Node that runs the service', process.execPath)
    .option(
      '--kiosk [page]',
      'show the board on the screen of this machine; PAGE is which, such as /board?zone=utara',
    )
    .option('--no-kiosk', 'show it there no longer')
    .option('--rollback', 'go back to the version that ran before the last installation')
    .addHelpText(
      'after',
      `
Everything is prepared beside the running version, then the service restarts; installing twice is safe. The program is
in /opt/loket/versions, the settings in /etc/loket, the data in /var/lib/loket. USB ports and --kiosk are remembered for
the next time.
`,
    )
    .action((site, options) => installSite(site, options));

  program
    .command('kiosk', { hidden: true })
    .argument('<address>', 'the address of the board')
    .requiredOption('--profile <dir>', 'where the browser keeps its files; best in memory')
    .description('show the board on the screen of this machine: run by loket-kiosk.service')
    .action(async (address, options) =>
      (await import('./kiosk/kiosk-command.ts')).runKiosk(address, options),
    );

  program
    .command('uninstall')
    .description(
      'remove the service, its rules and the program from this machine; settings and data stay\n' +
        'lepaskan layanan, aturan dan programnya dari mesin ini; pengaturan dan data dibiarkan',
    )
    .option(...dryRun)
    .option(...root)
    .action((options) => uninstall(options));
}
