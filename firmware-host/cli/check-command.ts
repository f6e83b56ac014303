import { dirname } from 'node:path';
import { type Loaded, readSiteFile } from '../../config/load.ts';
import { formatProblems } from '../../config/problem.ts';
import { counterOf, type Site } from '../../config/site.ts';
import { readText } from '../../config/text-file.ts';
import { plain } from '../../config/texts/words.ts';
import type { Fault } from '../../devices/fault.ts';
import { kinds } from '../../devices/index.ts';
import { isOfficeFile } from '../../office/config/load-office.ts';
import { systemClock } from '../edge/system-clock.ts';
import { language } from '../process/console-language.ts';
import { explain } from '../process/explain-failure.ts';
import { placeOfSecret, type SecretTrouble, secretTroubles } from '../process/secrets.ts';
import { openBookings } from '../process/site-bookings.ts';
import { detailSaid } from '../status/detail-words.ts';
import { logoProblems } from './check-logo.ts';
import { checkOffice } from './check-office.ts';
import { consoleTexts } from './console-texts.ts';
import { understood } from './understood.ts';

export interface CheckOptions {
  /** Warnings count as problems. */
  readonly strict?: boolean;
  /** One JSON object in place of sentences. */
  readonly json?: boolean;
}

/** The exit codes of `loket check`, besides 2 for wrong arguments. */
const exit = { fine: 0, problems: 1 } as const;

/** `loket check FILE`: a site file, or the file of an office. */
export async function checkFile(path: string, options: CheckOptions): Promise<void> {
  const read = await readText(path);
  if ('text' in read && isOfficeFile(read.text))
    process.exitCode = checkOffice(path, read.text, options) ? exit.fine : exit.problems;
  else await checkSite(path, options);
}

/**
 * Prints all problems of a site file to standard error, and a summary to standard output. Also checks the files that it
 * names: bookings that cannot be read, a logo that cannot be shown and secrets that `loket run` refuses are problems,
 * other modes that are wider than needed are warnings.
 */
async function checkSite(path: string, options: CheckOptions): Promise<void> {
  const read = await readSiteFile(path, kinds);
  const { site } = read;
  const problems = [...read.problems, ...(site === undefined ? [] : await logoProblems(site, path))];
  const loaded = { ...read, problems };
  const faults = site === undefined ? [] : [...unreadable(site, path)];
  const troubles = site === undefined ? [] : troublesOf(site, path, faults);
  const refused = troubles.filter(({ severity }) => severity === 'error').map(({ fault }) => fault);
  const secrets = troubles.filter(({ severity }) => severity === 'warning').map(({ fault }) => fault);
  faults.push(...refused);
  const errors = problems.filter(({ severity }) => severity === 'error').length + faults.length;
  const warnings = problems.length + faults.length + secrets.length - errors;
  const ok = errors === 0 && (warnings === 0 || options.strict !== true);

  if (options.json === true) console.log(JSON.stringify(asJson(path, ok, loaded, faults, secrets)));
  else tell(path, loaded, faults, secrets);
  process.exitCode = ok ? exit.fine : exit.problems;
}

/** Problems of the bookings' key are left out if they were already reported when the bookings were opened. */
function troublesOf(site: Site, path: string, told: readonly Fault[]): readonly SecretTrouble[] {
  return secretTroubles(site, (name) => placeOfSecret(dirname(path), name)).filter(
    ({ fault }) => fault.context.setting !== 'bookings.key' || told.length === 0,
  );
}

function unreadable(site: Site, path: string): readonly Fault[] {
  const faults: Fault[] = [];
  openBookings(site, path, systemClock, (fault) => faults.push(fault))?.close();
  return faults;
}

function tell(
  path: string,
  { site, problems, language: spoken }: Loaded,
  faults: readonly Fault[],
  secrets: readonly Fault[],
): void {
  const speak = language(spoken);
  if (problems.length > 0) console.error(formatProblems(path, problems, speak));
  for (const fault of [...faults, ...secrets]) explain(fault, speak);
  if (site === undefined) return;
  const say = consoleTexts[speak];
  console.log(plain(`${path}: ${site.title} (${site.id})\n\n${understood(site, speak)}\n`));
  const hasErrors = faults.length > 0 || problems.some(({ severity }) => severity === 'error');
  if (!hasErrors) console.log(say.ready);
}

/** Problems with their texts in both languages, for programs that show them. */
function asJson(
  file: string,
  ok: boolean,
  { site, problems }: Loaded,
  faults: readonly Fault[],
  secrets: readonly Fault[],
): object {
  const told = (severity: 'error' | 'warning') => (fault: Fault) => ({
    severity,
    code: fault.code,
    line: 1,
    column: 1,
    path: String(fault.context.setting ?? ''),
    text: detailSaid(fault.message),
  });
  return {
    file,
    ok,
    problems: [...problems, ...faults.map(told('error')), ...secrets.map(told('warning'))],
    understood:
      site === undefined
        ? null
        : {
            site: site.id,
            hash: site.hash,
            services: [...site.services.keys()],
            counters: [...site.counters.values()].map(({ id, rules }) => ({
              id,
              number: rules.number,
              serves: rules.serves,
              devices: site.devices.filter((device) => counterOf(device) === id).map((device) => device.id),
            })),
            devices: site.devices.map((device) => ({
              id: device.id,
              kind: device.kind.kind,
              enabled: device.enabled,
              counter: counterOf(device) ?? null,
            })),
          },
  };
}
