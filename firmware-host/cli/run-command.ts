import { createRunningSite } from '../../config/running-site.ts';
import type { WebListener } from '../../config/site-shown.ts';
import { plain } from '../../config/texts/words.ts';
import { noClips } from '../../devices/speaker/sound-format.ts';
import { openPorts } from '../edge/open-ports.ts';
import { systemAsleepMs, systemClock, systemTimeTrusted, systemWall } from '../edge/system-clock.ts';
import { serveBoard } from '../process/board-server.ts';
import { language } from '../process/console-language.ts';
import { advise } from '../process/explain-failure.ts';
import { serveHallWeb } from '../process/hall-web-server.ts';
import { siteFrom } from '../process/site-file.ts';
import {
  reloadOnSignal,
  type StartOptions,
  start,
  stopOnSignals,
  tellWaitsOnSignal,
} from '../process/start.ts';
import { surviveDrivers } from '../process/survive-drivers.ts';
import { commandTexts } from './command-texts.ts';
import { writeCompileCache } from './compile-cache.ts';
import { consoleTexts } from './console-texts.ts';

/** `loket run SITE`: runs the real hall until a signal. */
export async function runSite(options: StartOptions): Promise<void> {
  // Before the hall opens: its loop does not wait for a disk.
  writeCompileCache();
  const site = await siteFrom(options.siteFile);
  if (site === undefined) {
    process.exitCode = 1;
    return;
  }
  const time = { wall: systemWall, trusted: systemTimeTrusted(systemClock), asleepMs: systemAsleepMs };
  surviveDrivers();
  const ports = openPorts(systemClock, (way) => console.log(commandTexts().gpio(way)), noClips);
  const running = createRunningSite(site);
  const started = await start(running, ports, time, options);
  if (started === undefined) return;
  // This comes first: without a handler, SIGHUP and SIGUSR2 end a process.
  reloadOnSignal(started.host, options.watch === true ? options.siteFile : undefined);
  tellWaitsOnSignal(systemClock, started.log);
  const { host, feed, log, voice, mqtt } = started;
  const shared = feed && {
    ...{ feed, log, wall: host.wall, site: running.site, siteFile: options.siteFile, clips: voice.clips },
  };
  const board = site.board && shared && (await serveBoard(site.board, shared));
  const web =
    site.web &&
    shared &&
    (await serveHallWeb(site.web, { ...shared, mqtt, desk: host.desk, data: options.data }));
  for (const one of [board, web]) if (one !== undefined) started.watchListener(one.faults);
  stopOnSignals(async () => {
    await board?.close();
    await web?.close();
    await started.stop();
  });
  const say = consoleTexts[language(site.language)];
  console.log(say.runs(plain(`${site.title} (${site.id})`), mqtt.url, `loket/v1/${site.id}/#`));
  if (board?.port !== undefined) console.log(say.board(`http://${site.board?.host}:${board.port}/board`));
  if (web?.port !== undefined && site.web !== undefined)
    console.log(say.pages(addressesOf(site.web, web.port, mqtt.tls === undefined ? 'http' : 'https')));
  // The hall also runs without one of its listeners.
  for (const fault of [...mqtt.listenerFaults(), ...(board?.faults() ?? []), ...(web?.faults() ?? [])])
    advise(fault);
}

/** The addresses of the pages of a site; that of a counter has its id. */
function addressesOf({ host, pages }: WebListener, port: number, scheme: 'http' | 'https'): string {
  const named = host.includes(':') ? `[${host}]` : host;
  const paths = pages.map((page) => (page === 'counter' || page === 'rating' ? `/${page}/ID` : `/${page}`));
  return `${scheme}://${named}:${port} ${paths.join(' ')}`;
}
