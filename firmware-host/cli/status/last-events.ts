import type { Said } from '../../../config/texts/words.ts';
import { openJournalReader } from '../../journal/sqlite/journal-reader.ts';
import { cloudEvent } from '../../mqtt/messages/cloud-event.ts';
import { both } from '../../status/said-span.ts';
import type { StatusBook } from '../../status/status-book.ts';
import { statusLimits } from '../../status/status-limits.ts';

/**
 * Has the book hear the last events of the journal: the broker keeps none. Returns why not, where the journal cannot be
 * read; then a status is without them until new ones happen.
 */
export function hearLastEvents(book: StatusBook, data: string, site: string): Said | undefined {
  try {
    const reader = openJournalReader(data);
    try {
      if (reader.site() !== site)
        return both(`jurnal di ${data} milik situs lain`, `the journal in ${data} is of another site`);
      const from = reader.last().sequence - statusLimits.events + 1;
      for (const record of reader.read(Math.max(1, from), statusLimits.events)) {
        const { type } = record.event;
        book.hear({
          address: `event/${type.replace('.', '/')}`,
          payload: JSON.stringify(cloudEvent(site, record)),
          at: 0,
        });
      }
    } finally {
      reader.close();
    }
    return undefined;
  } catch {
    return both(
      `jurnal di ${data} tidak dapat dibaca: pakai sudo, atau sebut foldernya dengan --data`,
      `the journal in ${data} cannot be read: use sudo, or name its folder with --data`,
    );
  }
}
