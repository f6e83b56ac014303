import { join } from 'node:path';
import type { WebListener } from '../../config/site-shown.ts';
import type { Fault } from '../../devices/fault.ts';
import { repeat } from '../async/interval.ts';
import { systemClock } from '../edge/system-clock.ts';
import type { Host } from '../host.ts';
import { keepOpening } from '../keep-opening.ts';
import { listenerLimits } from '../listeners/listener-limits.ts';
import type { Log } from '../log.ts';
import { openHallWeb } from '../web/hall-web.ts';
import type { PageHolder } from '../web/page-feed.ts';
import { createWebSessions } from '../web/web-sessions.ts';
import { WEB_SESSIONS } from './data-folder.ts';
import { eventsBefore } from './last-events.ts';
import type { OpenMqtt } from './mqtt-listener.ts';
import { openRefusalLog } from './refusal-log.ts';
import { openSiteBoard, type SiteBoardParts } from './site-board.ts';
import { createSessionFile, readSessions } from './web-session-file.ts';

/** The pages of the hall, as they are served. */
export interface HallWebServer {
  /** Undefined: its port is not open yet. */
  readonly port: number | undefined;
  /** Why the port is not open, and why the board shows no logo. */
  faults(): readonly Fault[];
  close(): Promise<void>;
}

/** Serves the pages of a site: at once, or as soon as its port can be opened. */
export async function serveHallWeb(
  web: WebListener,
  of: Omit<SiteBoardParts, 'clock'> & {
    readonly desk: Host['desk'];
    readonly mqtt: Pick<OpenMqtt, 'accounts' | 'tls'>;
    readonly data: string;
    readonly log: Log;
  },
): Promise<HallWebServer> {
  const { log, mqtt } = of;
  const clock = systemClock;
  const board = web.pages.includes('board') ? await openSiteBoard({ ...of, clock }) : undefined;
  const kept = keepSessions(of);
  const before = eventsBefore(of.data, of.site().id, log);
  const refused = openRefusalLog(clock, log, 'a browser was refused');
  const listening = await keepOpening({
    open: () =>
      openHallWeb({
        ...{ ...of, web, clock, board, refused, before },
        ...{ tls: mqtt.tls, passwords: mqtt.accounts?.passwords, sessions: kept.sessions },
      }),
    code: 'web.failed',
    clock,
    told(fault) {
      if (fault === undefined) log.info({ port: web.port }, 'the pages are served now');
      else log.warn({ code: fault.code }, fault.message);
    },
  });
  return {
    get port() {
      return listening.listener?.port;
    },
    faults: () => [listening.fault, board?.logoFault].flatMap((fault) => fault ?? []),
    async close() {
      board?.close();
      await listening.close();
      await kept.close();
    },
  };
}

/** The sessions of this run and of the one before. */
function keepSessions(
  of: Pick<Parameters<typeof serveHallWeb>[1], 'data' | 'log' | 'mqtt' | 'wall' | 'site'>,
) {
  const path = join(of.data, WEB_SESSIONS);
  const users = of.mqtt.accounts?.users ?? [];
  const times = { clock: systemClock, wall: of.wall };
  const common = { ...times, users, site: of.site().id, log: of.log };
  const sessions = createWebSessions<PageHolder>({
    ...{ clock: systemClock, limits: listenerLimits.pageSessions },
    kept: readSessions(path, common),
    changed: () => file.changed(),
  });
  const file = createSessionFile(path, { ...common, list: sessions.list });
  const stopSaving = repeat(
    systemClock,
    listenerLimits.pageSessions.sessionSavedMs,
    file.changed,
    'pages: save times of sessions',
  );
  return {
    sessions,
    close() {
      stopSaving();
      return file.close();
    },
  };
}
