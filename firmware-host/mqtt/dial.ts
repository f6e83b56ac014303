import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { everyAddress } from '../connecting.ts';

const tlsPort = 8883;
const plainPort = 1883;

/** PEM texts. Without `ca` the certificate authorities that Node knows are trusted. */
export interface ClientTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** Whether `url` (`mqtt://HOST[:PORT]` or `mqtts://HOST[:PORT]`) is one with TLS. */
export const isSecure = (url: string): boolean => new URL(url).protocol === 'mqtts:';

/** The host of `url`, without the brackets of an IPv6 address. */
export const hostIn = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, '');

/** Starts a TCP connection to a broker. */
export function dial(url: string): Socket {
  return connectTcp({ ...everyAddress, host: hostIn(url), port: Number(new URL(url).port) || plainPort });
}

/**
 * Starts a TLS connection to a broker. With `rejects` false, an untrusted certificate is accepted; the caller has to
 * check it.
 */
export function dialTls(url: string, files: ClientTls, rejects = true): TLSSocket {
  const host = hostIn(url);
  return connectTls({
    ...{ ...everyAddress, ...files, host },
    port: Number(new URL(url).port) || tlsPort,
    // SNI takes host names only, never addresses (RFC 6066, section 3).
    servername: isIP(host) === 0 ? host : '',
    rejectUnauthorized: rejects,
  });
}
