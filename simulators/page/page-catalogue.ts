import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import { eventTable } from '../../firmware-host/mqtt/messages/event-table.ts';
import { refusals } from '../../firmware-host/queue/refusals.ts';
import type { CodeWords, PageWords } from './page-messages.ts';

/** What the codes in MQTT messages mean, from the catalogues of the hall: the page has no words of its own for them. */
export const pageWords: PageWords = {
  faults: wordsOf(faultCatalogue, (entry) => entry),
  refusals: wordsOf(refusals, (entry) => entry),
  events: wordsOf(eventTable, ({ title }) => title),
};

function wordsOf<Entry>(
  catalogue: Readonly<Record<string, Entry>>,
  text: (entry: Entry) => { readonly id: string; readonly en: string },
): CodeWords {
  return Object.fromEntries(
    Object.entries(catalogue).map(([code, entry]) => {
      const { id, en } = text(entry);
      return [code, { id, en }];
    }),
  );
}
