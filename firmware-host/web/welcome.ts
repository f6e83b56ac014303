import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import { isLoopback } from '../../config/mqtt.ts';
import { isAddress, isOwnHost, isOwnOrigin, loopbackNames } from './names.ts';

/**
 * Why a request to a server at `host` is refused: it uses a name that this machine does not have, or comes from a page
 * of another origin. `names` are the machine's additional names, at any port: a proxy may stand in front. `scheme` is
 * what the server itself speaks.
 */
export function createWelcome(
  host: string,
  names: readonly string[],
  port: () => number,
  scheme: 'http' | 'https' = 'http',
): (request: Pick<IncomingMessage, 'headers'>) => 'host' | 'origin' | undefined {
  const local = isLoopback(host);
  const own = hostname().toLowerCase();
  const machine = local ? loopbackNames : [...loopbackNames, own, `${own}.local`];
  const others = new Set(names.map((name) => name.toLowerCase()));
  return ({ headers }) => {
    const named = others.has(nameOf(headers.host));
    if (!named && !isOwnHost(headers.host, port(), machine) && (local || !isAddress(headers.host)))
      return 'host';
    if (isOwnOrigin(headers.origin, headers.host, scheme)) return undefined;
    return named && headers.origin === `https://${headers.host}` ? undefined : 'origin';
  };
}

/** The page that a refused client sees; `part` of the site file has the names of the server. */
export function refusalPage(
  refusal: 'host' | 'origin',
  { host, origin }: IncomingMessage['headers'],
  part: 'board' | 'web' = 'board',
): string {
  if (refusal === 'origin')
    return (
      `Halaman ini tidak dapat dipakai dari ${plainName(origin)}.\n` +
      `This page cannot be used from ${plainName(origin)}.\n`
    );
  const name = plainName(nameOf(host));
  return (
    `Pengendali ini tidak mengenal nama '${name}'. Pakai alamat IP-nya, atau tulis di berkas situs: ` +
    `${part}: { hosts: [${name}] }\n` +
    `This controller does not know the name '${name}'. Use its IP address, or write in the site file: ` +
    `${part}: { hosts: [${name}] }\n`
  );
}

const nameMax = 100;

/** A client's text made safe for a text page or a log: printable, and short. */
export const plainName = (text: string | undefined) =>
  (text ?? '').slice(0, nameMax).replace(/[^\x20-\x7e]/g, '?');

const nameOf = (host = '') => host.toLowerCase().replace(/:\d{1,5}$/, '');
