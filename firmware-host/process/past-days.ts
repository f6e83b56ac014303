import { join } from 'node:path';
import type { SettledSite } from '../../config/running-site.ts';
import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { atMost } from '../async/time-limit.ts';
import type { Record } from '../journal/journal-port.ts';
import { retain } from '../journal/retain.ts';
import type { SqliteJournal } from '../journal/sqlite/open.ts';
import type { Log } from '../log.ts';
import { createRatingDaysFile, findRatingDays } from '../rating-days-file.ts';
import { countRatings, type RatingsCounter } from '../ratings-counter.ts';
import { nothingCounted } from '../satisfaction/rating-days.ts';
import { RATING_DAYS } from './data-folder.ts';

/** How long a stop waits for the ratings to be saved: what is not, the next start finds in the journal. */
const savedMs: Millis = 1_000;

interface Parts {
  readonly dir: string;
  readonly site: SettledSite;
  readonly journal: SqliteJournal;
  /** The journal's records since the last day began. */
  readonly recovered: readonly Record[];
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Removes the records of old days from the journal once their ratings are counted by day, in the file: a report is of a
 * year, and the journal keeps a month. Until it is stopped, before the journal is closed.
 */
export function keepPastDays(of: Parts): { readonly stop: () => Promise<void> } {
  const { journal, clock, log } = of;
  const ratings = ratingsOf(of);
  const stopCounting = ratings.start();
  const stopRetaining = retain({
    ...{ journal, keep: of.site.keep, clock, done: ratings.saved },
    removed: (records) => log.info({ records }, 'records of old days were removed'),
    failed: (fault) => log.warn({ code: fault.code }, `old days are still there: ${fault.message}`),
  });
  return {
    async stop() {
      stopRetaining();
      stopCounting();
      await atMost(clock, savedMs, ratings.flush(), 'stop: ratings');
    },
  };
}

function ratingsOf({ dir, site, journal, recovered, clock, log }: Parts): RatingsCounter {
  const path = join(dir, RATING_DAYS);
  const { value: days = nothingCounted(), unreadable } = findRatingDays(path, site.id);
  const code = 'counts.renewed';
  if (unreadable !== undefined)
    log.warn({ code, hint: faultCatalogue[code].en }, `${unreadable}; ratings are counted anew`);
  const opened = recovered.find(({ event }) => event.type === 'day.opened')?.event;
  return countRatings({
    ...{ days, journal, clock },
    end: {
      last: recovered.at(-1)?.sequence ?? 0,
      date: opened?.type === 'day.opened' ? opened.date : undefined,
    },
    store: createRatingDaysFile(path, site.id),
    report: (fault) => log.warn({ code: fault.code }, `ratings were not counted: ${fault.message}`),
    otherJournal: () =>
      log.warn({}, 'the journal is not the one whose ratings were counted: counting goes on at its end'),
  });
}
