import type { BoardDoor } from '../../config/site.ts';
import { systemClock } from '../edge/system-clock.ts';
import { boardSocket, openBoard } from '../web/board.ts';
import type { Feed } from '../web/feed.ts';
import { openWebServer } from '../web/server.ts';

/** Serves the board for the public where the site file says so. Rejects with a Fault when that is not possible. */
export async function serveBoard(
  { host, port }: BoardDoor,
  feed: Feed,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const board = openBoard(feed, systemClock);
  const server = await openWebServer({
    host,
    port,
    content: (path) => board.content(path === '/' ? '/board' : path),
    sockets: new Map([[boardSocket, board.greet]]),
  });
  return {
    port: server.port,
    close() {
      board.close();
      return server.close();
    },
  };
}
