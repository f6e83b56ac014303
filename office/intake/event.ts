import { isId } from '../../firmware-host/mqtt/topics.ts';
import { intakeLimits } from './intake-limits.ts';

const { eventLevelsMax, eventNameMaxCharacters } = intakeLimits;

/** The fields of a site's CloudEvent that a consumer needs. */
export interface SiteEvent {
  readonly site: string;
  readonly sequence: number;
  readonly type: string;
  /** An instant of the site's clock. */
  readonly time: string;
  readonly subject?: string | undefined;
  /** Identifies the run of the site's process. */
  readonly boot: string;
  readonly historical: boolean;
  readonly data: object;
  /** The event with all its fields, as it came. */
  readonly message: object;
}

type Fields = { readonly [field: string]: unknown };

/** Whether anything in it has more levels than this. Making text of what is thousands of levels deep would fail. */
function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => isDeeperThan(one, levels - 1));
}

/**
 * Reads the parsed JSON of a message; undefined when it is no event of this contract. By hand, since every event of
 * every site comes through here: a schema of zod takes several times as long.
 */
export function readEvent(site: string, message: unknown): SiteEvent | undefined {
  if (!isObject(message)) return undefined;
  const { id, type, time, subject, sequence, boot, historical, data } = message as Fields;
  if (typeof id !== 'string' || !isName(type) || !isName(boot) || typeof historical !== 'boolean')
    return undefined;
  if (typeof time !== 'string' || Number.isNaN(Date.parse(time))) return undefined;
  if (subject !== undefined && typeof subject !== 'string') return undefined;
  if (typeof sequence !== 'string' || !/^\d{1,15}$/.test(sequence)) return undefined;
  if (!isObject(data) || isDeeperThan(data, eventLevelsMax)) return undefined;
  // Not a copy of all fields: that takes as long as all the rest.
  return { site, sequence: Number(sequence), type, time, subject, boot, historical, data, message };
}

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= eventNameMaxCharacters;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Splits `loket/v1/{site}/{what...}`; undefined for a topic that `topicOf` would not have made: what is no id on the
 * wire becomes none in a table or in the key of an incident.
 */
export function readTopic(topic: string): { readonly site: string; readonly what: string } | undefined {
  const [root, version, site = '', ...rest] = topic.split('/');
  if (root !== 'loket' || version !== 'v1' || !isId(site) || !rest.every(isId)) return undefined;
  return { site, what: rest.join('/') };
}

const textOf = (bytes: Uint8Array): string => {
  const { buffer, byteOffset, byteLength } = bytes;
  return (Buffer.isBuffer(bytes) ? bytes : Buffer.from(buffer, byteOffset, byteLength)).toString('utf8');
};

/** Parses JSON; undefined when it is none: a central broker may carry anything. */
export function json(payload: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(payload));
  } catch {
    return undefined;
  }
}
