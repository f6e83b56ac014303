import { z } from 'zod';
import { isId } from '../../firmware-host/mqtt/topics.ts';

/** The fields of a site's CloudEvent that a consumer needs; other fields are kept unchanged. */
const schema = z.looseObject({
  id: z.string(),
  type: z.string(),
  time: z.string(),
  subject: z.string().optional(),
  sequence: z.string().regex(/^\d{1,15}$/),
  boot: z.string(),
  historical: z.boolean(),
  data: z.looseObject({}),
});

export interface SiteEvent extends Omit<z.output<typeof schema>, 'sequence'> {
  readonly site: string;
  readonly sequence: number;
  /** Identifies the run of the site's process. */
  readonly boot: string;
}

/** Parses a message; undefined when it is no event of this contract. */
export function readEvent(site: string, payload: Uint8Array): SiteEvent | undefined {
  const read = schema.safeParse(json(payload));
  return read.success ? { ...read.data, site, sequence: Number(read.data.sequence) } : undefined;
}

/** Splits `loket/v1/{site}/{what...}`; undefined for other topics. */
export function readTopic(topic: string): { readonly site: string; readonly what: string } | undefined {
  const [root, version, site = '', ...rest] = topic.split('/');
  if (root !== 'loket' || version !== 'v1' || !isId(site)) return undefined;
  return { site, what: rest.join('/') };
}

/** Parses JSON; undefined when it is none: a central broker may carry anything. */
export function json(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString('utf8'));
  } catch {
    return undefined;
  }
}
