import { asFault, type Fault } from '../devices/fault.ts';
import type { Cancel, Clock, Millis } from '../devices/ports.ts';
import { createTurns } from '../devices/serial-execution.ts';
import { repeatAfter } from './async/interval.ts';
import { pause } from './async/time-limit.ts';
import type { Journal } from './journal/journal-port.ts';
import type { RatingDaysStore } from './rating-days-file.ts';
import { continueOn, countRecord, type JournalEnd, type RatingDays } from './satisfaction/rating-days.ts';

const lookEveryMs: Millis = 60_000;
/** Nothing is lost between: the journal has it, and a start reads it there. Each time wears the card by some blocks. */
const saveEveryMs: Millis = 1_800_000;
/** Where nothing is counted it is saved all the same after so many records, which a start then need not read. */
const saveEveryRecords = 5_000;
const readStep = 500;
/** A month of records is read in steps with a pause between: meanwhile somebody presses a key. */
const betweenStepsMs: Millis = 20;

/** Counts ratings while a hall runs. */
export interface RatingsCounter {
  /** The number of the last record counted. */
  counted(): number;
  /** The number of the last record in the file: a start still needs later ones. */
  saved(): number;
  /** Counts now and then, until it is cancelled; not at once, when a hall has to be there for its visitors. */
  start(): Cancel;
  /** Counts what the journal has, and saves it. Never rejects. */
  flush(): Promise<void>;
}

/**
 * Follows the journal, and counts each record once: the sums stand in one file with the number of the last record in
 * them. So a power cut loses nothing, and has nothing counted twice. `end` is of the journal as it was opened.
 */
export function countRatings(of: {
  readonly days: RatingDays;
  readonly end: JournalEnd;
  readonly journal: Pick<Journal, 'read'>;
  readonly store: RatingDaysStore;
  readonly clock: Clock;
  /** Hears of a journal or disk that fails once, until it works again. */
  readonly report: (fault: Fault) => void;
  /** The journal is not the one that was counted: an older copy, or another one. */
  readonly otherJournal: () => void;
}): RatingsCounter {
  const { days, journal, store, clock } = of;
  const inTurn = createTurns();
  let [isKnown, failing, saved]: [boolean, boolean, number] = [false, false, days.at.sequence];
  /** Since the last save. */
  let since = { changed: false, at: clock.now() };

  async function know(): Promise<void> {
    const { sequence } = days.at;
    const [there] = sequence === 0 ? [] : await journal.read(sequence, 1);
    isKnown = true;
    if (continueOn(days, there?.sequence === sequence ? there : undefined, of.end)) return;
    since.changed = true;
    of.otherJournal();
    await save();
  }

  async function count(): Promise<void> {
    if (!isKnown) await know();
    for (;;) {
      const records = await journal.read(days.at.sequence + 1, readStep);
      for (const record of records) if (countRecord(days, record)) since.changed = true;
      if (records.length < readStep) return;
      await pause(clock, betweenStepsMs, 'ratings: between two steps');
    }
  }

  async function save(): Promise<void> {
    const { sequence } = days.at;
    since = { changed: false, at: clock.now() };
    await store.save(days).catch((thrown: unknown) => {
      since.changed = true;
      throw thrown;
    });
    saved = sequence;
  }

  async function look(atOnce: boolean): Promise<void> {
    try {
      await count();
      const isTime = atOnce || clock.now() - since.at >= saveEveryMs;
      if ((since.changed && isTime) || days.at.sequence - saved >= saveEveryRecords) await save();
      failing = false;
    } catch (thrown) {
      if (!failing) of.report(asFault(thrown, 'disk.io_error'));
      failing = true;
    }
  }

  const now = (atOnce: boolean) => inTurn(() => look(atOnce));
  return {
    counted: () => days.at.sequence,
    saved: () => saved,
    start: () => repeatAfter(clock, lookEveryMs, () => now(false), 'ratings: count'),
    flush: () => now(true),
  };
}
