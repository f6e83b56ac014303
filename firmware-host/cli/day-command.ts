import type { Language } from '../../config/site.ts';
import type { Record } from '../journal/journal-port.ts';
import { openJournalReader, type Reader } from '../journal/sqlite/journal-reader.ts';
import type { Day } from '../journal/sqlite/reading.ts';
import { language } from '../process/console-language.ts';
import { explain } from '../process/explain-failure.ts';
import { dayFigures } from './day-figures.ts';
import { dayTable } from './day-table.ts';

export interface DayOptions {
  readonly data: string;
  readonly date?: string;
  readonly json?: boolean;
}

interface Words {
  readonly none: string;
  readonly unknown: (days: string) => string;
}

const words: { readonly [speak in Language]: Words } = {
  id: {
    none: 'belum ada hari layanan di jurnal ini',
    unknown: (days) => `jurnal ini tidak memuat hari itu; yang ada: ${days}`,
  },
  en: {
    none: 'no business day has begun in this journal yet',
    unknown: (days) => `the journal does not hold that day; it has: ${days}`,
  },
};

const STEP = 1_000;

/** `loket day`: the figures of the current or the named business day, as a table or as JSON. */
export function showDay({ data, date, json }: DayOptions): void {
  const speak = language(undefined);
  try {
    const reader = openJournalReader(data);
    try {
      const { day, next } = chosen(reader.days(), date, words[speak]);
      const figures = dayFigures(recordsOf(reader, day, next));
      const site = reader.site() ?? '';
      const lines = json
        ? [JSON.stringify({ site, date: day.date, current: next === undefined, ...figures })]
        : dayTable({ site, date: day.date, newest: next === undefined, figures }, speak);
      console.log(lines.join('\n'));
    } finally {
      reader.close();
    }
  } catch (thrown) {
    explain(thrown);
  }
}

/** The requested day, and the one after it. */
function chosen(
  days: readonly Day[],
  date: string | undefined,
  say: Words,
): { readonly day: Day; readonly next: Day | undefined } {
  const index = date === undefined ? days.length - 1 : days.findIndex((day) => day.date === date);
  const day = days[index];
  if (day !== undefined) return { day, next: days[index + 1] };
  const [first, last] = [days.at(0), days.at(-1)];
  if (first === undefined || last === undefined) throw new Error(say.none);
  throw new Error(say.unknown(first === last ? first.date : `${first.date} ... ${last.date}`));
}

function* recordsOf(reader: Reader, day: Day, next: Day | undefined): Generator<Record> {
  const end = next?.sequence ?? Number.MAX_SAFE_INTEGER;
  for (let from = day.sequence; from < end; from += STEP) {
    const some = reader.read(from, Math.min(STEP, end - from));
    yield* some;
    if (some.length < STEP) return;
  }
}
