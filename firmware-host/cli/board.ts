import type { BoardDoor } from '../../config/site.ts';
import { systemClock } from '../edge/system-clock.ts';
import type { Log } from '../log.ts';
import { boardSocket, openBoard } from '../web/board.ts';
import type { Feed } from '../web/feed.ts';
import { openWebServer } from '../web/server.ts';
import { openRefusalLog } from './refusal-log.ts';

/** Serves the board for the public where the site file says so. Rejects with a Fault when that is not possible. */
export async function serveBoard(
  { host, port, hosts }: BoardDoor,
  feed: Feed,
  log: Pick<Log, 'warn'>,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const board = openBoard(feed, systemClock);
  const server = await openWebServer({
    host,
    port,
    clock: systemClock,
    names: hosts,
    content: (path) => board.content(path === '/' ? '/board' : path),
    sockets: new Map([[boardSocket, board.greet]]),
    refused: openRefusalLog(systemClock, log, 'a browser was refused'),
  });
  return {
    port: server.port,
    close() {
      board.close();
      return server.close();
    },
  };
}
