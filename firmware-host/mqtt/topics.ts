import { Fault } from '../../devices/fault.ts';
import { idGrammar } from './id-grammar.ts';

/** Every topic of the contract begins with this and the site's id. */
export const contractRoot = 'loket/v1';

/** What the central office says of itself. It is of no site. */
export const officeRoot = 'loket/office';

/** Whether a text is an id (id-grammar.ts). */
export function isId(text: string): boolean {
  return idGrammar.test(text);
}

/**
 * The topic of an address of the contract, such as `counter/{id}/state`, below `loket/v1/{site}/`. Throws a Fault when
 * an id is missing or does not fit the grammar: wherever an id came from, no `/`, `+`, `#` or control character enters
 * a topic.
 */
export function topicOf(site: string, address: string, id?: string): string {
  const levels = id === undefined ? address : address.replace('{id}', checked(id));
  // Most are whole and checked at once; the search for the one that is not can take its time.
  if (!addressGrammar.test(levels)) for (const level of levels.split('/')) checked(level);
  return `${contractRoot}/${checked(site)}/${levels}`;
}

/** Ids between slashes. */
const addressGrammar = /^[a-z0-9-]{1,40}(?:\/[a-z0-9-]{1,40})*$/;

function checked(id: string): string {
  if (isId(id)) return id;
  throw new Fault('config.invalid', `"${printable(id)}" is not an id`, {
    hint: 'Ids are 1 to 40 of a-z, 0-9 and hyphen.',
  });
}

/** The address of an event: `ticket.called` is published under `event/ticket/called`. */
export function eventAddress(type: string): string {
  return `event/${type.replace('.', '/')}`;
}

/** The address a topic of this contract was made from: `.../counter/loket-1/state` gives `counter/{id}/state`. */
export function addressOf(topic: string): string {
  const [, , , first = '', ...rest] = topic.split('/');
  return rest.length === 2 && first !== 'event' ? `${first}/{id}/${rest[1]}` : [first, ...rest].join('/');
}

/** The filter that the host subscribes to: every command of the site. */
export function commandFilter(site: string): string {
  return `${topicOf(site, 'command')}/+`;
}

/** Whether `topic` is one that clients may publish to: `loket/v1/{site}/command/{name}` and nothing else. */
export function isCommandTopic(site: string, topic: string): boolean {
  const prefix = `${contractRoot}/${site}/command/`;
  return topic.startsWith(prefix) && isId(topic.slice(prefix.length));
}

/** A topic on which Home Assistant is told of a site. */
const discoveryTopic = /^[A-Za-z0-9_/-]{1,130}\/device\/loket_[a-z0-9-]{1,40}\/[a-z0-9_-]{1,60}\/config$/;

export const isDiscoveryTopic = (topic: string): boolean => discoveryTopic.test(topic);

function printable(text: string): string {
  return text.slice(0, 60).replace(/[^\x20-\x7e]/g, '?');
}
