import { openJournalReader } from '../journal/sqlite/journal-reader.ts';
import { cloudEvent } from '../mqtt/messages/cloud-event.ts';
import { statusLimits } from '../status/status-limits.ts';
import type { FeedMessage } from '../web/feed-messages.ts';

/**
 * The last events of a journal as they were published, the oldest first: a broker keeps none. Undefined: the journal is
 * of another site. Throws when it cannot be read.
 */
export function lastEvents(data: string, site: string): readonly FeedMessage[] | undefined {
  const reader = openJournalReader(data);
  try {
    if (reader.site() !== site) return undefined;
    const from = reader.last().sequence - statusLimits.events + 1;
    return reader.read(Math.max(1, from), statusLimits.events).map((record) => ({
      address: `event/${record.event.type.replace('.', '/')}`,
      payload: JSON.stringify(cloudEvent(site, record)),
    }));
  } finally {
    reader.close();
  }
}
