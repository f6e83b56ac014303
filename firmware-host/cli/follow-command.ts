import { openCursors } from '../../office/cursors.ts';
import type { SiteEvent } from '../../office/event.ts';
import { followSites } from '../../office/follow-sites.ts';
import { systemClock } from '../edge/system-clock.ts';
import { openBrokerConnection } from '../mqtt/external-connection.ts';
import { openLink } from '../mqtt/external-link.ts';
import { explain } from '../process/explain-failure.ts';
import { readCertificates, readPassword } from '../process/secrets.ts';
import { stopOnSignals } from '../process/start.ts';

export interface FollowCommandOptions {
  readonly broker: string;
  readonly data: string;
  readonly username?: string;
  readonly passwordFile?: string;
  readonly ca?: string;
  readonly from?: number;
}

/**
 * `loket follow`: prints the events of all sites on a central broker, one JSON line each, every one once and in order
 * within its site. What is said about gaps and sites goes to standard error.
 */
export async function follow(options: FollowCommandOptions): Promise<void> {
  try {
    const { broker: url, username, passwordFile, from } = options;
    const password = passwordFile === undefined ? undefined : await readPassword('.', passwordFile);
    const ca = options.ca === undefined ? undefined : await readCertificates('.', options.ca);
    const cursors = openCursors(options.data);
    const place = {
      url,
      clientId: `loket-follow-${process.pid}`,
      clock: systemClock,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(ca === undefined ? {} : { ca }),
    };
    const connection = openBrokerConnection({
      open: (told) => openLink(place, told),
      clock: systemClock,
      random: Math.random,
      report: explain,
    });
    const following = followSites({
      connection,
      cursors,
      clock: systemClock,
      apply: (events) => process.stdout.write(events.map(line).join('')),
      ...(from === undefined ? {} : { from }),
      told: {
        missing: (site, gap) =>
          console.error(`${site}: ${gap.from} to ${gap.to} are missing and are asked for`),
        lost: (site, gap) => console.error(`${site}: ${gap.from} to ${gap.to} are not to be had any more`),
        again: (site, { from, to }) =>
          console.error(
            `${site}: goes on from an older copy of its journal; ${from} to ${to} are given again, to other events`,
          ),
        twice: (site, [one, other]) =>
          console.error(
            `${site}: two controllers with this id: boots ${one} and ${other}; what ${other} sends is left out`,
          ),
        state: (site, state) => console.error(`${site}: ${state}`),
      },
    });
    stopOnSignals(async () => {
      following.stop();
      await connection.close();
      cursors.close();
    });
  } catch (thrown) {
    explain(thrown);
    process.exitCode = 1;
  }
}

const line = (event: SiteEvent): string => `${JSON.stringify(event)}\n`;
