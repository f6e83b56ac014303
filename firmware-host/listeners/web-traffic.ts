import type { Server, Socket } from 'node:net';
import type { Clock } from '../../devices/ports.ts';
import { type Allowance, createBudget } from '../async/budget.ts';
import { listenerLimits } from './listener-limits.ts';
import { guard } from './look-ahead.ts';
import { frameHeads } from './ws-frames.ts';

export type TrafficRefusal = 'pipelined' | 'too-many-requests' | 'too-many-bytes' | 'too-many-frames';

/** The end of the head of a request, which has no body here (RFC 9112, section 2.1). */
const headEnd = '\r\n\r\n';

/** What one browser sends: a request at a time, and after it, where it became a socket, frames. */
export interface WebTraffic {
  look(chunk: Buffer): TrafficRefusal | undefined;
  /** The request was answered: the next may come. */
  answered(): void;
  /** It speaks WebSocket from here on. */
  upgraded(): void;
}

export function createWebTraffic(clock: Clock, allowance: Allowance): WebTraffic {
  const bytes = createBudget(clock, allowance);
  const requests = createBudget(clock, listenerLimits.httpRequests);
  const frames = createBudget(clock, listenerLimits.webFrames);
  const readFrames = frameHeads(() => frames());
  let speaks: 'requests' | 'frames' = 'requests';
  let waits = false;
  /** The last bytes of the chunk before, in which the end of a head may have begun. */
  let tail = '';

  function asks(chunk: Buffer): TrafficRefusal | undefined {
    // Browsers wait for each answer. The parser would read all that is there before anything is answered.
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
 * Puts a meter on every connection of an HTTP server: `event` is `secureConnection` where it speaks TLS. Returns the
 * traffic of a socket.
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
  // Node's parser takes bytes from the system by itself, past everybody else, until somebody asks for them.
  server.on(event, (socket: Socket) => void socket.on('data', () => undefined));
  return (socket) => traffic.get(socket);
}
