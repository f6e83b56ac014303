/** The longest packet a client may send. Ours to it are not limited. */
const frameMostBytes = 64 * 1024;
/** All a client may send before it is accepted: a CONNECT with a will, and little else. */
const beforeConnectMostBytes = 4 * 1024;
/** First byte of a CONNECT packet (MQTT 3.1.1, section 3.1.1). */
const connectType = 0x10;
/** A remaining length has at most four bytes (MQTT 3.1.1, section 2.2.3). */
const lengthMostBytes = 4;

export type FrameRefusal = 'not-mqtt' | 'frame-too-long' | 'too-long-before-connect' | 'too-many-packets';

/**
 * Reads the lengths that a client's packets declare, ahead of the broker, which buffers whatever is declared. Give it
 * every chunk in order and whether the client has been accepted; close the connection when it refuses. `mayCome` is asked
 * with the first byte of each packet.
 */
export function openFrameGuard(
  mayCome: (first: number) => boolean = () => true,
): (chunk: Uint8Array, accepted: boolean) => FrameRefusal | undefined {
  let seen = 0;
  let body = 0;
  let length = 0;
  let lengthBytes = 0;
  let inHeader = false;

  return function inspect(chunk, accepted) {
    if (seen === 0 && chunk.length > 0 && chunk[0] !== connectType) return 'not-mqtt';
    seen += chunk.length;
    if (!accepted && seen > beforeConnectMostBytes) return 'too-long-before-connect';
    let at = 0;
    while (at < chunk.length) {
      if (body > 0) {
        const skipped = Math.min(body, chunk.length - at);
        body -= skipped;
        at += skipped;
        continue;
      }
      const byte = chunk[at] ?? 0;
      at++;
      if (!inHeader) {
        if (!mayCome(byte)) return 'too-many-packets';
        inHeader = true;
        length = 0;
        lengthBytes = 0;
        continue;
      }
      length += (byte & 0x7f) * 128 ** lengthBytes;
      lengthBytes++;
      if (length > frameMostBytes) return 'frame-too-long';
      if (!accepted && length > beforeConnectMostBytes) return 'too-long-before-connect';
      if (byte < 0x80) {
        inHeader = false;
        body = length;
      } else if (lengthBytes === lengthMostBytes) {
        return 'not-mqtt';
      }
    }
    return undefined;
  };
}
