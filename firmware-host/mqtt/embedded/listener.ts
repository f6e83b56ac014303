import type { Server, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { asFault, Fault, wordsOf } from '../../../devices/fault.ts';
import type { Clock, Millis } from '../../../devices/ports.ts';
import type { Guest, ReceptionRefusal } from '../../listeners/reception.ts';
import type { Slicer } from '../../listeners/slices.ts';
import type { TrafficRefusal } from '../../listeners/web-traffic.ts';
import type { BudgetRefusal } from './client-budget.ts';
import type { ClientFacts } from './clients.ts';
import { type FrameRefusal, openFrameGuard } from './frame-guard.ts';

/** How long clients have to read the last messages before a stop. */
const goodbyeMs: Millis = 500;

export type ListenerRefusal =
  | ReceptionRefusal
  | FrameRefusal
  | BudgetRefusal
  | TrafficRefusal
  | 'not-tls'
  | 'origin';

/** A listener in front of the broker. */
export interface Listener {
  readonly port: number;
  /** Gives clients time to read what was sent, then closes every connection. */
  close(): Promise<void>;
}

/** What all listeners of a broker share. */
export interface ListenerFrame {
  readonly host: string;
  readonly clock: Clock;
  /** Called first for each connection. */
  readonly receive: (socket: Socket) => Guest | undefined;
  readonly slicer: Slicer;
  /** Passes a guest's stream to the broker, and returns the facts about it. */
  readonly welcome: (stream: Duplex, guest: Guest) => ClientFacts;
  readonly refuse: (refusal: ListenerRefusal, client: { readonly address: string }) => void;
  readonly report: (fault: Fault) => void;
}

/** The socket below a stream: TLS and WebSocket make streams of their own. */
type On = Pick<Socket, 'remoteAddress' | 'remotePort'>;

/**
 * Listens with `server` at `port` (0: any free one). `serve` calls `greet` with each MQTT stream and the socket below
 * it. Rejects with `broker.port_busy` when another program has the port, and with `broker.port_failed` when it cannot
 * be opened for another reason.
 */
export async function openListener(
  frame: ListenerFrame,
  server: Server,
  port: number,
  serve: (greet: (stream: Duplex, on: On) => void) => void,
): Promise<Listener> {
  const { host, clock, report } = frame;
  const sockets = new Set<Socket>();
  const streams = new Set<Duplex>();
  const guests = new Map<string, Guest>();

  function admit(socket: Socket): void {
    const name = nameOf(socket);
    const guest = frame.receive(socket);
    if (guest === undefined) return;
    guests.set(name, guest);
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      if (guests.get(name) === guest) guests.delete(name);
    });
  }

  function greet(stream: Duplex, on: On): void {
    const guest = guests.get(nameOf(on));
    if (stream.destroyed || guest === undefined) return void stream.destroy();
    streams.add(stream);
    stream.once('close', () => streams.delete(stream));
    const facts = frame.welcome(stream, guest);
    const inspect = openFrameGuard<BudgetRefusal>(facts.budget.mayCome);
    frame.slicer.guard(stream, (chunk) => {
      const refusal = inspect(chunk, facts.accepted);
      if (refusal !== undefined) frame.refuse(refusal, guest);
      return refusal === undefined;
    });
  }

  // It must run before the server's own handlers.
  server.prependListener('connection', admit);
  serve(greet);
  await listen(server, host, port);
  server.on('error', (error) => report(asFault(error, 'broker.down')));

  return {
    port: portOf(server),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const stream of streams) stream.end();
      const cancel = clock.after(
        goodbyeMs,
        () => {
          for (const socket of sockets) socket.destroy();
        },
        'mqtt listener: goodbye',
      );
      await closed;
      cancel();
    },
  };
}

const nameOf = ({ remoteAddress, remotePort }: On) => `${remoteAddress} ${remotePort}`;

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => reject(listenFault(error, host, port));
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve();
    });
  });
}

function listenFault(error: Error, host: string, port: number): Fault {
  if (!('code' in error) || error.code !== 'EADDRINUSE')
    return new Fault('broker.port_failed', `port ${port} on ${host}: ${wordsOf(error)}`, {
      context: { port },
      cause: error,
    });
  return new Fault('broker.port_busy', `port ${port} on ${host} is in use by another program`, {
    hint: `Stop the program that uses port ${port}, or choose another one: --mqtt-port ${port + 1}`,
    context: { port },
    cause: error,
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
