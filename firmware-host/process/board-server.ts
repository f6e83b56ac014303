import type { BoardListener } from '../../config/site.ts';
import { systemClock } from '../edge/system-clock.ts';
import { type KeptOpen, keepOpening } from '../keep-opening.ts';
import type { Log } from '../log.ts';
import { boardSocket, openBoard } from '../web/board-page.ts';
import type { Feed } from '../web/feed.ts';
import { openWebServer } from '../web/web-server.ts';
import { openRefusalLog } from './refusal-log.ts';

/** Serves the board for the public if the site file has one: at once, or as soon as its port can be opened. */
export async function serveBoard(
  { host, port, hosts }: BoardListener,
  feed: Feed,
  log: Log,
): Promise<KeptOpen<{ readonly port: number; close(): Promise<void> }>> {
  const board = openBoard(feed, systemClock);
  const refused = openRefusalLog(systemClock, log, 'a browser was refused');
  const kept = await keepOpening({
    open: () =>
      openWebServer({
        ...{ host, port, clock: systemClock, names: hosts, refused },
        content: (path) => board.content(path === '/' ? '/board' : path),
        sockets: new Map([[boardSocket, board.greet]]),
      }),
    code: 'web.failed',
    clock: systemClock,
    told(fault) {
      if (fault === undefined) log.info({ port }, 'the board is served now');
      else log.warn({ code: fault.code }, fault.message);
    },
  });
  return {
    get listener() {
      return kept.listener;
    },
    get fault() {
      return kept.fault;
    },
    close() {
      board.close();
      return kept.close();
    },
  };
}
