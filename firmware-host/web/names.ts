import { isIP } from 'node:net';

/**
 * Whether the `Host` header shows that a person gave the browser this machine's address. A malicious page whose name
 * was made to point here (DNS rebinding) sends that name instead. `machine` has the machine's other names.
 */
export function isOwnHost(header: string | undefined, port: number, machine: readonly string[]): boolean {
  const { name, port: named } = split(header);
  if (named !== port && !(named === undefined && port === 80)) return false;
  return machine.includes(name);
}

/** The same for a server that other machines of the network reach: they may call it by any of its addresses. */
export function isAddress(header: string | undefined): boolean {
  const { name } = split(header);
  return isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

/** A page may only talk to the server it came from. Programs other than browsers send no origin. */
export function isOwnOrigin(
  origin: string | undefined,
  host: string | undefined,
  scheme: 'http' | 'https' = 'http',
): boolean {
  return origin === undefined || origin === `${scheme}://${host}`;
}

/** This machine's names in its own browser. */
export const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

function split(header = ''): { readonly name: string; readonly port: number | undefined } {
  const found = /^(\[[0-9a-f:.]+\]|[^:]*)(?::(\d{1,5}))?$/i.exec(header.toLowerCase());
  return { name: found?.[1] ?? '', port: found?.[2] === undefined ? undefined : Number(found[2]) };
}
