import type { Server, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { asFault, Fault, wordsOf } from '../../../devices/fault.ts';
import type { Clock, Millis } from '../../../devices/ports.ts';
import type { ConnectionCap, ConnectionRefusal } from './connection-cap.ts';
import { type FrameRefusal, openFrameGuard } from './frame-guard.ts';
import { openPacketRate } from './packet-rate.ts';

/** Finds out that the other end lost power, for clients that connect without an MQTT keepalive. */
const tcpKeepAliveMs = 60_000;
/** How long clients have to read what was said last before a stop. */
const goodbyeMs: Millis = 500;

export type DoorRefusal = ConnectionRefusal | FrameRefusal | 'not-tls' | 'origin';

/** A listener in front of the broker. */
export interface Door {
  readonly port: number;
  /** Lets clients read what was sent, then closes every connection. */
  close(): Promise<void>;
}

/** What all doors of a broker have in common. */
export interface DoorFrame {
  readonly host: string;
  readonly clock: Clock;
  readonly cap: ConnectionCap;
  /** Gives a client's stream to the broker, and answers how to ask whether that client has been accepted. */
  readonly welcome: (stream: Duplex) => () => boolean;
  readonly refuse: (refusal: DoorRefusal) => void;
  readonly report: (fault: Fault) => void;
}

/**
 * Listens with `server` at `port` (0: any free one). `serve` calls `greet` with each stream that MQTT is to be spoken
 * on. Rejects with `broker.port_busy` when another program has the port, and with `broker.port_failed` when it cannot
 * be opened for another reason.
 */
export async function openDoor(
  frame: DoorFrame,
  server: Server,
  port: number,
  serve: (greet: (stream: Duplex) => void) => void,
): Promise<Door> {
  const { host, clock, cap, welcome, refuse, report } = frame;
  const sockets = new Set<Socket>();
  const streams = new Set<Duplex>();

  function admit(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    const refusal = cap.enter(address);
    if (refusal) {
      refuse(refusal);
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      cap.leave(address);
    });
    socket.setNoDelay(true);
    socket.setKeepAlive(true, tcpKeepAliveMs);
  }

  /**
   * The broker takes bytes with `read()`, which tells 'data' listeners first: this sees each chunk before the parser
   * does, and costs nothing on the way out. It has to come after the broker's own listener, or the stream would flow.
   */
  function greet(stream: Duplex): void {
    if (stream.destroyed) return;
    streams.add(stream);
    stream.once('close', () => streams.delete(stream));
    const accepted = welcome(stream);
    const inspect = openFrameGuard(openPacketRate(clock));
    stream.on('data', (chunk: Buffer) => {
      const refusal = inspect(chunk, accepted());
      if (refusal === undefined || stream.destroyed) return;
      refuse(refusal);
      stream.destroy();
    });
  }

  // Before whatever else the server does with a connection.
  server.prependListener('connection', admit);
  serve(greet);
  await listen(server, host, port);
  server.on('error', (error) => report(asFault(error, 'broker.down')));

  return {
    port: portOf(server),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const stream of streams) stream.end();
      const cancel = clock.after(goodbyeMs, () => {
        for (const socket of sockets) socket.destroy();
      });
      await closed;
      cancel();
    },
  };
}

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
