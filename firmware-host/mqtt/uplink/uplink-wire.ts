import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { Fault, wordsOf } from '../../../devices/fault.ts';
import type { Clock, Millis } from '../../../devices/ports.ts';
import { type ClientTls, dial, dialTls, hostIn, isSecure } from '../dial.ts';
import { tlsFault } from '../tls-fault.ts';
import { holdsWhateverTheClock } from './own-chain.ts';

const connectMs: Millis = 10_000;
/** OpenSSL's error codes for a certificate that is not yet valid or has expired. */
const timeErrors = new Set(['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED']);

/** What is known of the time. */
export interface KnownTime {
  readonly wall: () => number;
  readonly trusted: () => boolean;
  /**
   * The earliest that the time can be (Unix ms): that of the newest record of the journal, or the time this program was
   * installed.
   */
  readonly floor: () => number;
}

export interface WireOptions {
  /** `mqtt://HOST[:PORT]` or `mqtts://HOST[:PORT]`. */
  readonly url: string;
  readonly tls: ClientTls;
  readonly clock: Clock;
  readonly time: KnownTime;
  readonly report: (fault: Fault) => void;
}

/**
 * A connection to the office, with TLS if the URL says so. Rejects with `broker.down` or `uplink.tls`. A box without a
 * battery clock may start in the past, and then no certificate is valid yet: with a private authority the connection is
 * made nevertheless, and `uplink.tls` is reported with the fault of the clock.
 */
export async function openWire(options: WireOptions): Promise<Socket> {
  const { url, tls } = options;
  try {
    if (!isSecure(url)) return await connected(dial(url), 'connect', options);
    return await connected(dialTls(url, tls), 'secureConnect', options);
  } catch (thrown) {
    const why = thrown as NodeJS.ErrnoException;
    if (!timeErrors.has(why.code ?? '') || clockIsRight(options.time)) throw faultOf(why, url);
    return await withoutClock(dialTls(url, tls, false), hostIn(url), options);
  }
}

/** Handles a certificate that is refused for its validity time, while the clock may be wrong. */
async function withoutClock(socket: TLSSocket, host: string, options: WireOptions): Promise<Socket> {
  const { tls, time, report, url } = options;
  await connected(socket, 'secureConnect', options);
  const shown = (wall: number) => new Date(wall).toISOString();
  const fault = new Fault('uplink.tls', `the certificate of ${new URL(url).host} is refused for its time`, {
    hint: `The clock says ${shown(time.wall())}, and it is later than ${shown(time.floor())}: set the clock (timedatectl).`,
  });
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined || !holdsWhateverTheClock(certificate, tls.ca, host, time.floor())) {
    socket.destroy();
    throw fault;
  }
  report(fault);
  return socket;
}

function clockIsRight({ wall, trusted, floor }: KnownTime): boolean {
  return trusted() && wall() >= floor();
}

function connected<S extends Socket>(
  socket: S,
  event: 'connect' | 'secureConnect',
  { clock, url }: WireOptions,
): Promise<S> {
  return new Promise((resolve, reject) => {
    const fail = (why: Error): void => {
      cancel();
      socket.destroy();
      reject(why);
    };
    const cancel = clock.after(
      connectMs,
      () => fail(new Fault('broker.down', `${new URL(url).host} does not answer`)),
      'uplink: connect',
    );
    socket.once('error', fail);
    socket.once('close', () => fail(new Fault('broker.down', `${new URL(url).host} closed the connection`)));
    socket.once(event, () => {
      cancel();
      socket.off('error', fail);
      socket.removeAllListeners('close');
      // Events are small and wait for each other's acknowledgements: Nagle's algorithm would only delay both.
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}

/** Turns errors of the network and of TLS into faults of the catalogue. */
function faultOf(why: Error, url: string): Fault {
  if (why instanceof Fault) return why;
  const { host } = new URL(url);
  return tlsFault(why, url, 'uplink') ?? new Fault('broker.down', `${host}: ${wordsOf(why)}`, { cause: why });
}
