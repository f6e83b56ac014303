import { type Logger, pino } from 'pino';
import { formatProblems } from '../../../config/problem.ts';
import { plain } from '../../../config/texts/words.ts';
import { readOfficeFile } from '../../../office/config/load-office.ts';
import type { Office } from '../../../office/open-office.ts';
import { repeat } from '../../async/interval.ts';
import { systemClock } from '../../edge/system-clock.ts';
import { openSystemd } from '../../edge/systemd.ts';
import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { stopOnSignals } from '../../process/start.ts';
import { commandTexts } from '../command-texts.ts';
import { type StartedOffice, type StartOfficeOptions, startOffice } from './start-office.ts';

export interface OfficeCommandOptions extends StartOfficeOptions {
  readonly logLevel: string;
}

const statusEveryMs = 10_000;
/** So often within what the unit allows (`WatchdogSec`). */
const tellingsOfWatchdog = 3;

/** `loket office FILE`: watches all sites until a signal. */
export async function runOffice(file: string, options: OfficeCommandOptions): Promise<void> {
  const { office: settings, problems, language: spoken } = await readOfficeFile(file);
  if (problems.length > 0) console.error(formatProblems(file, problems, language(spoken)));
  if (settings === undefined) {
    process.exitCode = 1;
    return;
  }
  const { id, title } = settings.office;
  const log = logOf(id, options);
  try {
    const started = await startOffice(file, settings, options, log);
    untilSignal(started, log);
    console.log(plain(`${title} (${id}): ${started.web?.url ?? '-'}`));
  } catch (thrown) {
    explain(thrown, language(spoken));
  }
}

/** `loket office --demo`: the same with simulated sites. */
export async function runDemo(
  options: Omit<OfficeCommandOptions, 'data'> & { readonly port: number; readonly seed: number },
): Promise<void> {
  const { startDemo, demoUser } = await import('./demo-office.ts');
  const log = logOf('demo', options);
  try {
    const started = await startDemo(options, log);
    untilSignal(started, log);
    const { name, password } = demoUser;
    console.log(`${started.web?.url}\n${commandTexts().demoUser(name, password)}`);
  } catch (thrown) {
    explain(thrown);
  }
}

const logOf = (office: string, { logLevel }: { readonly logLevel: string }): Logger =>
  pino({ level: logLevel, base: { office } }, pino.destination({ fd: 2, sync: false }));

function untilSignal({ office, close }: StartedOffice, log: Logger): void {
  const service = openSystemd(process.env, (why) => log.warn({ cause: why.message }, 'systemd was not told'));
  service?.notify('READY=1');
  const watchdogMs = service?.watchdogMs ?? Number.POSITIVE_INFINITY;
  const stopTelling = repeat(
    systemClock,
    Math.min(statusEveryMs, watchdogMs / tellingsOfWatchdog),
    () => service?.notify('WATCHDOG=1', `STATUS=${inWords(office)}`),
    'office: status',
  );
  stopOnSignals(async () => {
    service?.notify('STOPPING=1');
    stopTelling();
    await close();
  });
}

/** One line for `systemctl status`. */
function inWords({ fleet, intake }: Office): string {
  const { sites, sites_there, events_applied } = intake.figures();
  return `${sites_there} of ${sites} sites, ${fleet.incidents().length} incidents, ${events_applied} events`;
}
