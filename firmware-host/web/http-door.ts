import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Fault, wordsOf } from '../../devices/fault.ts';
import type { Clock } from '../../devices/ports.ts';
import type { Allowance } from '../async/budget.ts';
import { listenerLimits, type PlaceLimits } from '../listeners/listener-limits.ts';
import { createReception, type Guest, type ReceptionRefusal } from '../listeners/reception.ts';
import { createWebTraffic, meter, type TrafficRefusal } from '../listeners/web-traffic.ts';
import type { ServerTls } from '../mqtt/embedded/open-listeners.ts';

export type DoorRefusal = ReceptionRefusal | TrafficRefusal | 'not-tls';

/** What one server allows; the rest is the same for all. */
export interface DoorLimits {
  readonly strangers: PlaceLimits;
  readonly members: PlaceLimits;
  /** Bytes of one connection. */
  readonly bytesIn: Allowance;
  /** How long a request with its body may take; undefined: requests have no body. */
  readonly bodyWaitMs?: number;
}

/** A request, and the connection that it came by. */
export interface WebVisit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly address: string;
  /** Takes a place among those who stay. False: none is left. */
  join(): boolean;
}

/** A browser that wants a connection to become a socket. */
export interface SocketVisit extends Pick<WebVisit, 'request' | 'address' | 'join'> {
  readonly socket: Duplex;
  readonly head: Buffer;
  /** It has become one: from now on frames are counted, no requests. */
  upgraded(): void;
}

export interface HttpDoor {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The door of every web server: listens at `host` and `port` (0: any free one), with TLS where `tls` is given.
 * Connections, bytes, requests and frames are counted before they are parsed; a connection asks for one thing at a
 * time. Rejects with `web.failed`, with `busy` in its context when another program has the port.
 */
export async function openHttpDoor(of: {
  readonly host: string;
  readonly port: number;
  readonly tls?: ServerTls | undefined;
  readonly clock: Clock;
  readonly limits: DoorLimits;
  readonly refused: (refusal: DoorRefusal, address: string) => void;
  readonly serve: (visit: WebVisit) => void;
  /** Missing: nothing becomes a socket. */
  readonly upgrade?: (visit: SocketVisit) => void;
  /** What to do about a port that cannot be opened, beside the catalogue's sentence. */
  readonly hint?: string;
}): Promise<HttpDoor> {
  const { clock, refused, tls, limits } = of;
  const { strangers, members, bodyWaitMs } = limits;
  const receive = createReception({ clock, strangers, members, refuse: refused });
  const server = createServerWith(tls, bodyWaitMs);
  server.timeout = listenerLimits.httpIdleMs;
  const trafficOf = meter(
    server,
    tls === undefined ? 'connection' : 'secureConnection',
    () => createWebTraffic(clock, limits.bytesIn, bodyWaitMs !== undefined),
    refused,
  );
  const guestOf = receiveAll(server, receive);
  // Node only reports a handshake that failed or took too long: we have to close the connection.
  server.on('tlsClientError', (_why: Error, socket: Socket) => {
    refused('not-tls', socket.remoteAddress ?? '');
    socket.destroy();
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    const guest = guestOf(socket);
    if (guest === undefined || socket.destroyed) return void socket.destroy();
    guest.spoke();
    trafficOf(socket)?.answers(
      () => response.writableEnded && socket.writableLength <= listenerLimits.answerWaitingMax,
    );
    response.on('error', () => socket.destroy());
    of.serve({ request, response, address: guest.address, join: () => guest.join(guest.address) });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const guest = guestOf(request.socket);
    if (guest === undefined || of.upgrade === undefined) return void socket.destroy();
    guest.spoke();
    const upgraded = () => trafficOf(request.socket)?.upgraded();
    of.upgrade({
      ...{ request, socket, head, upgraded },
      ...{ address: guest.address, join: () => guest.join(guest.address) },
    });
  });
  const port = await listening(server, of);
  return {
    port,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

/** Receives every connection, and returns the guest of one. */
function receiveAll(
  server: Server,
  receive: (socket: Socket) => Guest | undefined,
): (socket: Socket) => Guest | undefined {
  // A TLS connection is another object than the one that was received, of the same two ends.
  const guests = new Map<string, Guest>();
  server.prependListener('connection', (socket: Socket) => {
    const guest = receive(socket);
    if (guest === undefined) return;
    const name = nameOf(socket);
    guests.set(name, guest);
    socket.once('close', () => {
      if (guests.get(name) === guest) guests.delete(name);
    });
  });
  return (socket) => guests.get(nameOf(socket));
}

function createServerWith(tls: ServerTls | undefined, bodyWaitMs: number | undefined) {
  const limits = {
    maxHeaderSize: listenerLimits.httpHeadMax,
    keepAliveTimeout: listenerLimits.silenceMs,
    ...(bodyWaitMs === undefined ? {} : { requestTimeout: bodyWaitMs }),
  };
  if (tls === undefined) return createServer(limits);
  return createTlsServer({
    ...{ ...limits, ...tls },
    ...{ minVersion: 'TLSv1.2', handshakeTimeout: listenerLimits.silenceMs },
  });
}

/** Resolves with the port when the server listens there. */
async function listening(
  server: Server,
  { host, port, hint }: { readonly host: string; readonly port: number; readonly hint?: string },
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const busy = 'code' in error && error.code === 'EADDRINUSE';
      const what = busy ? `port ${port} on ${host} is in use by another program` : wordsOf(error);
      const more = hint === undefined ? {} : { hint };
      reject(new Fault('web.failed', what, { context: { port, busy }, cause: error, ...more }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function nameOf({ remoteAddress, remotePort }: Pick<Socket, 'remoteAddress' | 'remotePort'>): string {
  return `${remoteAddress} ${remotePort}`;
}
