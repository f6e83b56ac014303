import { z } from 'zod';
import { isId } from '../firmware-host/mqtt/topics.ts';

/** A CloudEvent of a site, as far as a consumer needs to know it; what it does not know it leaves alone. */
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
  /** Names the run of the site's process. */
  readonly boot: string;
}

/** The event in a message; undefined when it is none of this contract. */
export function readEvent(site: string, payload: Uint8Array): SiteEvent | undefined {
  const read = schema.safeParse(json(payload));
  return read.success ? { ...read.data, site, sequence: Number(read.data.sequence) } : undefined;
}

/** `loket/v1/{site}/{what...}`, taken apart. */
export function readTopic(topic: string): { readonly site: string; readonly what: string } | undefined {
  const [root, version, site = '', ...rest] = topic.split('/');
  if (root !== 'loket' || version !== 'v1' || !isId(site)) return undefined;
  return { site, what: rest.join('/') };
}

/** Undefined for what is not JSON: a central broker may carry anything. */
export function json(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString('utf8'));
  } catch {
    return undefined;
  }
}
