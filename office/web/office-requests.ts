import type { IncomingMessage } from 'node:http';
import { Fault } from '../../devices/fault.ts';
import type { Clock } from '../../devices/ports.ts';
import type { WebVisit } from '../../firmware-host/web/http-door.ts';
import { isOwnPage, readBody } from '../../firmware-host/web/request-body.ts';
import { replyHeaders } from '../../firmware-host/web/send-body.ts';
import { webCookie } from '../../firmware-host/web/web-cookie.ts';
import { credentialsIn } from '../../firmware-host/web/web-login.ts';
import type { EventStreams } from './event-streams.ts';
import { jsonReply, type WebReply } from './http-reply.ts';
import type { IncidentNotes } from './incident-notes.ts';
import { meOf, type OfficeRoute, officeRoutes } from './office-routes.ts';
import type { OfficeHolder, OfficeSession, OfficeSessions, RefusedClient } from './office-session.ts';
import { type createOfficeLogin, mayDo, type OfficeUser } from './office-users.ts';
import { officeWebLimits } from './office-web-limits.ts';
import type { OfficeReports } from './report-maker.ts';
import type { WindowStore } from './route-call.ts';
import type { SiteRows } from './site-rows.ts';

/** Answers a request; undefined: it is answered already, or is being streamed to. Never rejects. */
export type OfficeRequests = (visit: WebVisit, path: string) => Promise<WebReply | undefined>;

interface Parts {
  readonly sessions: OfficeSessions;
  /** The user with what the user sees. */
  readonly holderOf: (user: OfficeUser) => OfficeHolder;
  readonly login: ReturnType<typeof createOfficeLogin>;
  readonly rows: SiteRows;
  readonly notes: IncidentNotes;
  readonly windowStore: WindowStore;
  readonly reports: OfficeReports;
  readonly streams: EventStreams;
  readonly clock: Clock;
  readonly wall: () => number;
  readonly refused: RefusedClient;
  readonly failed: (why: unknown) => void;
  readonly isSecure: boolean;
  /** The one that it listens at. */
  readonly port: () => number;
}

/**
 * Who may ask for what: whatever changes something has to come from the office's own page, everything but the login
 * needs a session, and each route a role.
 */
export function createOfficeRequests(of: Parts): OfficeRequests {
  const cookie = webCookie(of.isSecure, of.port);
  const sessionOf = ({ request }: WebVisit): OfficeSession | undefined => {
    const token = cookie.read(request.headers.cookie);
    return token === undefined ? undefined : of.sessions.use(token);
  };
  const headers = replyHeaders(of.isSecure);

  async function logIn(visit: WebVisit, body: Readonly<Record<string, unknown>>): Promise<WebReply> {
    const given = credentialsIn(body);
    if (given === undefined) return { refusal: 'bad-field' };
    const user = await of.login(given.name, given.password, visit.address);
    if (user === 'wrong' || user === 'too-many') {
      const refusal = user === 'wrong' ? 'login' : 'too-many';
      of.refused(refusal, visit.address);
      return { refusal };
    }
    sessionOf(visit)?.end();
    return jsonReply(meOf(user), cookie.set(of.sessions.begin(of.holderOf(user))));
  }

  async function answer(visit: WebVisit, path: string): Promise<WebReply | undefined> {
    const { request, response } = visit;
    const changes = request.method !== 'GET' && request.method !== 'HEAD';
    if (changes && !isOwnPage(request)) {
      of.refused('origin', visit.address);
      return { refusal: 'origin' };
    }
    const body = changes ? await readBody(request, of.clock, officeWebLimits) : { value: {} };
    if ('refusal' in body) return body;
    if (path === '/api/login' && request.method === 'POST') return logIn(visit, body.value);
    const session = sessionOf(visit);
    // That nobody is logged in is an answer too, to the one question.
    if (session === undefined && path === '/api/me' && !changes) return { json: 'null' };
    if (session === undefined) return { refusal: 'session', cookie: cookie.clear() };
    if (!session.mayAsk()) return { refusal: 'too-many' };
    if (path === '/api/logout' && request.method === 'POST') {
      session.end();
      return { json: '{}', cookie: cookie.clear() };
    }
    if (path === '/api/events' && request.method === 'GET') {
      if (!visit.join()) return { refusal: 'too-many' };
      of.streams.serve(session, response, headers);
      return undefined;
    }
    const found = routeOf(request.method === 'HEAD' ? 'GET' : (request.method ?? ''), path);
    if ('refusal' in found) return found;
    const { route, id } = found;
    const { user, scope } = session.holder;
    if (!mayDo(user, route.role)) return { refusal: 'role' };
    const { rows, notes, windowStore, reports, clock } = of;
    const asked = { scope, user, id, body: body.value, query: queryOf(request), now: of.wall() };
    return route.answer({ ...asked, rows, notes, windowStore, reports, clock });
  }

  return async (visit, path) => {
    try {
      return await answer(visit, path);
    } catch (thrown) {
      of.failed(thrown);
      return { refusal: thrown instanceof Fault && thrown.code.startsWith('store.') ? 'store' : 'failed' };
    }
  };
}

const queryOf = ({ url = '' }: Pick<IncomingMessage, 'url'>): URLSearchParams =>
  new URLSearchParams(url.split('?').slice(1).join('?'));

function routeOf(
  method: string,
  path: string,
): { readonly route: OfficeRoute; readonly id: string } | { readonly refusal: 'unknown' | 'method' } {
  const asked = path.split('/');
  let isThere = false;
  for (const route of officeRoutes) {
    const parts = route.path.split('/');
    const isIt =
      parts.length === asked.length && parts.every((part, at) => part === '{id}' || part === asked[at]);
    if (!isIt) continue;
    isThere = true;
    if (route.method !== method) continue;
    const id = decoded(asked[parts.indexOf('{id}')] ?? '');
    return id === undefined ? { refusal: 'unknown' } : { route, id };
  }
  return { refusal: isThere ? 'method' : 'unknown' };
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    // It is no encoded text, so no id either.
    return undefined;
  }
}
