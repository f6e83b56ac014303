import { listenerLimits } from '../../listeners/listener-limits.ts';
import { packetHeads } from '../packet-heads.ts';

/** First byte of a CONNECT packet (MQTT 3.1.1, section 3.1.1). */
const connectType = 0x10;

export type FrameRefusal = 'not-mqtt' | 'frame-too-long' | 'too-long-before-connect';

/**
 * Reads the heads of a client's packets before the broker does, which buffers any length that a packet declares. Give
 * it every chunk in order and whether the client has been accepted; close the connection when it refuses. `mayCome` is
 * called for each packet of an accepted client, with its first byte and the length of its body.
 */
export function openFrameGuard<Refusal = never>(
  mayCome: (first: number, length: number) => Refusal | undefined = () => undefined,
): (chunk: Uint8Array, accepted: boolean) => FrameRefusal | Refusal | undefined {
  const { packetMax, beforeConnectMax } = listenerLimits;
  let seen = 0;
  let letIn = false;
  let refusal: FrameRefusal | Refusal | undefined;

  const read = packetHeads({
    head({ first, length }) {
      if (!letIn && length > beforeConnectMax) refusal = 'too-long-before-connect';
      else if (length > packetMax) refusal = 'frame-too-long';
      else refusal = mayCome(first, length);
      return refusal === undefined;
    },
  });

  return (chunk, accepted) => {
    if (seen === 0 && chunk.length > 0 && chunk[0] !== connectType) return 'not-mqtt';
    seen += chunk.length;
    letIn = accepted;
    if (!accepted && seen > beforeConnectMax) return 'too-long-before-connect';
    return read(chunk) ? undefined : (refusal ?? 'not-mqtt');
  };
}
