import { asFault } from '../../devices/fault.ts';
import { type hallPage, hallSocket } from '../../simulators/page/page.ts';
import { openSiteBoard, type SiteBoardParts } from '../process/site-board.ts';
import { boardSocket } from '../web/board-page.ts';
import { openWebServer } from '../web/web-server.ts';

/** Only for browsers on this machine: the page can unplug every cable of the simulated hall. */
const host = '127.0.0.1';
/** Tried first, so that the address is the same every time; if it is taken, another port is used. */
const usualPort = 8480;

export interface HallPages {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the page of a simulated hall, and the board beside it. Port 0 takes any free port; without a port, the usual
 * one is tried first.
 */
export async function openHallPages(of: {
  readonly page: ReturnType<typeof hallPage>;
  /** What the board is made of; its clock is that of this machine. */
  readonly board: SiteBoardParts;
  readonly port: number | undefined;
}): Promise<HallPages> {
  const board = await openSiteBoard(of.board);
  const serve = (port: number) =>
    openWebServer({
      host,
      port,
      clock: of.board.clock,
      content: (path) => of.page.content(path) ?? board.content(path),
      sockets: new Map([
        [hallSocket, of.page.greet],
        [boardSocket, board.greet],
      ]),
    });
  const server = await serve(of.port ?? usualPort).catch((thrown: unknown) => {
    if (of.port !== undefined || asFault(thrown, 'web.failed').context.busy !== true) throw thrown;
    return serve(0);
  });
  return {
    port: server.port,
    async close() {
      of.page.close();
      board.close();
      await server.close();
    },
  };
}
