import type { BoardDoor } from '../../config/site.ts';
import { openPorts } from '../edge/ports.ts';
import { systemAsleepMs, systemClock, systemTimeTrusted, systemWall } from '../edge/system-clock.ts';
import type { Feed } from '../web/feed.ts';
import { serveBoard } from './board.ts';
import { consoleTexts } from './console-texts.ts';
import { explain } from './explain.ts';
import { language, siteFrom } from './site-file.ts';
import { reloadOnSignal, type StartOptions, start, stopOnSignals } from './start.ts';
import { surviveDrivers } from './survive-drivers.ts';

/** `loket run SITE`: the real hall, until a signal. */
export async function runSite(options: StartOptions): Promise<void> {
  const site = await siteFrom(options.siteFile);
  if (site === undefined) {
    process.exitCode = 1;
    return;
  }
  const time = { wall: systemWall, trusted: systemTimeTrusted(systemClock), asleepMs: systemAsleepMs };
  surviveDrivers();
  const ports = openPorts(systemClock, (way) => console.log(`GPIO lines are reached ${way}`));
  const started = await start(site, ports, time, options);
  if (started === undefined) return;
  const board = site.board && started.feed && (await boardOf(site.board, started.feed));
  stopOnSignals(async () => {
    await board?.close();
    await started.stop();
  });
  reloadOnSignal(started.host, options.watch === true ? options.siteFile : undefined);
  const say = consoleTexts[language(site.language)];
  console.log(say.runs(`${site.title} (${site.id})`, started.mqtt.url, `loket/v1/${site.id}/#`));
  if (board !== undefined) console.log(say.board(`http://${site.board?.host}:${board.port}/board`));
}

/** Without its board the hall goes on, and says so. */
async function boardOf(door: BoardDoor, feed: Feed) {
  try {
    return await serveBoard(door, feed);
  } catch (thrown) {
    explain(thrown);
    process.exitCode = 0;
    return undefined;
  }
}
