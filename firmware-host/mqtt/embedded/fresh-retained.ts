import type { Readable } from 'node:stream';
import type { Aedes } from 'aedes';

/** The part of aedes' persistence that reads what is retained for a new subscription. */
interface RetainedReader {
  createRetainedStreamCombi(patterns: readonly string[]): Readable;
}

/**
 * aedes reads retained messages ahead of sending them, so that a state which changes meanwhile reaches the subscriber
 * first and is then contradicted by the older message. Here the payload is looked up at the moment it is sent: `latest`
 * has what the controller retained last, and only the controller retains anything.
 */
export function sendFreshRetained(aedes: Aedes, latest: ReadonlyMap<string, Buffer>): void {
  const persistence = (aedes as unknown as { readonly persistence: RetainedReader }).persistence;
  const read = persistence.createRetainedStreamCombi.bind(persistence);
  persistence.createRetainedStreamCombi = (patterns) =>
    read(patterns).map((packet: { readonly topic: string; readonly payload: Buffer }) => ({
      ...packet,
      get payload() {
        return latest.get(packet.topic) ?? packet.payload;
      },
    }));
}
