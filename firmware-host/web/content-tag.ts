import { createHash } from 'node:crypto';
import type { Content } from './web-server.ts';

const digits = 16;
const tags = new WeakMap<Buffer, string>();

/** The content with a tag made of its bytes, reckoned once for each buffer: the buffer must not change. */
export function tagged(content: Content): Content & { readonly tag: string } {
  const { body } = content;
  const tag = tags.get(body) ?? createHash('sha256').update(body).digest('hex').slice(0, digits);
  tags.set(body, tag);
  return { ...content, tag };
}
