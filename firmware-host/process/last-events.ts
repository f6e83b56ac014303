import { asFault } from '../../devices/fault.ts';
import { openJournalReader } from '../journal/sqlite/journal-reader.ts';
import type { Log } from '../log.ts';
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

/** What happened before this run. Without it, the page of the status begins with what happens now. */
export function eventsBefore(data: string, site: string, log: Pick<Log, 'warn'>): readonly FeedMessage[] {
  try {
    return lastEvents(data, site) ?? [];
  } catch (thrown) {
    const { code, message } = asFault(thrown, 'disk.io_error');
    log.warn({ code }, message);
    return [];
  }
}
