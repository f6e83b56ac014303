import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { listenerLimits } from '../listeners/listener-limits.ts';
import type { SocketVisit } from './http-door.ts';
import type { WebOffender, WebRefusal } from './web-refusals.ts';
import { offenderOf, pathOf } from './web-request.ts';
import type { createWelcome } from './welcome.ts';

/** A connected browser. */
export interface WebVisitor {
  /** Sends a message as JSON. Never blocks and never throws. */
  tell(message: object): void;
  /** Sets the only listener. */
  onLine(listener: (line: string) => void): void;
  onGone(listener: () => void): void;
  /** Closes the socket. */
  leave(): void;
}

/** What is said to who opens the socket at a path; undefined: this one may not. A Map is one. */
export interface PageSockets {
  get(path: string, request: IncomingMessage): ((visitor: WebVisitor) => void) | undefined;
}

/** Lets pages open the sockets there are, each guest in a place of its own. */
export function createPageSockets(of: {
  readonly sockets: PageSockets;
  readonly refused: (refusal: WebRefusal, offender: WebOffender) => void;
  readonly mayCome: ReturnType<typeof createWelcome>;
}): { upgrade(visit: SocketVisit): void; close(): void } {
  const { refused, mayCome } = of;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: listenerLimits.lineMax,
    perMessageDeflate: false,
  });
  return {
    upgrade({ request, socket, head, join, upgraded }) {
      // A browser always sends the origin of a socket; a socket without one is not from our pages.
      const refusal = request.headers.origin === undefined ? 'origin' : mayCome(request);
      const greet = refusal === undefined ? of.sockets.get(pathOf(request), request) : undefined;
      if (greet === undefined) {
        if (refusal !== undefined) refused(refusal, offenderOf(request));
        turnAway(socket, '403 Forbidden');
      } else if (!join()) {
        refused('no-place', offenderOf(request));
        turnAway(socket, '503 Service Unavailable');
      } else {
        upgraded();
        // A greeting has a hundred messages and more: they leave in one piece.
        socket.cork();
        sockets.handleUpgrade(request, socket, head, (open) => greet(visitorOf(open)));
        socket.uncork();
      }
    },
    close() {
      for (const open of sockets.clients) open.terminate();
    },
  };
}

function turnAway(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`, () => socket.destroy());
}

function visitorOf(socket: WebSocket): WebVisitor {
  // The library closes a broken connection right after this event; there is nothing else to do.
  socket.on('error', () => undefined);
  return {
    tell(message) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > listenerLimits.pageWaitingMax) socket.terminate();
      else socket.send(JSON.stringify(message));
    },
    onLine: (listener) =>
      void socket.on('message', (data, binary) => {
        if (!binary) listener(data.toString());
      }),
    onGone: (listener) => void socket.once('close', listener),
    leave: () => socket.terminate(),
  };
}
