import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { type Door, type DoorFrame, openDoor } from './door.ts';

/** A handshake, or the request of a WebSocket, has this long. */
const handshakeMostMs = 5_000;
/** The longest WebSocket message; an MQTT packet may be cut into several. */
const messageMostBytes = 64 * 1024;
/** Browsers send this name of the MQTT 3.1.1 protocol (section 6). */
const protocols: ReadonlySet<string> = new Set(['mqtt', 'mqttv3.1']);
/** The machine itself, as the address bar of its own browser says it. */
const ownNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Certificate and key in PEM. */
export interface TlsFiles {
  readonly cert: string | Buffer;
  readonly key: Buffer;
}

/** MQTT over TCP, or over TLS. */
export function openTcpDoor(frame: DoorFrame, port: number, tls: TlsFiles | undefined): Promise<Door> {
  if (tls === undefined) {
    const server = createServer();
    return openDoor(frame, server, port, (greet) => server.on('connection', greet));
  }
  const server = createTlsServer(tlsOptions(tls));
  server.on('tlsClientError', () => frame.refuse('not-tls'));
  return openDoor(frame, server, port, (greet) => server.on('secureConnection', greet));
}

/**
 * MQTT over WebSocket, or over secure WebSocket, for browsers. With `anyOrigin` false only pages of this machine may
 * connect: where there are no passwords, any page that a browser here shows could otherwise run the hall.
 */
export function openWebSocketDoor(
  frame: DoorFrame,
  port: number,
  tls: TlsFiles | undefined,
  anyOrigin: boolean,
): Promise<Door> {
  const times = { headersTimeout: handshakeMostMs, requestTimeout: handshakeMostMs };
  const server =
    tls === undefined ? createHttpServer(times) : createHttpsServer({ ...times, ...tlsOptions(tls) });
  if (tls !== undefined) server.on('tlsClientError', () => frame.refuse('not-tls'));
  server.on('request', (_request, response) => {
    response.writeHead(426, { 'content-type': 'text/plain', connection: 'close' });
    response.end('MQTT over WebSocket\n');
  });
  const sockets = new WebSocketServer({
    server,
    maxPayload: messageMostBytes,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (offered) => [...offered].find((name) => protocols.has(name)) ?? false,
    verifyClient({ origin }: { readonly origin: string; readonly req: IncomingMessage }) {
      const fine = anyOrigin || isOwn(origin);
      if (!fine) frame.refuse('origin');
      return fine;
    },
  });
  // What the server itself tells of its port it says again, and an error nobody hears ends the process.
  sockets.on('error', () => undefined);
  return openDoor(frame, server, port, (greet) =>
    sockets.on('connection', (socket) => {
      const stream = createWebSocketStream(socket);
      // What went wrong on a client's connection ends it, and is nobody else's business.
      stream.on('error', () => stream.destroy());
      greet(stream);
    }),
  );
}

function tlsOptions(tls: TlsFiles): TlsOptions {
  return { ...tls, minVersion: 'TLSv1.2', handshakeTimeout: handshakeMostMs };
}

/** Programs that are no browsers send no origin. */
function isOwn(origin: string | undefined): boolean {
  return origin === undefined || (URL.canParse(origin) && ownNames.has(new URL(origin).hostname));
}
