import type { Readable } from 'node:stream';

/**
 * Passes each chunk that arrives on `stream` to `look` before any reader gets it; the chunks that `look` returns are
 * passed on instead, in order. A reader buffers everything that it gets; here it can be limited before that.
 */
export function lookAhead(stream: Readable, look: (chunk: Buffer) => readonly Buffer[]): void {
  // All chunks enter a stream here, from the system or from a library (stream.Readable, "readable.push()").
  const push = stream.push.bind(stream);
  stream.push = (chunk: Buffer | null) => {
    if (chunk === null) return push(null);
    let more = true;
    for (const part of look(chunk)) more = push(part);
    return more && !stream.destroyed;
  };
}

/** Closes `stream` at the first chunk that `allows` refuses; no reader gets that chunk. */
export function guard(stream: Readable, allows: (chunk: Buffer) => boolean): void {
  lookAhead(stream, (chunk) => {
    if (stream.destroyed) return [];
    if (allows(chunk)) return [chunk];
    stream.destroy();
    return [];
  });
}
