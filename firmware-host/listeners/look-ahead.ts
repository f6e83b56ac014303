import type { Readable } from 'node:stream';

/**
 * Shows each chunk that comes in on `stream` to `look` before anybody else has it; what that returns goes on in its
 * place, in this order. Whoever reads the stream buffers what it is given and asks nobody: here it can be kept from it.
 */
export function lookAhead(stream: Readable, look: (chunk: Buffer) => readonly Buffer[]): void {
  // Where chunks enter a stream, from the system or from a library (stream.Readable, "readable.push()").
  const push = stream.push.bind(stream);
  stream.push = (chunk: Buffer | null) => {
    if (chunk === null) return push(null);
    let more = true;
    for (const part of look(chunk)) more = push(part);
    return more && !stream.destroyed;
  };
}

/** Closes `stream` at the first chunk that `allows` does not let pass; nobody sees that chunk. */
export function guard(stream: Readable, allows: (chunk: Buffer) => boolean): void {
  lookAhead(stream, (chunk) => {
    if (stream.destroyed) return [];
    if (allows(chunk)) return [chunk];
    stream.destroy();
    return [];
  });
}
