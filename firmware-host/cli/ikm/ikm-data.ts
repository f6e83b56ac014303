import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../../../config/site.ts';
import { shown } from '../../../config/texts/words.ts';
import { wordsOf } from '../../../devices/fault.ts';
import { openJournalReader, type Reader } from '../../journal/sqlite/journal-reader.ts';
import { allKeptAs } from '../../kept-json.ts';
import { RATING_DAYS } from '../../process/data-folder.ts';
import { readRatingDays } from '../../rating-days-file.ts';
import type { FormList } from '../../satisfaction/form-lists.ts';
import { continueOn, countRecord, nothingCounted, type RatingDays } from '../../satisfaction/rating-days.ts';
import { formLists } from './form-files.ts';
import type { IkmWords } from './ikm-words.ts';

const readStep = 1_000;
/** Fewer records are counted before anybody wonders. */
const progressFromRecords = 20_000;

/** What a report is made of. */
export interface IkmData {
  readonly site: string;
  readonly days: RatingDays;
  readonly forms: readonly FormList[];
  /** The newest business day. */
  readonly today: string | undefined;
}

/**
 * Reads the sums of a data folder, and counts what the journal has beyond them; a hall may be running meanwhile. `site`
 * is the site file, which has to be of the same site.
 */
export async function ikmData(
  data: string,
  site: Site | undefined,
  say: IkmWords,
  tell: (line: string) => void,
): Promise<IkmData> {
  const reader = openJournalReader(data);
  try {
    const id = reader.site();
    if (id === undefined) throw new Error(say.noSite(data));
    if (site !== undefined && site.id !== id) throw new Error(say.otherSite(data, id, site.id));
    const path = join(data, RATING_DAYS);
    for (const aside of allKeptAs(path).filter((name) => existsSync(name))) tell(say.putAside(aside));
    const days = sumsIn(path, id, say, tell);
    countRest(reader, days, say, tell);
    return { site: id, days, forms: await formLists(data, id), today: reader.days().at(-1)?.date };
  } finally {
    reader.close();
  }
}

function sumsIn(path: string, site: string, say: IkmWords, tell: (line: string) => void): RatingDays {
  try {
    return readRatingDays(path, site) ?? nothingCounted();
  } catch (thrown) {
    tell(say.damaged(path, shown(wordsOf(thrown))));
    return nothingCounted();
  }
}

function countRest(reader: Reader, days: RatingDays, say: IkmWords, tell: (line: string) => void): void {
  const { sequence } = days.at;
  const [there] = sequence === 0 ? [] : reader.read(sequence, 1);
  const { sequence: last } = reader.last();
  const end = { last, date: reader.days().at(-1)?.date };
  continueOn(days, there?.sequence === sequence ? there : undefined, end);
  if (last - days.at.sequence > progressFromRecords) tell(say.counting(last - days.at.sequence));
  for (;;) {
    const records = reader.read(days.at.sequence + 1, readStep);
    for (const record of records) countRecord(days, record);
    if (records.length < readStep) return;
  }
}
