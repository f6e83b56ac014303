import type { Server, Socket } from 'node:net';
import type { Clock } from '../../devices/ports.ts';
import { type Allowance, createBudget } from '../async/budget.ts';
import { listenerLimits } from './listener-limits.ts';
import { guard } from './look-ahead.ts';
import { frameHeads } from './ws-frames.ts';

export type TrafficRefusal = 'pipelined' | 'too-many-requests' | 'too-many-bytes' | 'too-many-frames';

/** The end of a request's head (RFC 9112, section 2.1). */
const headEnd = '\r\n\r\n';

/** The traffic of one browser: requests one at a time and, once it has become a WebSocket, frames. */
export interface WebTraffic {
  look(chunk: Buffer): TrafficRefusal | undefined;
  /** The request is being answered: the next may come when this is over. */
  answers(isOver: () => boolean): void;
  /** The connection has become a WebSocket. */
  upgraded(): void;
}

/** `takesBodies`: whether requests may have a body. Its length is limited by `allowance`, and by who reads it. */
export function createWebTraffic(clock: Clock, allowance: Allowance, takesBodies = false): WebTraffic {
  const bytes = createBudget(clock, allowance);
  const requests = createBudget(clock, listenerLimits.httpRequests);
  const frames = createBudget(clock, listenerLimits.webFrames);
  const readFrames = frameHeads(() => frames());
  let speaks: 'requests' | 'frames' = 'requests';
  /** What was read of a head. */
  let head = '';
  /** How much of the body of the last request is still to come; infinite where the request does not say. */
  let body = 0;
  /** Whether the answer to the last request is over. */
  let isAnswered = () => true;

  function asks(chunk: Buffer): TrafficRefusal | undefined {
    const rest = chunk.subarray(Math.min(body, chunk.length));
    // A body without a length that goes on after its answer cannot be told from another request.
    if (body === Number.POSITIVE_INFINITY && isAnswered()) return 'pipelined';
    body -= chunk.length - rest.length;
    if (rest.length === 0) return undefined;
    // Browsers wait for each answer. The parser would read everything that has arrived before answering anything.
    if (!isAnswered()) return 'pipelined';
    const from = Math.max(0, head.length - headEnd.length + 1);
    head += rest.toString('latin1');
    const end = head.indexOf(headEnd, from);
    if (end < 0) return head.length > listenerLimits.httpHeadMax ? 'too-many-bytes' : undefined;
    const behind = head.length - end - headEnd.length;
    body = takesBodies ? bodyLength(head.slice(0, end)) : 0;
    if (behind > body) return 'pipelined';
    body -= behind;
    head = '';
    isAnswered = () => false;
    return requests() ? undefined : 'too-many-requests';
  }

  return {
    look(chunk) {
      if (!bytes(chunk.length)) return 'too-many-bytes';
      if (speaks === 'requests') return asks(chunk);
      return readFrames(chunk) ? undefined : 'too-many-frames';
    },
    answers(isOver) {
      isAnswered = isOver;
    },
    upgraded() {
      speaks = 'frames';
    },
  };
}

/** The length of the body that follows a head, as the head says. A head that says it twice has none. */
function bodyLength(head: string): number {
  if (/\r\ntransfer-encoding:/i.test(head)) return Number.POSITIVE_INFINITY;
  const said = [...head.matchAll(/\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*(?=\r\n|$)/gi)];
  return said.length === 1 ? Number(said[0]?.[1]) : 0;
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
