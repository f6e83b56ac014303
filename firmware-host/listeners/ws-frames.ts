/**
 * Values of a frame's second byte that mean that the length follows in two or in eight bytes (RFC 6455, section 5.2).
 */
const [inTwo, inEight] = [126, 127];
const maskBytes = 4;

/**
 * Reads the heads of a browser's WebSocket frames in a stream whose chunks end anywhere. Returns false once `mayCome`
 * refuses a frame.
 */
export function frameHeads(mayCome: () => boolean): (chunk: Uint8Array) => boolean {
  let skip = 0;
  /** Bytes of the head that were read, and how many its length takes. */
  let read = 0;
  let lengthBytes = 0;
  let masked = false;
  let length = 0;

  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (skip > 0) {
        const skipped = Math.min(skip, chunk.length - at);
        skip -= skipped;
        at += skipped;
        continue;
      }
      const byte = chunk[at] ?? 0;
      at++;
      read++;
      if (read === 1) {
        if (!mayCome()) return false;
        continue;
      }
      if (read === 2) {
        masked = byte >= 0x80;
        const short = byte & 0x7f;
        lengthBytes = short === inTwo ? 2 : short === inEight ? 8 : 0;
        length = lengthBytes > 0 ? 0 : short;
      } else length = length * 256 + byte;
      if (read < 2 + lengthBytes) continue;
      skip = length + (masked ? maskBytes : 0);
      read = 0;
    }
    return true;
  };
}
