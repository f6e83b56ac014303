import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { hostname } from 'node:os';
import { type WebSocket, WebSocketServer } from 'ws';
import { isLoopback } from '../../config/mqtt.ts';
import { Fault } from '../../devices/fault.ts';
import { isAddress, isOwnHost, isOwnOrigin, loopbackNames } from './names.ts';

/** A page sends short lines, and few people look at once. */
const messageMostBytes = 4 * 1024;
const visitorsMost = 64;
/** A browser that takes nothing for so long that this much waits for it is let go; it comes back by itself. */
const waitingMostBytes = 8 * 1024 * 1024;
const headersMostMs = 5_000;

export interface Content {
  readonly type: string;
  readonly body: Buffer;
}

/** Somebody's browser, connected. */
export interface Visitor {
  /** Sends a message as JSON. Never blocks and never throws. */
  tell(message: object): void;
  /** One listener. */
  onLine(listener: (line: string) => void): void;
  onGone(listener: () => void): void;
}

export interface WebServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Nothing from elsewhere, nothing written into the page: what a site file calls a counter stays text. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/**
 * Serves pages and their sockets on `host`. Who calls this machine by a name it does not have, or comes from a page of
 * another origin, gets nothing. Rejects with `web.failed`, `busy` in its context when another program has the port; port 0 takes any.
 */
export async function openWebServer(of: {
  readonly host: string;
  readonly port: number;
  /** What there is at a path; undefined: nothing. */
  readonly content: (path: string) => Content | undefined;
  /** The sockets, by their paths. */
  readonly sockets: ReadonlyMap<string, (visitor: Visitor) => void>;
}): Promise<WebServer> {
  const local = isLoopback(of.host);
  const machine = local
    ? loopbackNames
    : [...loopbackNames, hostname().toLowerCase(), `${hostname()}.local`.toLowerCase()];
  let port = of.port;
  const isWelcome = ({ headers: { host, origin } }: IncomingMessage) =>
    (isOwnHost(host, port, machine) || (!local && isAddress(host))) && isOwnOrigin(origin, host);

  const server = createServer(
    { headersTimeout: headersMostMs, requestTimeout: headersMostMs },
    (request, response) => {
      if (isWelcome(request)) answer(request, response, of.content);
      else refuse(response, 403);
    },
  );
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: messageMostBytes,
    perMessageDeflate: false,
  });
  server.on('upgrade', (request, socket, head) => {
    // What goes wrong on a connection ends it, and is nobody else's business.
    socket.on('error', () => socket.destroy());
    const greet = of.sockets.get(pathOf(request));
    // A browser always says where a socket comes from; a socket without that is no page of ours.
    const fine = isWelcome(request) && request.headers.origin !== undefined;
    if (greet === undefined || !fine || sockets.clients.size >= visitorsMost) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (open) => greet(visitorOf(open)));
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenFault(error, of.host, port)));
    server.listen(port, of.host, resolve);
  });
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : port;
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
  response.writeHead(200, { ...headers, 'content-type': found.type, 'content-length': found.body.length });
  response.end(request.method === 'HEAD' ? undefined : found.body);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...headers, connection: 'close' });
  response.end();
}

/** Without what comes after a question mark, which is the page's own business. */
function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

function visitorOf(socket: WebSocket): Visitor {
  // A broken connection is closed by the library right after, and that is all there is to do.
  socket.on('error', () => undefined);
  return {
    tell(message) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > waitingMostBytes) socket.terminate();
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
