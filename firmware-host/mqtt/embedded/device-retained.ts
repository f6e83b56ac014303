import type { AccessRefusal } from './access.ts';

/** How much devices may have the broker keep, all of them together. Topics, and bytes of their messages. */
export interface RetainedLimits {
  readonly topicsMax: number;
  readonly bytesMax: number;
}

/** Counts what devices have the broker keep: it is in this process, which has no memory for a device that runs wild. */
export function createDeviceRetained({ topicsMax, bytesMax }: RetainedLimits) {
  const kept = new Map<string, number>();
  let bytes = 0;
  return {
    /** Why a message to be kept is not taken; undefined: it is, and counts. An empty one gives its place back. */
    refusal(packet: {
      readonly topic: string;
      readonly payload: string | Buffer;
      readonly retain: boolean;
    }): AccessRefusal | undefined {
      if (!packet.retain) return undefined;
      const { topic } = packet;
      const size = packet.payload.length;
      const before = kept.get(topic);
      if (size === 0) {
        kept.delete(topic);
        bytes -= before ?? 0;
        return undefined;
      }
      if (before === undefined && kept.size >= topicsMax) return 'too-much-retained';
      if (bytes - (before ?? 0) + size > bytesMax) return 'too-much-retained';
      kept.set(topic, size);
      bytes += size - (before ?? 0);
      return undefined;
    },
  };
}
