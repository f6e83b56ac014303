import type { Readable } from 'node:stream';
import type { Aedes } from 'aedes';

/** The part of aedes' persistence that reads the retained messages for a new subscription. */
interface RetainedReader {
  createRetainedStreamCombi(patterns: readonly string[]): Readable;
}

/**
 * aedes reads retained messages some time before it sends them. A state that changes meanwhile would reach the
 * subscriber first and be contradicted by the older message. Here the payload is looked up at the moment it is sent:
 * `latest` has the controller's last retained messages. Those of devices come as aedes reads them.
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

/** Reads what the broker has retained on the topics of a filter. Resolves when all were told. */
export async function readRetained(
  aedes: Aedes,
  filter: string,
  tell: (topic: string, payload: Buffer) => void,
): Promise<void> {
  const persistence = (aedes as unknown as { readonly persistence: RetainedReader }).persistence;
  for await (const { topic, payload } of persistence.createRetainedStreamCombi([filter]))
    tell(topic, payload);
}
