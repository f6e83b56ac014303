import { isIP } from 'node:net';

/**
 * Whether a browser that sent this `Host` header was told the machine's address by a person. A page of a stranger whose
 * name was made to point here (DNS rebinding) sends that name. `machine` says what this one is called besides.
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

/** A page may talk to the server it came from and to no other. Programs that are no browsers send no origin. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  return origin === undefined || origin === `http://${host}`;
}

/** What the machine is called by its own browser. */
export const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

function split(header = ''): { readonly name: string; readonly port: number | undefined } {
  const found = /^(\[[0-9a-f:.]+\]|[^:]*)(?::(\d{1,5}))?$/i.exec(header.toLowerCase());
  return { name: found?.[1] ?? '', port: found?.[2] === undefined ? undefined : Number(found[2]) };
}
