import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { Fault, wordsOf } from '../../devices/fault.ts';
import type { Clock } from '../../devices/ports.ts';
import { createBudget } from '../../firmware-host/async/budget.ts';
import { listenerLimits } from '../../firmware-host/listeners/listener-limits.ts';
import { guard } from '../../firmware-host/listeners/look-ahead.ts';
import { createReception, type Guest } from '../../firmware-host/listeners/reception.ts';
import type { ServerTls } from '../../firmware-host/mqtt/embedded/open-listeners.ts';
import { officeWebLimits } from './office-web-limits.ts';

/** What is refused before it is a request, or because of what it asks for. */
export type RefusedClient = (refusal: string, address: string) => void;

export interface OfficeHttp {
  readonly port: number;
  close(): Promise<void>;
}

/** A request, and the connection that it came by. */
export interface WebVisit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly address: string;
  /** Takes a place among those who stay. False: none is left. */
  join(): boolean;
}

/**
 * Listens at `host` and `port` (0: any free one), with TLS where `tls` is given. Connections, bytes and requests are
 * counted before they are parsed; a connection asks for one thing at a time. Rejects with `web.failed`.
 */
export async function openOfficeHttp(of: {
  readonly host: string;
  readonly port: number;
  readonly tls: ServerTls | undefined;
  readonly clock: Clock;
  readonly refused: RefusedClient;
  readonly serve: (visit: WebVisit) => void;
}): Promise<OfficeHttp> {
  const { clock, refused, tls } = of;
  const { strangers, streams: members } = officeWebLimits;
  const receive = createReception({ clock, strangers, members, refuse: refused });
  // A TLS connection is another object than the one that was received, of the same two ends.
  const guests = new Map<string, Guest>();
  const served = createServing({ clock, refused, guests, serve: of.serve });
  const limits = {
    maxHeaderSize: listenerLimits.httpHeadMax,
    keepAliveTimeout: listenerLimits.silenceMs,
    requestTimeout: officeWebLimits.bodyWaitMs,
  };
  const server: Server =
    tls === undefined
      ? createServer(limits, served)
      : createTlsServer(
          { ...limits, ...tls, minVersion: 'TLSv1.2', handshakeTimeout: listenerLimits.silenceMs },
          served,
        );
  server.timeout = listenerLimits.httpIdleMs;
  server.prependListener('connection', (socket: Socket) => {
    const guest = receive(socket);
    if (guest === undefined) return;
    const name = nameOf(socket);
    guests.set(name, guest);
    socket.once('close', () => {
      if (guests.get(name) === guest) guests.delete(name);
    });
  });
  countBytes(server, tls === undefined ? 'connection' : 'secureConnection', clock, refused);
  server.on('tlsClientError', (_why: Error, socket: Socket) => socket.destroy());
  const port = await listening(server, of.host, of.port);
  return {
    port,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

function createServing(of: {
  readonly clock: Clock;
  readonly refused: RefusedClient;
  readonly guests: ReadonlyMap<string, Guest>;
  readonly serve: (visit: WebVisit) => void;
}): (request: IncomingMessage, response: ServerResponse) => void {
  const { clock, refused, guests, serve } = of;
  /** The last answer on each connection. */
  const answers = new WeakMap<Socket, ServerResponse>();
  const budgets = new WeakMap<Socket, () => boolean>();
  return (request, response) => {
    const { socket } = request;
    const guest = guests.get(nameOf(socket));
    const mayAsk = budgets.get(socket) ?? createBudget(clock, listenerLimits.httpRequests);
    budgets.set(socket, mayAsk);
    // Browsers wait for each answer; its end may have reached them before this process is told that it was sent.
    const isWaiting = answers.get(socket)?.writableEnded === false;
    const refusal = isWaiting ? 'pipelined' : mayAsk() ? undefined : 'too-many-requests';
    if (guest === undefined || socket.destroyed || refusal !== undefined) {
      if (refusal !== undefined && !socket.destroyed) refused(refusal, guest?.address ?? '');
      socket.destroy();
      return;
    }
    guest.spoke();
    answers.set(socket, response);
    response.on('error', () => socket.destroy());
    serve({ request, response, address: guest.address, join: () => guest.join(guest.address) });
  };
}

function countBytes(
  server: Server,
  event: 'connection' | 'secureConnection',
  clock: Clock,
  refused: RefusedClient,
): void {
  server.prependListener(event, (socket: Socket) => {
    const bytes = createBudget(clock, officeWebLimits.bytesIn);
    guard(socket, (chunk) => {
      const isAllowed = bytes(chunk.length);
      if (!isAllowed) refused('too-many-bytes', socket.remoteAddress ?? '');
      return isAllowed;
    });
  });
  // Without a 'data' listener, Node's parser reads from the system directly, and nothing else sees the bytes.
  server.on(event, (socket: Socket) => void socket.on('data', () => undefined));
}

async function listening(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const isBusy = 'code' in error && error.code === 'EADDRINUSE';
      const what = isBusy ? `port ${port} on ${host} is in use by another program` : wordsOf(error);
      const hint = 'Write another port or host: web: { port: 8491 } in the file of the office, or --port.';
      reject(new Fault('web.failed', what, { context: { port, busy: isBusy }, cause: error, hint }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function nameOf({ remoteAddress, remotePort }: Pick<Socket, 'remoteAddress' | 'remotePort'>): string {
  return `${remoteAddress} ${remotePort}`;
}
