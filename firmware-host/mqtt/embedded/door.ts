import { createServer, type Server, type Socket } from 'node:net';
import { asFault, Fault } from '../../../devices/fault.ts';
import type { Clock, Millis } from '../../../devices/ports.ts';
import { type ConnectionRefusal, openConnectionCap } from './connection-cap.ts';
import { type FrameRefusal, openFrameGuard } from './frame-guard.ts';

/** Finds out that the other end lost power, for clients that connect without an MQTT keepalive. */
const tcpKeepAliveMs = 60_000;
/** How long clients have to read what was said last before a stop. */
const goodbyeMs: Millis = 500;

export type DoorRefusal = ConnectionRefusal | FrameRefusal;

/** The TCP listener in front of the broker. */
export interface Door {
  readonly port: number;
  /** Lets clients read what was sent, then closes every connection. */
  close(): Promise<void>;
}

/**
 * Listens, and hands each connection that the cap lets in to `welcome`, which answers how to ask whether that client
 * has been accepted. Rejects with `broker.port_busy` when another program has the port.
 */
export async function openDoor(options: {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly welcome: (socket: Socket) => () => boolean;
  readonly refuse: (refusal: DoorRefusal) => void;
  readonly report: (fault: Fault) => void;
}): Promise<Door> {
  const { host, port, clock, welcome, refuse, report } = options;
  const sockets = new Set<Socket>();
  const cap = openConnectionCap();

  const server = createServer((socket) => {
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
    guard(socket, welcome(socket));
  });

  /**
   * The broker takes bytes with `read()`, which tells 'data' listeners first: this sees each chunk before the parser
   * does, and costs nothing on the way out. It has to come after the broker's own listener, or the socket would flow.
   */
  function guard(socket: Socket, accepted: () => boolean): void {
    const inspect = openFrameGuard();
    socket.on('data', (chunk: Buffer) => {
      const refusal = inspect(chunk, accepted());
      if (refusal === undefined || socket.destroyed) return;
      refuse(refusal);
      socket.destroy();
    });
  }

  await listen(server, host, port);
  server.on('error', (error) => report(asFault(error, 'broker.down')));

  return {
    port: portOf(server),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.end();
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
  if (!('code' in error) || error.code !== 'EADDRINUSE') return asFault(error, 'broker.down');
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
