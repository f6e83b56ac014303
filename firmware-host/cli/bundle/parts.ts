import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, freemem, release, totalmem, uptime } from 'node:os';
import { version } from '../../process/package-folder.ts';

/** Of a longer part the end is kept, which is the newest of a log. */
export const partMaxBytes = 2 ** 22;
const printedMaxBytes = 2 ** 26;
const limitMs = 60_000;
const logLines = 20_000;
/** The hall, and what takes back a version that does not get ready. */
const units = ['--unit=loket', '--unit=loket-take-back'];

/** One file of a bundle, before anything is taken out of it. */
export interface BundlePart {
  readonly name: string;
  read(): string;
}

export interface PartsOf {
  readonly siteFile: string;
  readonly data: string;
  /** More arguments of `loket status`, such as an account of the broker. */
  readonly account: readonly string[];
}

/** The parts of a bundle. Each says what went wrong with it instead of failing: the others are wanted all the more. */
export function partsOf({ siteFile, data, account }: PartsOf): readonly BundlePart[] {
  const ours = (name: string, ...args: readonly string[]): BundlePart => ({
    name,
    read: () => printedBy(process.execPath, [process.argv[1] ?? '', '--lang', 'en', ...args]),
  });
  return [
    { name: 'system.txt', read: systemText },
    ours('doctor.txt', 'doctor', siteFile, '--data', data),
    ours('status.json', 'status', siteFile, '--json', '--data', data, ...account),
    ours('plan.txt', 'install', siteFile, '--dry-run'),
    ours('journal.txt', 'verify', '--data', data),
    {
      name: 'log.txt',
      read: () =>
        printedBy('journalctl', [...units, '--no-pager', '--output=short-iso', `--lines=${logLines}`]),
    },
    { name: 'site.yaml', read: () => textOf(siteFile) },
  ];
}

/** What a program prints, then its errors, and how it ended if that was not well. */
function printedBy(program: string, args: readonly string[]): string {
  const { stdout, stderr, status, error } = spawnSync(program, [...args], {
    ...{ encoding: 'utf8', timeout: limitMs, maxBuffer: printedMaxBytes, killSignal: 'SIGKILL' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = error === undefined ? (status === 0 ? '' : `[exit ${status}]\n`) : `[${error.message}]\n`;
  return [stdout, stderr, end].filter((text) => text).join('\n');
}

function systemText(): string {
  const mega = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
  return [
    `loket ${version}`,
    `node ${process.version} ${process.platform} ${process.arch}, kernel ${release()}`,
    textOf('/etc/os-release').trim(),
    textOf('/proc/device-tree/model').replaceAll('\0', '').trim(),
    `${cpus().length} processors, ${mega(freemem())} of ${mega(totalmem())} free, up ${Math.round(uptime())} s`,
    printedBy('df', ['--human-readable', '--print-type']),
    printedBy('systemctl', ['--no-pager', 'status', 'loket']),
    '',
  ].join('\n');
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    return `[${thrown instanceof Error ? thrown.message : String(thrown)}]`;
  }
}
