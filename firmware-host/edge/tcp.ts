import { connect, type Socket } from 'node:net';
import { Fault } from '../../devices/fault.ts';
import type { Clock, Wire } from '../../devices/ports.ts';
import { tcpPlace } from '../../devices/wire-address.ts';
import { settledIn } from '../async/time-limit.ts';
import { everyAddress } from '../connecting.ts';
import { type Release, wireOver } from './duplex-wire.ts';
import { linkFault } from './link-fault.ts';

const CONNECT_LIMIT_MS = 5_000;
/** How long the other side may take to receive the remaining data and to close its half. */
const CLOSE_LIMIT_MS = 1_500;
/** After this idle time the system probes the other side, then once a second up to ten times. */
const KEEP_ALIVE_AFTER_MS = 5_000;

/** Connects to `tcp://HOST:PORT`. Rejects with a Fault, including when there is no answer within the limit. */
export function openTcp(address: string, clock: Clock): Promise<Wire> {
  const place = tcpPlace(address);
  if (place === undefined) {
    const hint = 'write tcp://HOST:PORT';
    return Promise.reject(new Fault('link.absent', `${address} is not an address`, { hint }));
  }
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...place,
      ...everyAddress,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS,
    });
    const cancel = clock.after(
      CONNECT_LIMIT_MS,
      () => {
        socket.destroy(new Fault('link.timeout', `${address}: no answer within ${CONNECT_LIMIT_MS} ms`));
      },
      'tcp: connect',
    );
    const failed = (error: Error) => {
      cancel();
      reject(linkFault(error, address));
    };
    socket.once('error', failed);
    socket.once('connect', () => {
      cancel();
      socket.off('error', failed);
      resolve(wireOver(socket, clock, address, releaseOf(socket, clock)));
    });
  });
}

/**
 * `end()` sends the remaining data and closes in order. Destroying at once would make a printer drop the end of its
 * ticket.
 */
function releaseOf(socket: Socket, clock: Clock): Release {
  return async () => {
    if (!socket.closed) {
      const closed = new Promise((done) => socket.once('close', done));
      socket.end();
      await settledIn(clock, CLOSE_LIMIT_MS, closed, 'tcp: close');
    }
    socket.destroy();
  };
}
