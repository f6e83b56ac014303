import { z } from 'zod';
import { isId } from '../../firmware-host/mqtt/topics.ts';

/** The fields of a site's CloudEvent that a consumer needs; other fields are kept unchanged. */
const schema = z.looseObject({
  id: z.string(),
  type: z.string(),
  time: z.string().refine((time) => !Number.isNaN(Date.parse(time))),
  subject: z.string().optional(),
  sequence: z.string().regex(/^\d{1,15}$/),
  boot: z.string(),
  historical: z.boolean(),
  data: z.looseObject({}),
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

/** Reads the parsed JSON of a message; undefined when it is no event of this contract. */
export function readEvent(site: string, message: unknown): SiteEvent | undefined {
  const read = schema.safeParse(message);
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
    const { buffer, byteOffset, byteLength } = payload;
    return JSON.parse(Buffer.from(buffer, byteOffset, byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}
