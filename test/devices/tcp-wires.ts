import { connect, createServer, type Server } from 'node:net';
import type { Clock, Wires } from '../../devices/ports.ts';
import type { WireHardware } from '../../simulators/hardware.ts';

/** The time of this machine. */
export const realClock: Clock = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export interface Listening {
  readonly address: string;
  /** Resets every connection, as when a printer loses its power. */
  reset(): void;
  close(): Promise<void>;
}

/** Simulated hardware behind a TCP port of its own. */
export async function listen(hardware: WireHardware): Promise<Listening> {
  const sockets = new Set<import('node:net').Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    const end = hardware.connect((bytes) => socket.write(bytes));
    socket.on('data', (bytes) => end.receive(bytes));
    // A reset shows as 'close' too.
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      end.hangUp();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP address');
  return {
    address: `tcp://127.0.0.1:${address.port}`,
    reset: () => {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Wires over real TCP. */
export const tcpWires: Wires = {
  open: (address) =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(address);
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => {
        let closing = false;
        socket.removeListener('error', reject);
        // What went wrong is told at 'close'.
        socket.on('error', () => {});
        resolve({
          onBytes: (listener) => void socket.on('data', (bytes) => listener(bytes, performance.now())),
          onLost: (listener) =>
            void socket.on('close', () => closing || listener(new Error('the connection is gone'))),
          write: (bytes) =>
            new Promise((written, failed) => {
              socket.write(bytes, (why) => (why ? failed(why) : written()));
            }),
          close: () =>
            new Promise((closed) => {
              closing = true;
              if (socket.destroyed) return closed();
              socket.once('close', () => closed());
              return socket.end();
            }),
        });
      });
    }),
};
