/** A request that a printer carries out on reception, whatever is in its buffer. */
export type RealtimeRequest =
  | { readonly type: 'status'; readonly n: number }
  | { readonly type: 'recover'; readonly n: number }
  | { readonly type: 'clear' };

/** `data`: a run of bytes that are no real-time request. */
export type Received = { readonly type: 'data'; readonly bytes: readonly number[] } | RealtimeRequest;

const DLE = 0x10;
const EOT = 0x04;
const ENQ = 0x05;
const DC4 = 0x14;

/** DLE DC4 fn=8, with the seven bytes that must follow, so that buffers are not cleared by accident. */
const clearSequence = [DLE, DC4, 8, 1, 3, 20, 1, 6, 2, 8];

export interface RealtimeFilter {
  /** Takes the next bytes, in chunks of any size; returns what they complete, in order. */
  push(bytes: Iterable<number>): readonly Received[];
  reset(): void;
}

/**
 * Separates the real-time requests from the received bytes, as a printer's interface does: `DLE EOT n`, `DLE ENQ n` and
 * the buffer clear `DLE DC4 8 ...`. They are recognised anywhere, even inside the data of another command.
 */
export function createRealtimeFilter(): RealtimeFilter {
  let held: number[] = [];

  /** Whether the held bytes are a request, the start of one, or neither. */
  function decide(): RealtimeRequest | 'incomplete' | 'none' {
    const [, second, third] = held;
    if (second === undefined) return 'incomplete';
    if (second === EOT || second === ENQ) {
      if (third === undefined) return 'incomplete';
      return { type: second === EOT ? 'status' : 'recover', n: third };
    }
    if (!held.every((byte, index) => byte === clearSequence[index])) return 'none';
    return held.length < clearSequence.length ? 'incomplete' : { type: 'clear' };
  }

  function push(bytes: Iterable<number>): readonly Received[] {
    const received: Received[] = [];
    let data: number[] = [];
    const flush = () => {
      if (data.length > 0) received.push({ type: 'data', bytes: data });
      data = [];
    };
    for (const byte of bytes) {
      if (held.length === 0 && byte !== DLE) {
        data.push(byte);
        continue;
      }
      held.push(byte);
      const decided = decide();
      if (decided === 'incomplete') continue;
      const [first = byte, ...rest] = held;
      held = [];
      if (decided === 'none') data.push(first);
      flush();
      // The DLE was data; a request may still begin in the bytes after it.
      received.push(...(decided === 'none' ? push(rest) : [decided]));
    }
    flush();
    return received;
  }

  return {
    push,
    reset() {
      held = [];
    },
  };
}
