import type { Site } from '../../config/site.ts';
import type { WebListener, WebPage } from '../../config/site-shown.ts';
import type { Clock } from '../../devices/ports.ts';
import { repeat } from '../async/interval.ts';
import type { ServerTls } from '../mqtt/embedded/open-listeners.ts';
import type { Users } from '../mqtt/embedded/users.ts';
import { type BoardPage, boardSocket, herePath } from './board-page.ts';
import { builtFiles } from './built-pages.ts';
import type { Feed } from './feed.ts';
import type { FeedMessage } from './feed-messages.ts';
import { mayOpen } from './hall-access.ts';
import { createHallRequests } from './hall-requests.ts';
import { type OrderDesk, openPageFeeds, type PageFeeds, type PageHolder } from './page-feed.ts';
import { placeOfSocket } from './page-place.ts';
import { createPageReaders, type PageReaders } from './page-readers.ts';
import type { PageSockets } from './page-sockets.ts';
import { createStatusTeller } from './status-teller.ts';
import { webCookie } from './web-cookie.ts';
import { offenderOf } from './web-request.ts';
import { type Content, openWebServer, type WebServer, type WebServerOptions } from './web-server.ts';
import type { WebSessions } from './web-sessions.ts';

/** What the web server of the hall is made of. */
export interface HallWebParts {
  readonly web: WebListener;
  readonly tls: ServerTls | undefined;
  readonly clock: Clock;
  /** The time of the hall, in Unix ms. */
  readonly wall: () => number;
  readonly site: () => Site;
  readonly feed: Feed;
  readonly desk: OrderDesk;
  /** Those of the broker; undefined: there are no accounts. */
  readonly passwords: Users | undefined;
  readonly sessions: WebSessions<PageHolder>;
  /** The board, if it is one of the pages. */
  readonly board: Pick<BoardPage, 'content' | 'greet'> | undefined;
  readonly refused: NonNullable<WebServerOptions['refused']>;
  /** The last events of the run before, the oldest first. */
  readonly before: readonly FeedMessage[];
  /** Only of a simulated hall: its own page, which comes first, and its socket. Nobody else is given more by it. */
  readonly simulation?: { readonly content: WebServerOptions['content']; readonly sockets: PageSockets };
}

const sweepEveryMs = 60_000;

/** Serves the pages of the hall. Rejects with `web.failed` when it cannot listen there. */
export async function openHallWeb(of: HallWebParts): Promise<WebServer> {
  const { web, tls, clock, sessions, board, refused, simulation } = of;
  const isSecure = tls !== undefined;
  const hasAccounts = of.passwords !== undefined;
  const isSimulated = simulation !== undefined;
  let port = web.port;
  const cookie = webCookie(isSecure, () => port);
  const readers = createPageReaders({ sessions, cookie, hasAccounts, port: () => port });
  const status = createStatusTeller({ ...of, site: of.site().id });
  const feeds = openPageFeeds({ ...of, status, isSimulated });
  const files = filesOf(web.pages);
  const stopSweeping = repeat(clock, sweepEveryMs, () => sessions.sweep(), 'pages: idle sessions');
  const stop = (): void => {
    stopSweeping();
    feeds.close();
    status.close();
  };
  try {
    const server = await openWebServer({
      ...{ host: web.host, port, names: web.hosts, part: 'web', tls, clock, refused },
      content: (path) =>
        simulation?.content(path) ??
        (path.endsWith('.html') ? undefined : files.get(path)) ??
        board?.content(path),
      asked: createHallRequests({
        ...{ ...of, pages: web.pages, readers, hasAccounts, isSimulated, cookie, isSecure },
        file: (page) => files.get(`/${page}.html`),
      }),
      sockets: socketsOf({ ...of, readers, feeds }),
    });
    port = server.port;
    return {
      port,
      close() {
        stop();
        return server.close();
      },
    };
  } catch (thrown) {
    stop();
    throw thrown;
  }
}

/** The files of the pages by path. They say nothing of the hall: everybody who reaches the server may have them. */
function filesOf(pages: readonly WebPage[]): ReadonlyMap<string, Content> {
  const own = pages.filter((page) => page !== 'board');
  const names = own.flatMap((page) => [`${page}.html`, `${page}.js`, `${page}.css`]);
  const built = builtFiles([...names, 'login.css', 'icon.svg']);
  const files = new Map<string, Content>([...built].map(([name, content]) => [`/${name}`, content]));
  // The waiting page of a kiosk asks for it, whatever the kiosk shows.
  const icon = built.get('icon.svg');
  if (icon !== undefined) files.set(herePath, { ...icon, shared: true });
  return files;
}

function socketsOf({
  ...of
}: HallWebParts & { readonly readers: PageReaders; readonly feeds: PageFeeds }): PageSockets {
  const { web, readers, feeds, refused } = of;
  return {
    get(path, request) {
      if (path === boardSocket) return of.board?.greet;
      const ofSimulation = of.simulation?.sockets.get(path, request);
      if (ofSimulation !== undefined) return ofSimulation;
      const place = placeOfSocket(path);
      if (place === undefined || !web.pages.includes(place.page)) return undefined;
      if ('counter' in place && !of.site().counters.has(place.counter)) return undefined;
      const { session, who } = readers(request);
      if (!mayOpen(place.page, who)) {
        refused('role', offenderOf(request));
        return undefined;
      }
      if (!feeds.hasPlace(session)) {
        refused('no-place', offenderOf(request));
        return undefined;
      }
      const flooded = () => refused('too-many-orders', offenderOf(request));
      return (visitor) => feeds.greet({ place, session, who, flooded }, visitor);
    },
  };
}
