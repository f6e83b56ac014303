/** What a printer does on reception, before and whatever else is in its buffer. */
export type RealtimeRequest =
  | { readonly type: 'status'; readonly n: number }
  | { readonly type: 'recover'; readonly n: number }
  | { readonly type: 'clear' };

export type Received = { readonly type: 'data'; readonly byte: number } | RealtimeRequest;

const DLE = 0x10;
const EOT = 0x04;
const ENQ = 0x05;
const DC4 = 0x14;

/** DLE DC4 fn=8: the seven bytes that must follow so that buffers are not cleared by accident. */
const clearSequence = [DLE, DC4, 8, 1, 3, 20, 1, 6, 2, 8];

export interface RealtimeFilter {
  /** Takes one byte; returns what it completes, in order. */
  push(byte: number): readonly Received[];
  reset(): void;
}

/**
 * Takes the real-time requests out of the received bytes, as a printer's interface does: `DLE EOT n`, `DLE ENQ n`
 * and the buffer clear `DLE DC4 8 ...`. They count anywhere, even inside the data of another command.
 */
export function createRealtimeFilter(): RealtimeFilter {
  let held: number[] = [];

  /** What the held bytes are: a request, the beginning of one, or none. */
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

  function push(byte: number): readonly Received[] {
    if (held.length === 0 && byte !== DLE) return [{ type: 'data', byte }];
    held.push(byte);
    const decided = decide();
    if (decided === 'incomplete') return [];
    const [first = byte, ...rest] = held;
    held = [];
    // The DLE was data; a request may still begin among the bytes behind it.
    return decided === 'none' ? [{ type: 'data', byte: first }, ...rest.flatMap(push)] : [decided];
  }

  return {
    push,
    reset() {
      held = [];
    },
  };
}
