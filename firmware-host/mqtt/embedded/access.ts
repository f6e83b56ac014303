import { isCommandTopic } from '../topics.ts';

const clientIdMost = 64;
const printable = /^[\x20-\x7e]*$/;
const filterMost = 250;
/** Control characters, and what the parser puts in place of invalid UTF-8. */
const notText = /[\p{Cc}\ufffd]/u;

export type AccessRefusal =
  | 'client-id'
  | 'publish-outside-command'
  | 'retained-command'
  | 'qos-2'
  | 'filter'
  | 'check-failed';

/** What a client may do on the embedded broker. Each answers why not, or `undefined`. */
export function connectRefusal(clientId: string | undefined): AccessRefusal | undefined {
  const id = clientId ?? '';
  return id.length <= clientIdMost && printable.test(id) ? undefined : 'client-id';
}

/** Also asked for a client's last will. `$SYS/` is refused with everything else outside `command/`. */
export function publishRefusal(
  site: string,
  packet: { readonly topic: string; readonly retain: boolean; readonly qos: number },
): AccessRefusal | undefined {
  if (!isCommandTopic(site, packet.topic)) return 'publish-outside-command';
  if (packet.retain) return 'retained-command';
  return packet.qos === 2 ? 'qos-2' : undefined;
}

/** Anything may be read but the broker's own `$SYS/` topics, which name the other clients. */
export function subscribeRefusal(filter: string): AccessRefusal | undefined {
  const fine = filter.length <= filterMost && !filter.startsWith('$') && !notText.test(filter);
  return fine ? undefined : 'filter';
}

/** A check that throws denies: aedes calls it where an exception would end the process. */
export function denyIfThrown(check: () => AccessRefusal | undefined): AccessRefusal | undefined {
  try {
    return check();
  } catch {
    return 'check-failed';
  }
}
