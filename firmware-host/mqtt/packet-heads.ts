/** A remaining length has at most four bytes (MQTT 3.1.1, section 2.2.3). */
const lengthMaxBytes = 4;

/** The first bytes of a packet: its type with flags, and how many bytes of body follow. */
export interface PacketHead {
  readonly first: number;
  readonly length: number;
  /** Length of the head, in bytes. */
  readonly bytes: number;
}

/**
 * Reads the heads of MQTT packets in a stream whose chunks end anywhere. Give it every chunk in order. `head` is called
 * for each packet before its body, `body` for each part of the body. If either returns false, or a length is invalid,
 * reading ends and `read` returns false.
 */
export function packetHeads(of: {
  readonly head: (head: PacketHead) => boolean;
  readonly body?: (from: number, to: number) => void;
}): (chunk: Uint8Array) => boolean {
  let body = 0;
  let first = 0;
  let length = 0;
  let bytes = 0;

  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (body > 0) {
        const end = Math.min(at + body, chunk.length);
        of.body?.(at, end);
        body -= end - at;
        at = end;
        continue;
      }
      const byte = chunk[at] ?? 0;
      at++;
      bytes++;
      if (bytes === 1) {
        first = byte;
        length = 0;
        continue;
      }
      length += (byte & 0x7f) * 128 ** (bytes - 2);
      if (byte >= 0x80) {
        if (bytes > lengthMaxBytes) return false;
        continue;
      }
      const head = { first, length, bytes };
      bytes = 0;
      body = length;
      if (!of.head(head)) return false;
    }
    return true;
  };
}
