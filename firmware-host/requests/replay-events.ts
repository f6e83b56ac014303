import type { Journal, Record } from '../journal/journal-port.ts';
import { eventMessage } from '../mqtt/messages/outgoing.ts';
import type { Publisher } from '../mqtt/publisher.ts';

/** Records that are handed to the publisher at once. It holds ten times as many before it drops any. */
const replayChunk = 100;
/** How long the broker may take for a chunk. */
const chunkMs = 2_500;

/**
 * Publishes the records that exist, a chunk at a time, never faster than the broker takes them. Resolves to what was
 * sent.
 */
export async function replayEvents(
  from: number,
  to: number,
  of: { readonly siteId: string; readonly journal: Journal; readonly publisher: Publisher },
): Promise<readonly Record[]> {
  const { siteId, journal, publisher } = of;
  const sent: Record[] = [];
  for (let next = from; next <= to; ) {
    const records = await journal.read(next, Math.min(replayChunk, to - next + 1));
    const wanted = records.filter(({ sequence }) => sequence <= to);
    // They are sent as historical, however recent: the requester knows that they are not happening now.
    for (const record of wanted) publisher.enqueue(eventMessage(siteId, record, Number.POSITIVE_INFINITY));
    sent.push(...wanted);
    const last = wanted.at(-1);
    if (last === undefined || !(await publisher.drained(chunkMs))) break;
    next = last.sequence + 1;
  }
  return sent;
}
