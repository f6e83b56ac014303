import type { Readable } from 'node:stream';
import { listenerLimits } from './listener-limits.ts';

const { sliceMax } = listenerLimits;

/** Splits large input into slices, and passes on one slice of one stream in each round of the event loop. */
export interface Slicer {
  /** Passes on every chunk of `stream` that `allows` accepts; at the first that it refuses, the stream is closed. */
  guard(stream: Readable, allows: (chunk: Buffer) => boolean): void;
}

export function createSlicer(): Slicer {
  /** Each function passes on one slice and returns whether there are more. */
  const waiting: (() => boolean)[] = [];
  let scheduled = false;
  function schedule(): void {
    if (!scheduled && waiting.length > 0) setImmediate(round);
    scheduled = waiting.length > 0;
  }
  function round(): void {
    scheduled = false;
    const give = waiting.shift();
    if (give?.()) waiting.push(give);
    schedule();
  }

  return {
    guard(stream, allows) {
      // All chunks enter a stream here, from the system or from a library (stream.Readable, "readable.push()").
      const push = stream.push.bind(stream);
      let held: (Buffer | null)[] = [];
      const give = (): boolean => {
        const [slice, ...rest] = stream.destroyed ? [] : held;
        held = rest;
        if (slice !== undefined) push(slice);
        return held.length > 0;
      };
      stream.push = (chunk: Buffer | null) => {
        if (stream.destroyed) return false;
        if (chunk !== null && !allows(chunk)) {
          stream.destroy();
          return false;
        }
        const slices = chunk === null ? [null] : slicesOf(chunk);
        if (held.length + waiting.length === 0 && slices.length === 1)
          return push(chunk) && !stream.destroyed;
        if (held.length === 0) waiting.push(give);
        held.push(...slices);
        schedule();
        return false;
      };
    },
  };
}

const slicesOf = (chunk: Buffer): readonly Buffer[] =>
  Array.from({ length: Math.ceil(chunk.length / sliceMax) }, (_, at) =>
    chunk.subarray(at * sliceMax, (at + 1) * sliceMax),
  );
