import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { Fault } from '../../devices/fault.ts';
import type { Clock } from '../../devices/ports.ts';
import { listenerLimits } from '../listeners/listener-limits.ts';
import { createReception, type Guest, type ReceptionRefusal } from '../listeners/reception.ts';
import { createWebTraffic, meter, type TrafficRefusal, type WebTraffic } from '../listeners/web-traffic.ts';
import { createWelcome, plainName, refusalPage } from './welcome.ts';

export interface Content {
  readonly type: string;
  readonly body: Buffer;
  /** Names these bytes (RFC 9110, `ETag`): a browser may keep them for a while, then asks whether they are the same. */
  readonly tag?: string;
  /** Pages of other origins may load it as an image, and so see that this server is there. */
  readonly shared?: boolean;
}

/** A connected browser. */
export interface WebVisitor {
  /** Sends a message as JSON. Never blocks and never throws. */
  tell(message: object): void;
  /** Sets the only listener. */
  onLine(listener: (line: string) => void): void;
  onGone(listener: () => void): void;
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

export type WebRefusal = ReceptionRefusal | TrafficRefusal | 'host' | 'origin' | 'no-place';

/** The refused client, and the host name or origin that it sent. */
export interface WebOffender {
  readonly address: string;
  readonly said?: string | undefined;
}

export interface WebServerOptions {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  /** Other names of this machine besides those it knows itself, without a port. */
  readonly names?: readonly string[];
  /** The content at a path; undefined when there is none. */
  readonly content: (path: string) => Content | undefined;
  /** The sockets, by their paths. */
  readonly sockets: ReadonlyMap<string, (visitor: WebVisitor) => void>;
  readonly refused?: (refusal: WebRefusal, offender: WebOffender) => void;
}

/**
 * Serves pages and their sockets on `host`. A client that uses a name this machine does not have, or comes from a page
 * of another origin, gets a page with the reason. Rejects with `web.failed`, with `busy` in its context when another
 * program has the port; port 0 takes any free port.
 */
export async function openWebServer(of: WebServerOptions): Promise<WebServer> {
  const { clock, refused = () => undefined } = of;
  let port = of.port;
  const mayCome = createWelcome(of.host, of.names ?? [], () => port);
  const receive = createReception({
    ...{ clock, ...listenerLimits.web },
    refuse: (refusal, address) => refused(refusal, { address }),
  });
  const guests = new WeakMap<Duplex, Guest>();

  const server = createServer(
    { maxHeaderSize: listenerLimits.httpHeadMax, keepAliveTimeout: listenerLimits.silenceMs },
    (request, response) => {
      guests.get(request.socket)?.spoke();
      response.once('close', () => trafficOf(request.socket)?.answered());
      const refusal = mayCome(request);
      if (refusal === undefined) return answer(request, response, of.content);
      refused(refusal, offenderOf(request));
      refuse(response, 403, refusalPage(refusal, request.headers));
    },
  );
  server.timeout = listenerLimits.httpIdleMs;
  const trafficOf = meter(
    server,
    'connection',
    () => createWebTraffic(clock, listenerLimits.webIn),
    (refusal, address) => refused(refusal, { address }),
  );
  server.prependListener('connection', (socket: Socket) => {
    const guest = receive(socket);
    if (guest !== undefined) guests.set(socket, guest);
  });
  const sockets = openSockets(server, { ...of, refused, mayCome, guests, trafficOf });

  port = await listening(server, of.host, port);
  return {
    port,
    close() {
      for (const open of sockets.clients) open.terminate();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

/** Lets pages open the available sockets, each guest in a place of its own. */
function openSockets(
  server: Server,
  of: Pick<WebServerOptions, 'sockets'> & {
    readonly refused: NonNullable<WebServerOptions['refused']>;
    readonly mayCome: ReturnType<typeof createWelcome>;
    readonly guests: WeakMap<Duplex, Guest>;
    readonly trafficOf: (socket: Duplex) => Pick<WebTraffic, 'upgraded'> | undefined;
  },
): WebSocketServer {
  const { refused, mayCome, guests, trafficOf } = of;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: listenerLimits.lineMax,
    perMessageDeflate: false,
  });
  server.on('upgrade', (request, socket, head) => {
    const guest = guests.get(socket);
    guest?.spoke();
    const greet = of.sockets.get(pathOf(request));
    // A browser always sends the origin of a socket; a socket without one is not from our pages.
    const refusal = request.headers.origin === undefined ? 'origin' : mayCome(request);
    if (greet === undefined || guest === undefined || refusal !== undefined) {
      if (refusal !== undefined) refused(refusal, offenderOf(request));
      turnAway(socket, '403 Forbidden');
    } else if (!guest.join(guest.address)) {
      refused('no-place', offenderOf(request));
      turnAway(socket, '503 Service Unavailable');
    } else {
      trafficOf(socket)?.upgraded();
      sockets.handleUpgrade(request, socket, head, (open) => greet(visitorOf(open)));
    }
  });
  return sockets;
}

/** Resolves with the port when the server listens there. */
async function listening(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenFault(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  content: (path: string) => Content | undefined,
): void {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const found = reads ? content(pathOf(request)) : undefined;
  if (found === undefined) {
    refuse(response, reads ? 404 : 405);
    return;
  }
  const isKnown = found.tag !== undefined && request.headers['if-none-match'] === `"${found.tag}"`;
  response.writeHead(isKnown ? 304 : 200, {
    ...headersOf(found),
    'content-security-policy': policyFor(request.headers.host),
    ...(isKnown ? {} : { 'content-type': found.type, 'content-length': found.body.length }),
  });
  response.end(isKnown || request.method === 'HEAD' ? undefined : found.body);
}

const headersOf = ({ tag, shared }: Content) => ({
  ...securityHeaders,
  ...(tag === undefined ? {} : { etag: `"${tag}"`, 'cache-control': `max-age=${keptForS}` }),
  ...(shared === true ? { 'cross-origin-resource-policy': 'cross-origin' } : {}),
});

/** To the browsers of televisions 'self' does not include sockets of the same host (Chromium 67): they are named. */
function policyFor(host: string | undefined): string {
  const policy = securityHeaders['content-security-policy'];
  if (host === undefined || !/^[\w.:[\]-]+$/.test(host)) return policy;
  return policy.replace("connect-src 'self'", `connect-src 'self' ws://${host} wss://${host}`);
}

function refuse(response: ServerResponse, status: number, text = ''): void {
  const type = { 'content-type': 'text/plain; charset=utf-8' };
  response.writeHead(status, { ...securityHeaders, ...(text === '' ? {} : type), connection: 'close' });
  response.end(text);
}

function turnAway(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`, () => socket.destroy());
}

function offenderOf({ headers: { host, origin }, socket }: IncomingMessage): WebOffender {
  return { address: socket.remoteAddress ?? '', said: plainName(origin ?? host) };
}

/** The path without the query, which only the page uses. */
function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

function visitorOf(socket: WebSocket): WebVisitor {
  // The library closes a broken connection right after this event; there is nothing else to do.
  socket.on('error', () => undefined);
  return {
    tell(message) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > listenerLimits.pageWaitingMax) socket.terminate();
      else socket.send(JSON.stringify(message));
    },
    onLine: (listener) =>
      void socket.on('message', (data, binary) => {
        if (!binary) listener(data.toString());
      }),
    onGone: (listener) => void socket.once('close', listener),
  };
}

function listenFault(error: Error, host: string, port: number): Fault {
  const busy = 'code' in error && error.code === 'EADDRINUSE';
  const what = busy ? `port ${port} on ${host} is in use by another program` : error.message;
  return new Fault('web.failed', what, { context: { port, busy }, cause: error });
}
