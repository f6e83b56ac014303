import { pino } from 'pino';
import { formatProblems } from '../../../config/problem.ts';
import { plain } from '../../../config/texts/words.ts';
import { readOfficeFile } from '../../../office/config/load-office.ts';
import type { Office } from '../../../office/open-office.ts';
import { repeat } from '../../async/interval.ts';
import { systemClock } from '../../edge/system-clock.ts';
import { openSystemd } from '../../edge/systemd.ts';
import { explain } from '../../process/explain-failure.ts';
import { language } from '../../process/site-file.ts';
import { stopOnSignals } from '../../process/start.ts';
import { type StartOfficeOptions, startOffice } from './start-office.ts';

export interface OfficeCommandOptions extends StartOfficeOptions {
  readonly logLevel: string;
}

/** Well within what the unit allows (`WatchdogSec`). */
const statusEveryMs = 10_000;

/** `loket office FILE`: watches all sites until a signal. */
export async function runOffice(file: string, options: OfficeCommandOptions): Promise<void> {
  const { office: settings, problems, language: spoken } = await readOfficeFile(file);
  if (problems.length > 0) console.error(formatProblems(file, problems, language(spoken)));
  if (settings === undefined) {
    process.exitCode = 1;
    return;
  }
  const log = pino(
    { level: options.logLevel, base: { office: settings.office.id } },
    pino.destination({ fd: 2, sync: false }),
  );
  try {
    const { office, web, close } = await startOffice(file, settings, options, log);
    const service = openSystemd(process.env, (why) =>
      log.warn({ cause: why.message }, 'systemd was not told'),
    );
    service?.notify('READY=1');
    const stopTelling = repeat(
      systemClock,
      statusEveryMs,
      () => service?.notify('WATCHDOG=1', `STATUS=${inWords(office)}`),
      'office: status',
    );
    stopOnSignals(async () => {
      service?.notify('STOPPING=1');
      stopTelling();
      await close();
    });
    console.log(plain(`${settings.office.title} (${settings.office.id}): ${web?.url ?? '-'}`));
  } catch (thrown) {
    explain(thrown, language(spoken));
  }
}

/** One line for `systemctl status`. */
function inWords({ fleet, intake }: Office): string {
  const { sites, sites_there, events_applied } = intake.figures();
  return `${sites_there} of ${sites} sites, ${fleet.incidents().length} incidents, ${events_applied} events`;
}
