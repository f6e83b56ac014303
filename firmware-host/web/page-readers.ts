import type { IncomingMessage } from 'node:http';
import { isThisMachine } from '../listeners/places.ts';
import type { PageVisitor } from './hall-access.ts';
import { isOwnHost, loopbackNames } from './names.ts';
import type { PageHolder } from './page-feed.ts';
import type { WebCookie } from './web-cookie.ts';
import type { WebSession, WebSessions } from './web-sessions.ts';

/** Who sent a request, and the session that it belongs to. */
export interface PageReading {
  readonly session: WebSession<PageHolder> | undefined;
  readonly who: PageVisitor;
}

export type PageReaders = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => PageReading;

/** What a proxy adds: then the browser is elsewhere, although the connection comes from this machine. */
const ofProxy = /^(forwarded|via|x-forwarded-.+|x-real-ip)$/;

/** Recognises readers. On a machine without accounts its own browser may do everything, as its MQTT clients may. */
export function createPageReaders(of: {
  readonly sessions: WebSessions<PageHolder>;
  readonly cookie: WebCookie;
  readonly hasAccounts: boolean;
  readonly port: () => number;
}): PageReaders {
  const isHere = ({ headers, socket }: Parameters<PageReaders>[0]): boolean =>
    isThisMachine(socket.remoteAddress ?? '') &&
    isOwnHost(headers.host, of.port(), loopbackNames) &&
    !Object.keys(headers).some((name) => ofProxy.test(name));
  return (request) => {
    const token = of.cookie.read(request.headers.cookie);
    const session = token === undefined ? undefined : of.sessions.use(token);
    const here = isHere(request);
    const role = session?.holder.role ?? (here && !of.hasAccounts ? 'maintain' : undefined);
    return { session, who: { role, here } };
  };
}
