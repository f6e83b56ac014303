import type { ServerResponse } from 'node:http';
import type { Clock } from '../../devices/ports.ts';
import { listenerLimits } from '../listeners/listener-limits.ts';
import type { WebVisit } from './http-door.ts';
import {
  leadsTo,
  loginReply,
  type PageAnswerParts,
  type PageProblem,
  type PageReply,
  pageReply,
} from './page-answers.ts';
import type { PageHolder } from './page-feed.ts';
import { type Body, isOwnPage, readBody } from './request-body.ts';
import { replyHeaders } from './send-body.ts';
import type { WebCookie } from './web-cookie.ts';
import { createWebLogin, credentialsIn } from './web-login.ts';
import type { WebOffender, WebRefusal } from './web-refusals.ts';
import { offenderOf } from './web-request.ts';
import { policyFor } from './web-server.ts';
import type { WebSessions } from './web-sessions.ts';
import { webTexts } from './web-texts.ts';

/** What the requests of the hall's pages are answered from. */
export interface HallRequestParts extends PageAnswerParts {
  readonly clock: Clock;
  readonly sessions: WebSessions<PageHolder>;
  readonly cookie: WebCookie;
  /** Undefined: the site has no users. */
  readonly passwords: Parameters<typeof createWebLogin>[0] | undefined;
  readonly isSecure: boolean;
  readonly refused: (refusal: WebRefusal, offender: WebOffender) => void;
}

/**
 * Answers what is no file: the pages for who may open them, the login, and who somebody is. Returns whether the request
 * is one of these.
 */
export function createHallRequests(of: HallRequestParts): (visit: WebVisit, path: string) => boolean {
  const headers = {
    ...replyHeaders(of.isSecure),
    // With `no-referrer` a browser would not say that the form is our own.
    'referrer-policy': 'same-origin',
  };
  const logIn = createLogin(of);
  return (visit, path) => {
    const { request, response } = visit;
    if (request.method === 'GET' || request.method === 'HEAD') {
      const reply = pageReply(of, request, path);
      if (reply !== undefined) send(response, headers, reply);
      return reply !== undefined;
    }
    if (request.method !== 'POST' || (path !== '/login' && path !== '/logout')) return false;
    const reply = path === '/login' ? logIn(visit) : logOut(of, visit);
    // Nothing may end the process because somebody wants to log in.
    const whatever = reply.catch((): PageReply => {
      of.refused('failed', offenderOf(request));
      return loginReply(of, of.readers(request), { problem: 'failed' });
    });
    void whatever.then((what) => send(response, headers, what));
    return true;
  };
}

/** Logs in, by a form or by JSON: each gets its own kind of answer. */
function createLogin(of: HallRequestParts): (visit: WebVisit) => Promise<PageReply> {
  const check = of.passwords && createWebLogin(of.passwords, of.clock, listenerLimits.pageLogins);
  return async (visit) => {
    const body = await bodyOf(of, visit);
    if ('refusal' in body)
      return refusal(of, visit, body, body.refusal === 'too-long' ? 'too-long' : 'bad-request');
    const given = credentialsIn(body.value);
    if (given === undefined) return refusal(of, visit, body, 'bad-request');
    const role = check === undefined ? 'wrong' : await check(given.name, given.password, visit.address);
    if (role === 'wrong' || role === 'too-many') {
      of.refused(role === 'wrong' ? 'login' : 'too-many-logins', offenderOf(visit.request));
      return refusal(of, visit, body, role);
    }
    // Whoever logs in again in this browser leaves the session of before.
    of.readers(visit.request).session?.end();
    const cookie = of.cookie.set(of.sessions.begin({ name: given.name, role }));
    if (!body.isForm) return { status: 200, json: { name: given.name, role }, cookie };
    return { status: 303, to: leadsTo(of, body.value.to), cookie };
  };
}

async function logOut(of: HallRequestParts, visit: WebVisit): Promise<PageReply> {
  const body = await bodyOf(of, visit);
  if ('refusal' in body && body.refusal === 'too-long') return refusal(of, visit, body, 'too-long');
  if (!isOwnPage(visit.request)) return refusal(of, visit, body, 'bad-request');
  of.readers(visit.request).session?.end();
  const isForm = 'isForm' in body && body.isForm;
  return {
    ...(isForm ? { status: 303, to: '/login' } : { status: 200, json: {} }),
    cookie: of.cookie.clear(),
  };
}

async function bodyOf(of: HallRequestParts, { request }: WebVisit): Promise<Body> {
  if (!isOwnPage(request)) {
    of.refused('origin', offenderOf(request));
    return { refusal: 'not-json' };
  }
  return readBody(request, of.clock, listenerLimits, true);
}

function refusal(of: HallRequestParts, { request }: WebVisit, body: Body, problem: PageProblem): PageReply {
  const isForm = 'isForm' in body && body.isForm;
  const reading = of.readers(request);
  const page = loginReply(of, reading, {
    problem,
    ...('value' in body ? { to: leadsTo(of, body.value.to) } : {}),
  });
  if (isForm) return page;
  return {
    status: page.status,
    json: { error: { code: problem, text: webTexts[problem][of.site().language] } },
  };
}

function send(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  { status, html, json, to, cookie }: PageReply,
): void {
  if (response.destroyed) return;
  const body = Buffer.from(html ?? (json === undefined ? '' : JSON.stringify(json)));
  const type = html === undefined ? 'application/json' : 'text/html';
  response.writeHead(status, {
    ...headers,
    'content-security-policy': policyFor(response.req.headers.host).replace(
      "form-action 'none'",
      "form-action 'self'",
    ),
    'content-type': `${type}; charset=utf-8`,
    'content-length': body.length,
    ...(to === undefined ? {} : { location: to }),
    ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
    // What is left of a body that was not read to its end would be taken for a request.
    ...(status >= 400 ? { connection: 'close' } : {}),
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
