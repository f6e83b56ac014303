import { webPages } from '../../config/site-shown.ts';
import { asFault } from '../../devices/fault.ts';
import { type hallPage, hallSocket } from '../../simulators/page/page.ts';
import { listenerLimits } from '../listeners/listener-limits.ts';
import type { Log } from '../log.ts';
import { eventsBefore } from '../process/last-events.ts';
import { openRefusalLog } from '../process/refusal-log.ts';
import { openSiteBoard, type SiteBoardParts } from '../process/site-board.ts';
import { openHallWeb } from '../web/hall-web.ts';
import type { OrderDesk, PageHolder } from '../web/page-feed.ts';
import { createWebSessions } from '../web/web-sessions.ts';

/** Only for browsers on this machine: the page can unplug every cable of the simulated hall. */
const host = '127.0.0.1';
/** Tried first, so that the address is the same every time; if it is taken, another port is used. */
const usualPort = 8480;

export interface HallPages {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the page of a simulated hall, with all pages of a real hall beside it. Nobody logs in, whatever accounts the
 * site has: who reaches the page of a simulated hall can do more there than any account. Port 0 takes any free port;
 * without a port, the usual one is tried first.
 */
export async function openHallPages(of: {
  readonly page: ReturnType<typeof hallPage>;
  /** What the pages are made of; its clock is that of this machine. */
  readonly shared: SiteBoardParts & { readonly log: Log };
  readonly desk: OrderDesk;
  /** The data folder, which has the journal. */
  readonly data: string;
  readonly port: number | undefined;
}): Promise<HallPages> {
  const { page, shared, desk } = of;
  const { clock, log } = shared;
  const board = await openSiteBoard(shared);
  const before = eventsBefore(of.data, shared.site().id, log);
  const serve = (port: number) =>
    openHallWeb({
      ...{ ...shared, board, desk, before, tls: undefined, passwords: undefined },
      web: { host, port, hosts: [], pages: webPages },
      sessions: createWebSessions<PageHolder>({ clock, limits: listenerLimits.pageSessions }),
      refused: openRefusalLog(clock, log, 'a browser was refused'),
      simulation: { content: page.content, sockets: new Map([[hallSocket, page.greet]]) },
    });
  const server = await serve(of.port ?? usualPort).catch((thrown: unknown) => {
    if (of.port !== undefined || asFault(thrown, 'web.failed').context.busy !== true) throw thrown;
    return serve(0);
  });
  return {
    port: server.port,
    async close() {
      page.close();
      board.close();
      await server.close();
    },
  };
}
