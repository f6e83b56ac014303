import { type AccessRole, mayDo } from '../commands/access-roles.ts';
import { commandRow } from '../commands/command-table.ts';
import { contractRoot, isCommandTopic } from '../topics.ts';

const clientIdMax = 64;
const printable = /^[\x20-\x7e]*$/;
const filterMax = 250;
const contractTop = `${contractRoot.split('/')[0]}/`;
/** A topic or filter of `command/` or `reply/` at whatever site. */
const askedOrAnswered = /^[^/]*\/[^/]*\/[^/]*\/(command|reply)\//;
/** Control characters, and what the parser puts in place of invalid UTF-8. */
const notText = /[\p{Cc}\ufffd]/u;

export type AccessRefusal =
  | 'client-id'
  | 'client-id-taken'
  | 'too-many-connections'
  | 'login'
  | 'too-many-logins'
  | 'role'
  | 'publish-outside-command'
  | 'retained-command'
  | 'qos-2'
  | 'filter'
  | 'too-many-subscriptions'
  | 'slow-reader'
  | 'check-failed';

/** What a client may do on the embedded broker. Each answers why not, or `undefined`. */
export function connectRefusal(clientId: string | undefined): AccessRefusal | undefined {
  const id = clientId ?? '';
  return id.length <= clientIdMax && printable.test(id) ? undefined : 'client-id';
}

/** Also asked for a client's last will. `$SYS/` is refused with everything else outside `command/`. */
export function publishRefusal(
  site: string,
  role: AccessRole,
  packet: { readonly topic: string; readonly retain: boolean; readonly qos: number },
): AccessRefusal | undefined {
  if (!isCommandTopic(site, packet.topic)) return 'publish-outside-command';
  if (packet.retain) return 'retained-command';
  if (packet.qos === 2) return 'qos-2';
  // A command that there is not is answered so to those who may send any.
  const needed = commandRow(packet.topic.slice(packet.topic.lastIndexOf('/') + 1))?.role ?? 'operate';
  return mayDo(role, needed) ? undefined : 'role';
}

/**
 * States and events may be read by all. What is asked and answered takes a role that may ask, `#` and the broker's own
 * `$SYS/`, which names the clients, take more.
 */
export function subscribeRefusal(role: AccessRole, filter: string): AccessRefusal | undefined {
  if (filter.length > filterMax || notText.test(filter)) return 'filter';
  if (filter.startsWith(contractTop)) return mayHear(role, filter) ? undefined : 'filter';
  if (!mayDo(role, 'maintain')) return 'filter';
  return filter.startsWith('$') && !filter.startsWith('$SYS/') ? 'filter' : undefined;
}

/** Whether a message on `topic` is for one with this role, whatever filter it came by. */
export function mayHear(role: AccessRole, topic: string): boolean {
  return role !== 'view' || !askedOrAnswered.test(topic);
}

/** A check that throws denies: aedes calls it where an exception would end the process. */
export function denyIfThrown(check: () => AccessRefusal | undefined): AccessRefusal | undefined {
  try {
    return check();
  } catch {
    return 'check-failed';
  }
}
