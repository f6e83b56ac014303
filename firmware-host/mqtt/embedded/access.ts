import { isBelow } from '../../../devices/mqtt-thing/thing-topic.ts';
import { type AccessRole, mayDo } from '../commands/access-roles.ts';
import { commandRow } from '../commands/command-table.ts';
import { contractRoot, isCommandTopic } from '../topics.ts';

const clientIdMax = 64;
const printable = /^[\x20-\x7e]*$/;
const filterMax = 250;
const contractTop = `${contractRoot.split('/')[0]}/`;
/** Matches a topic or filter of `command/` or `reply/` at any site. */
const askedOrAnswered = /^[^/]*\/[^/]*\/[^/]*\/(command|reply)\//;
/** What one visitor answered. */
const singleAnswer = /^[^/]*\/[^/]*\/[^/]*\/event\/rating\/given$/;
/** Matches control characters, and the character that the parser puts in place of invalid UTF-8. */
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
  | 'not-its-topic'
  | 'too-much-retained'
  | 'qos-2'
  | 'filter'
  | 'too-many-subscriptions'
  | 'slow-reader'
  | 'check-failed';

/** Access rules of the embedded broker. Each function returns the refusal, or `undefined` if the action is allowed. */
export function connectRefusal(clientId: string | undefined): AccessRefusal | undefined {
  const id = clientId ?? '';
  return id.length <= clientIdMax && printable.test(id) ? undefined : 'client-id';
}

/**
 * Also called for a client's last will. `$SYS/` is refused like everything else outside `command/`. `discovery`: the
 * topics below which Home Assistant finds the hall; there it says on `status` that it has come or gone.
 */
export function publishRefusal(
  site: string,
  role: AccessRole,
  packet: { readonly topic: string; readonly retain: boolean; readonly qos: number },
  discovery: readonly string[] = [],
): AccessRefusal | undefined {
  const isBirth = discovery.some((prefix) => packet.topic === `${prefix}/status`);
  if (isBirth && !packet.retain && packet.qos < 2) return undefined;
  if (!isCommandTopic(site, packet.topic)) return 'publish-outside-command';
  if (packet.retain) return 'retained-command';
  if (packet.qos === 2) return 'qos-2';
  // An unknown command is answered as such to a client that may send any command.
  const needed = commandRow(packet.topic.slice(packet.topic.lastIndexOf('/') + 1))?.role ?? 'operate';
  return mayDo(role, needed) ? undefined : 'role';
}

/**
 * Every role may read states and events, but for single answers of visitors. Commands and replies take a role that may
 * send commands; `#` and the broker's own `$SYS/`, which names the clients, take a higher one. Everybody may read what
 * Home Assistant is told.
 */
export function subscribeRefusal(
  role: AccessRole,
  filter: string,
  discovery: readonly string[] = [],
): AccessRefusal | undefined {
  if (filter.length > filterMax || notText.test(filter)) return 'filter';
  if (discovery.some((prefix) => filter.startsWith(`${prefix}/`))) return undefined;
  if (filter.startsWith(contractTop)) return mayHear(role, filter) ? undefined : 'filter';
  if (!mayDo(role, 'maintain')) return 'filter';
  return filter.startsWith('$') && !filter.startsWith('$SYS/') ? 'filter' : undefined;
}

/**
 * Whether many retained messages may match a filter. The hall retains what Home Assistant looks for below `device/`;
 * its other filters match nothing of ours.
 */
export function isBroad(filter: string, discovery: readonly string[] = []): boolean {
  if (!/[+#]/.test(filter)) return false;
  return !discovery.some((prefix) => {
    const [first = ''] = filter.slice(prefix.length + 1).split('/');
    return filter.startsWith(`${prefix}/`) && !['device', '+', '#'].includes(first);
  });
}

/**
 * Whether a client with this role may receive a message on `topic`, whatever filter it matched. The answer of a single
 * visitor is for those who look after the machine: an officer sees no more than what is told of ten and more.
 */
export function mayHear(role: AccessRole, topic: string): boolean {
  if (singleAnswer.test(topic)) return mayDo(role, 'maintain');
  return role !== 'view' || !askedOrAnswered.test(topic);
}

/** A device publishes on its own topics, and on no others. Also called for its last will. */
export function devicePublishRefusal(
  topics: readonly string[],
  packet: { readonly topic: string; readonly qos: number },
): AccessRefusal | undefined {
  if (!mayTouch(topics, packet.topic)) return 'not-its-topic';
  return packet.qos === 2 ? 'qos-2' : undefined;
}

/** A device hears its own topics. A filter may have wildcards below them. */
export function deviceSubscribeRefusal(topics: readonly string[], filter: string): AccessRefusal | undefined {
  const isFine = filter.length <= filterMax && !notText.test(filter) && mayTouch(topics, filter);
  return isFine ? undefined : 'filter';
}

/** Whether a topic or a filter is one of these, or below one. */
export const mayTouch = (topics: readonly string[], topic: string): boolean =>
  topics.some((base) => isBelow(topic, base));

/** A check that throws denies: aedes calls it where an exception would end the process. */
export function denyIfThrown(check: () => AccessRefusal | undefined): AccessRefusal | undefined {
  try {
    return check();
  } catch {
    return 'check-failed';
  }
}
