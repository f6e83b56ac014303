import { randomBytes } from 'node:crypto';
import { markerTopic } from '../../office/intake/barrier.ts';
import { openCursors } from '../../office/intake/cursors.ts';
import type { SiteEvent } from '../../office/intake/event.ts';
import { followSites } from '../../office/intake/follow-sites.ts';
import { systemClock } from '../edge/system-clock.ts';
import { language } from '../process/console-language.ts';
import { advise, explain } from '../process/explain-failure.ts';
import { stopOnSignals } from '../process/start.ts';
import { type CentralBroker, centralSession } from './central-broker.ts';
import { followTexts } from './follow-texts.ts';

export interface FollowCommandOptions extends CentralBroker {
  readonly data: string;
  readonly from?: number;
}

/**
 * `loket follow`: prints the events of all sites on a central broker, one JSON line each, each event once and in order
 * within its site. Messages about gaps and sites go to standard error.
 */
export async function follow(options: FollowCommandOptions): Promise<void> {
  try {
    const say = followTexts[language(undefined)];
    const { from } = options;
    const cursors = openCursors(options.data);
    const client = `loket-follow-${process.pid}`;
    const connection = await centralSession(options, client, explain);
    /** What was printed, and comes again because the disk did not take the cursor. */
    const printed = new WeakSet<readonly SiteEvent[]>();
    const following = followSites({
      connection,
      cursors,
      clock: systemClock,
      account: options.username ?? client,
      boot: randomBytes(8).toString('hex'),
      apply(events) {
        if (!printed.has(events)) process.stdout.write(events.map(line).join(''));
        printed.add(events);
      },
      ...(from === undefined ? {} : { from }),
      told: {
        missing: (site, gap) => console.error(say.missing(site, gap.from, gap.to)),
        lost: (site, gap) => console.error(say.lost(site, gap.from, gap.to)),
        again: (site, { from, to }) => console.error(say.again(site, from, to)),
        twice: (site, [one, other]) => console.error(say.twice(site, one, other)),
        state: (site, state) => console.error(`${site}: ${state}`),
        notStored: (why) => advise(why),
        noMarkers: () => console.error(say.noMarkers(markerTopic(options.username ?? client))),
      },
    });
    stopOnSignals(async () => {
      await following.stop();
      await connection.close();
      cursors.close();
    });
  } catch (thrown) {
    explain(thrown);
    process.exitCode = 1;
  }
}

const line = ({ message, site, sequence }: SiteEvent): string =>
  `${JSON.stringify({ ...message, site, sequence })}\n`;
