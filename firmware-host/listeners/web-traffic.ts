import type { Server, Socket } from 'node:net';
import type { Clock } from '../../devices/ports.ts';
import { type Allowance, createBudget } from '../async/budget.ts';
import { listenerLimits } from './listener-limits.ts';
import { guard } from './look-ahead.ts';
import { frameHeads } from './ws-frames.ts';

export type TrafficRefusal = 'pipelined' | 'too-many-requests' | 'too-many-bytes' | 'too-many-frames';

/** The end of a request's head; requests here have no body (RFC 9112, section 2.1). */
const headEnd = '\r\n\r\n';

/** The traffic of one browser: requests one at a time and, once it has become a WebSocket, frames. */
export interface WebTraffic {
  look(chunk: Buffer): TrafficRefusal | undefined;
  /** The request was answered: the next may come. */
  answered(): void;
  /** The connection has become a WebSocket. */
  upgraded(): void;
}

export function createWebTraffic(clock: Clock, allowance: Allowance): WebTraffic {
  const bytes = createBudget(clock, allowance);
  const requests = createBudget(clock, listenerLimits.httpRequests);
  const frames = createBudget(clock, listenerLimits.webFrames);
  const readFrames = frameHeads(() => frames());
  let speaks: 'requests' | 'frames' = 'requests';
  let waits = false;
  /** The last bytes of the previous chunk, which may contain the beginning of the end of a head. */
  let tail = '';

  function asks(chunk: Buffer): TrafficRefusal | undefined {
    // Browsers wait for each answer. The parser would read everything that has arrived before answering anything.
    if (waits) return 'pipelined';
    const text = tail + chunk.toString('latin1');
    const end = text.indexOf(headEnd);
    tail = text.slice(-headEnd.length + 1);
    if (end < 0) return undefined;
    if (end + headEnd.length < text.length) return 'pipelined';
    waits = true;
    tail = '';
    return requests() ? undefined : 'too-many-requests';
  }

  return {
    look(chunk) {
      if (!bytes(chunk.length)) return 'too-many-bytes';
      if (speaks === 'requests') return asks(chunk);
      return readFrames(chunk) ? undefined : 'too-many-frames';
    },
    answered() {
      waits = false;
    },
    upgraded() {
      speaks = 'frames';
    },
  };
}

/**
 * Meters every connection of an HTTP server. `event` is `secureConnection` if it uses TLS. Returns a function that
 * gives the traffic of a socket.
 */
export function meter(
  server: Server,
  event: 'connection' | 'secureConnection',
  open: () => WebTraffic,
  refuse: (refusal: TrafficRefusal, address: string) => void,
): (socket: object) => WebTraffic | undefined {
  const traffic = new WeakMap<object, WebTraffic>();
  server.prependListener(event, (socket: Socket) => {
    const own = open();
    traffic.set(socket, own);
    guard(socket, (chunk) => {
      const refusal = own.look(chunk);
      if (refusal !== undefined) refuse(refusal, socket.remoteAddress ?? '');
      return refusal === undefined;
    });
  });
  // Without a 'data' listener, Node's parser reads from the system directly, and nothing else sees the bytes.
  server.on(event, (socket: Socket) => void socket.on('data', () => undefined));
  return (socket) => traffic.get(socket);
}
