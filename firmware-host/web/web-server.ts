import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../devices/ports.ts';
import { listenerLimits } from '../listeners/listener-limits.ts';
import type { ServerTls } from '../mqtt/embedded/open-listeners.ts';
import { openHttpDoor, type WebVisit } from './http-door.ts';
import { createPageSockets, type PageSockets } from './page-sockets.ts';
import type { WebOffender, WebRefusal } from './web-refusals.ts';
import { offenderOf, pathOf } from './web-request.ts';
import { createWelcome, refusalPage } from './welcome.ts';

export interface Content {
  readonly type: string;
  readonly body: Buffer;
  /** Names these bytes (RFC 9110, `ETag`): a browser may keep them for a while, then asks whether they are the same. */
  readonly tag?: string;
  /** Pages of other origins may load it as an image, and so see that this server is there. */
  readonly shared?: boolean;
}

export interface WebServer {
  readonly port: number;
  close(): Promise<void>;
}

/** How long a browser keeps what has a tag: a clip or a logo that was made anew is there after this long. */
const keptForS = 600;

/** Nothing is loaded from elsewhere and no inline script runs: a counter's name from the site file stays text. */
export const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

export interface WebServerOptions {
  readonly host: string;
  readonly port: number;
  /** If given, it speaks TLS only. */
  readonly tls?: ServerTls | undefined;
  readonly clock: Clock;
  /** Other names of this machine besides those it knows itself, without a port. */
  readonly names?: readonly string[];
  /** The part of the site file that has those names. */
  readonly part?: 'board' | 'web';
  /** The content at a path, for everybody; undefined when there is none. */
  readonly content: (path: string) => Content | undefined;
  /** Answers what is no content, and says whether it does. Only with it may requests have bodies. */
  readonly asked?: (visit: WebVisit, path: string) => boolean;
  /** The sockets, by their paths. */
  readonly sockets: PageSockets;
  readonly refused?: (refusal: WebRefusal, offender: WebOffender) => void;
}

/**
 * Serves pages and their sockets on `host`. A client that uses a name this machine does not have, or comes from a page
 * of another origin, gets a page with the reason. Rejects with `web.failed`, with `busy` in its context when another
 * program has the port; port 0 takes any free port.
 */
export async function openWebServer(of: WebServerOptions): Promise<WebServer> {
  const { host, clock, tls, part = 'board', refused = () => undefined } = of;
  let port = of.port;
  const mayCome = createWelcome(host, of.names ?? [], () => port, tls === undefined ? 'http' : 'https');
  const { strangers, members, webIn: bytesIn } = { ...listenerLimits, ...listenerLimits.web };
  const limits = { strangers, members, bytesIn };
  const page = createPageSockets({ ...of, refused, mayCome });
  const door = await openHttpDoor({
    ...{ host, port, tls, clock },
    limits: of.asked === undefined ? limits : { ...limits, bodyWaitMs: listenerLimits.bodyWaitMs },
    refused: (refusal, address) => refused(refusal, { address }),
    serve(visit) {
      const { request, response } = visit;
      const refusal = mayCome(request);
      if (refusal !== undefined) {
        refused(refusal, offenderOf(request));
        refuse(response, 403, refusalPage(refusal, request.headers, part));
      } else if (!answered(visit, of.content) && of.asked?.(visit, pathOf(request)) !== true)
        refuse(response, reads(request) ? 404 : 405);
    },
    upgrade: page.upgrade,
  });
  port = door.port;
  return {
    port,
    close() {
      page.close();
      return door.close();
    },
  };
}

const reads = ({ method }: Pick<IncomingMessage, 'method'>) => method === 'GET' || method === 'HEAD';

/** Sends what is at the path of a request; false when there is nothing. */
function answered({ request, response }: WebVisit, content: WebServerOptions['content']): boolean {
  const found = reads(request) ? content(pathOf(request)) : undefined;
  if (found === undefined) return false;
  const isKnown = found.tag !== undefined && request.headers['if-none-match'] === `"${found.tag}"`;
  response.writeHead(isKnown ? 304 : 200, {
    ...headersOf(found),
    'content-security-policy': policyFor(request.headers.host),
    ...(isKnown ? {} : { 'content-type': found.type, 'content-length': found.body.length }),
  });
  response.end(isKnown || request.method === 'HEAD' ? undefined : found.body);
  return true;
}

const headersOf = ({ tag, shared }: Content) => ({
  ...securityHeaders,
  ...(tag === undefined ? {} : { etag: `"${tag}"`, 'cache-control': `max-age=${keptForS}` }),
  ...(shared === true ? { 'cross-origin-resource-policy': 'cross-origin' } : {}),
});

/** To the browsers of televisions 'self' does not include sockets of the same host (Chromium 67): they are named. */
export function policyFor(host: string | undefined): string {
  const policy = securityHeaders['content-security-policy'];
  if (host === undefined || !/^[\w.:[\]-]+$/.test(host)) return policy;
  return policy.replace("connect-src 'self'", `connect-src 'self' ws://${host} wss://${host}`);
}

function refuse(response: ServerResponse, status: number, text = ''): void {
  const type = { 'content-type': 'text/plain; charset=utf-8' };
  response.writeHead(status, { ...securityHeaders, ...(text === '' ? {} : type), connection: 'close' });
  response.end(text);
}
