import type { Readable } from 'node:stream';
import { lookAhead } from '../listeners/look-ahead.ts';

/**
 * Sizes in a PUBLISH: the length of its topic and, with QoS 1, the packet identifier after the topic (MQTT 3.1.1,
 * section 3.3.2).
 */
const lengthBytes = 2;
const numberBytes = 2;
/** A head has a type and a length of four bytes at most (section 2.2). */
const headMaxBytes = 5;
const publishType = 3;
const puback = 0x40;

/**
 * Drops packets longer than `most` bytes from `stream`, because the reader would first gather a whole packet in memory.
 * A dropped message is acknowledged with `ack`, or the broker would wait for it; `skipped` is called with its size.
 */
export function skipHuge(of: {
  readonly stream: Readable;
  readonly most: number;
  readonly ack: (bytes: Buffer) => void;
  readonly skipped: (bytes: number) => void;
}): void {
  /** The part received so far of an incomplete head. */
  let head: number[] = [];
  let left = 0;
  /** While a packet is skipped: its beginning, until the packet identifier to acknowledge is known. */
  let skipping: { first: number; start: Buffer } | undefined;

  function skip(part: Buffer): void {
    if (skipping === undefined) return;
    const most =
      lengthBytes + (skipping.start.length < lengthBytes ? 0 : topicOf(skipping.start)) + numberBytes;
    if (skipping.start.length < most)
      skipping.start = Buffer.concat([skipping.start, part.subarray(0, 64 * 1024)]);
    if (left > 0) return;
    const { first, start } = skipping;
    skipping = undefined;
    const at = lengthBytes + topicOf(start);
    if (first >> 4 === publishType && (first & 0x06) === 0x02 && start.length >= at + numberBytes)
      of.ack(Buffer.concat([Buffer.from([puback, numberBytes]), start.subarray(at, at + numberBytes)]));
  }

  lookAhead(of.stream, (chunk) => {
    const parts: Buffer[] = [];
    /** Bytes from here on pass through unchanged. */
    let from = 0;
    let at = 0;
    while (at < chunk.length) {
      if (left > 0) {
        const end = Math.min(at + left, chunk.length);
        left -= end - at;
        if (skipping !== undefined) {
          skip(chunk.subarray(at, end));
          from = end;
        }
        at = end;
        continue;
      }
      head.push(chunk[at] ?? 0);
      at++;
      const length = lengthOf(head);
      if (length === undefined) continue;
      const began = at - head.length;
      if (length > of.most) {
        if (began > from) parts.push(chunk.subarray(from, began));
        from = at;
        skipping = { first: head[0] ?? 0, start: Buffer.alloc(0) };
        of.skipped(length);
      } else if (began < 0) {
        // The part that was held back from the chunk before.
        parts.push(Buffer.from(head.slice(0, -began)));
      }
      left = length;
      head = [];
    }
    const end = chunk.length - head.length;
    if (end > from) parts.push(chunk.subarray(from, end));
    return parts;
  });
}

const topicOf = (start: Buffer) => (start.length < lengthBytes ? 0 : start.readUInt16BE(0));

/** The length that a head declares; undefined while the head is incomplete. An invalid length is left to the parser. */
function lengthOf(head: readonly number[]): number | undefined {
  if (head.length < 2) return undefined;
  const last = head.at(-1) ?? 0;
  if (last >= 0x80) return head.length < headMaxBytes ? undefined : 0;
  return head.slice(1).reduce((sum, byte, place) => sum + (byte & 0x7f) * 128 ** place, 0);
}
