import type { BoardListener } from '../../config/site-shown.ts';
import type { Fault } from '../../devices/fault.ts';
import { systemClock } from '../edge/system-clock.ts';
import { keepOpening } from '../keep-opening.ts';
import type { Log } from '../log.ts';
import { boardSocket } from '../web/board-page.ts';
import { openWebServer } from '../web/web-server.ts';
import { openRefusalLog } from './refusal-log.ts';
import { openSiteBoard, type SiteBoardParts } from './site-board.ts';

/** The board for the public, as it is served. */
export interface BoardServer {
  /** Undefined: its port is not open yet. */
  readonly port: number | undefined;
  /** Why the port is not open, and why the logo is not shown. */
  faults(): readonly Fault[];
  close(): Promise<void>;
}

/** Serves the board of a site: at once, or as soon as its port can be opened. */
export async function serveBoard(
  { host, port, hosts }: BoardListener,
  of: Omit<SiteBoardParts, 'clock'> & { readonly log: Log },
): Promise<BoardServer> {
  const { log } = of;
  const board = await openSiteBoard({ ...of, clock: systemClock });
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
    get port() {
      return kept.listener?.port;
    },
    faults: () => [kept.fault, board.logoFault].flatMap((fault) => fault ?? []),
    close() {
      board.close();
      return kept.close();
    },
  };
}
