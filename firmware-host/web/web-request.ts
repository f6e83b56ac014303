import type { IncomingMessage } from 'node:http';
import type { WebOffender } from './web-refusals.ts';
import { plainName } from './welcome.ts';

/** The path of a request without the query, which only the page uses. */
export function pathOf({ url = '' }: Pick<IncomingMessage, 'url'>): string {
  return url.split('?', 1)[0] ?? '';
}

export function offenderOf({ headers: { host, origin }, socket }: IncomingMessage): WebOffender {
  return { address: socket.remoteAddress ?? '', said: plainName(origin ?? host) };
}
