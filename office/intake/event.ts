import { z } from 'zod';
import { isId } from '../../firmware-host/mqtt/topics.ts';
import { intakeLimits } from './intake-limits.ts';

const { eventLevelsMax, eventNameMaxCharacters } = intakeLimits;
const name = z.string().max(eventNameMaxCharacters);

/** The fields of a site's CloudEvent that a consumer needs; other fields are kept unchanged. */
const schema = z.looseObject({
  id: z.string(),
  type: name,
  time: z.string().refine((time) => !Number.isNaN(Date.parse(time))),
  subject: z.string().optional(),
  sequence: z.string().regex(/^\d{1,15}$/),
  boot: name,
  historical: z.boolean(),
  data: z.looseObject({}).refine((data) => !isDeeperThan(data, eventLevelsMax)),
});

type Read = z.output<typeof schema>;

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
  readonly data: Read['data'];
  readonly [field: string]: unknown;
}

/** Whether anything in it has more levels than this. Making text of what is thousands of levels deep would fail. */
function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => isDeeperThan(one, levels - 1));
}

/** Reads the parsed JSON of a message; undefined when it is no event of this contract. */
export function readEvent(site: string, message: unknown): SiteEvent | undefined {
  const read = schema.safeParse(message);
  return read.success ? { ...read.data, site, sequence: Number(read.data.sequence) } : undefined;
}

/**
 * Splits `loket/v1/{site}/{what...}`; undefined for a topic that `topicOf` would not have made: what is no id on the
 * wire becomes none in a table or in the key of an incident.
 */
export function readTopic(topic: string): { readonly site: string; readonly what: string } | undefined {
  const [root, version, site = '', ...rest] = topic.split('/');
  if (root !== 'loket' || version !== 'v1' || !isId(site) || !rest.every(isId)) return undefined;
  return { site, what: rest.join('/') };
}

/** Parses JSON; undefined when it is none: a central broker may carry anything. */
export function json(payload: Uint8Array): unknown {
  try {
    const { buffer, byteOffset, byteLength } = payload;
    return JSON.parse(Buffer.from(buffer, byteOffset, byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}
