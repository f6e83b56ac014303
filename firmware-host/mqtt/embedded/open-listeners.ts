import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { listenerLimits } from '../../listeners/listener-limits.ts';
import { createWebTraffic, meter } from '../../listeners/web-traffic.ts';
import { type Listener, type ListenerFrame, openListener } from './listener.ts';

/** Subprotocol names that browsers send for MQTT 3.1.1 (section 6). */
const protocols: ReadonlySet<string> = new Set(['mqtt', 'mqttv3.1']);
/** This machine's names in the address bar of its own browser. */
const ownNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Certificate and key in PEM. */
export interface ServerTls {
  readonly cert: string | Buffer;
  readonly key: Buffer;
}

/** MQTT over TCP, or over TLS. */
export function openTcpListener(
  frame: ListenerFrame,
  port: number,
  tls: ServerTls | undefined,
): Promise<Listener> {
  if (tls === undefined) {
    const server = createServer();
    return openListener(frame, server, port, (greet) =>
      server.on('connection', (socket) => greet(socket, socket)),
    );
  }
  const server = createTlsServer(tlsOptions(tls));
  closeFailed(server, frame);
  return openListener(frame, server, port, (greet) =>
    server.on('secureConnection', (socket) => greet(socket, socket)),
  );
}

/**
 * MQTT over WebSocket, or over secure WebSocket, for browsers. With `anyOrigin` false only pages of this machine may
 * connect: without passwords, any page open in a browser here could otherwise run the hall.
 */
export function openWebSocketListener(
  frame: ListenerFrame,
  port: number,
  tls: ServerTls | undefined,
  anyOrigin: boolean,
): Promise<Listener> {
  const limits = { maxHeaderSize: listenerLimits.httpHeadMax };
  const server =
    tls === undefined ? createHttpServer(limits) : createHttpsServer({ ...limits, ...tlsOptions(tls) });
  if (tls !== undefined) closeFailed(server, frame);
  const trafficOf = meter(
    server,
    tls === undefined ? 'connection' : 'secureConnection',
    () => createWebTraffic(frame.clock, listenerLimits.mqttIn),
    (refusal, address) => frame.refuse(refusal, { address }),
  );
  server.on('request', (_request, response) => {
    response.writeHead(426, { 'content-type': 'text/plain', connection: 'close' });
    response.end('MQTT over WebSocket\n');
  });
  const sockets = new WebSocketServer({
    server,
    maxPayload: listenerLimits.packetMax,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (offered) => [...offered].find((name) => protocols.has(name)) ?? false,
    verifyClient({ origin, req }: { readonly origin: string; readonly req: IncomingMessage }) {
      const fine = anyOrigin || isOwn(origin);
      if (!fine) frame.refuse('origin', { address: req.socket.remoteAddress ?? '' });
      return fine;
    },
  });
  // The WebSocket server repeats the errors of the port's server, and an unhandled error event would end the process.
  sockets.on('error', () => undefined);
  return openListener(frame, server, port, (greet) =>
    sockets.on('connection', (socket, request) => {
      trafficOf(request.socket)?.upgraded();
      const stream = createWebSocketStream(socket);
      // An error on a client's connection only ends that connection.
      stream.on('error', () => stream.destroy());
      greet(stream, request.socket);
    }),
  );
}

/** Node only reports a handshake that failed or took too long: we have to close the connection. */
function closeFailed(server: Server, frame: ListenerFrame): void {
  server.on('tlsClientError', (_why: Error, socket: Socket) => {
    frame.refuse('not-tls', { address: socket.remoteAddress ?? '' });
    socket.destroy();
  });
}

function tlsOptions(tls: ServerTls): TlsOptions {
  return { ...tls, minVersion: 'TLSv1.2', handshakeTimeout: listenerLimits.silenceMs };
}

/** Whether a request comes from this machine's pages. Programs other than browsers send no origin. */
function isOwn(origin: string | undefined): boolean {
  return origin === undefined || (URL.canParse(origin) && ownNames.has(new URL(origin).hostname));
}
