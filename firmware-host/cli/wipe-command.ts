import { existsSync, readdirSync } from 'node:fs';
import type { Language } from '../../config/site.ts';
import { openJournalReader } from '../journal/sqlite/journal-reader.ts';
import { wipeJournal } from '../journal/sqlite/wipe-journal.ts';
import { language } from '../process/console-language.ts';
import { BESIDES_JOURNAL } from '../process/data-folder.ts';
import { explain } from '../process/explain-failure.ts';
import { confirmed } from './confirmed.ts';

interface Words {
  readonly nothing: (dir: string) => string;
  readonly question: (dir: string, answer: string) => string;
  readonly needsYes: (dir: string) => string;
  readonly kept: string;
  readonly done: (dir: string) => string;
  readonly others: (names: readonly string[]) => string;
}

const words: Readonly<Record<Language, Words>> = {
  id: {
    nothing: (dir) => `tidak ada data Loket di ${dir}`,
    question: (dir, answer) =>
      `Jurnal dan semua data Loket di ${dir} akan dihapus dan tidak dapat dikembalikan.\n` +
      `Ketik ${answer} untuk menghapusnya: `,
    needsYes: (dir) => `tambahkan --yes untuk menghapus jurnal dan semua data Loket di ${dir}`,
    kept: 'Tidak ada yang dihapus.',
    done: (dir) => `Semua data Loket di ${dir} sudah dihapus.`,
    others: (names) => `Bukan milik Loket, dibiarkan: ${names.join(', ')}`,
  },
  en: {
    nothing: (dir) => `there is no data of Loket in ${dir}`,
    question: (dir, answer) =>
      `The journal and all other data of Loket in ${dir} will be removed for good.\nType ${answer} to remove them: `,
    needsYes: (dir) => `add --yes to remove the journal and all other data of Loket in ${dir}`,
    kept: 'Nothing was removed.',
    done: (dir) => `All data of Loket in ${dir} was removed.`,
    others: (names) => `Not ours, left alone: ${names.join(', ')}`,
  },
};

/** `loket wipe`: removes all of Loket's files in a data folder, after a person has confirmed it. */
export async function wipeData({
  data,
  yes,
}: {
  readonly data: string;
  readonly yes?: boolean;
}): Promise<void> {
  const say = words[language(undefined)];
  try {
    if (!namesIn(data).some(isOurs)) throw new Error(say.nothing(data));
    if (!yes && !process.stdin.isTTY) throw new Error(say.needsYes(data));
    const answer = siteIn(data) ?? 'wipe';
    if (!yes && !(await confirmed(say.question(data, answer), answer))) {
      console.log(say.kept);
      process.exitCode = 1;
      return;
    }
    wipeJournal(data, BESIDES_JOURNAL);
    console.log(say.done(data));
    const others = namesIn(data);
    if (others.length > 0) console.log(say.others(others));
  } catch (thrown) {
    explain(thrown);
  }
}

const namesIn = (dir: string): readonly string[] => (existsSync(dir) ? readdirSync(dir) : []);

const isOurs = (name: string): boolean => name.startsWith('journal.') || BESIDES_JOURNAL.includes(name);

/** A journal too damaged to show its site can be wiped as well. */
function siteIn(dir: string): string | undefined {
  try {
    const reader = openJournalReader(dir);
    try {
      return reader.site();
    } finally {
      reader.close();
    }
  } catch {
    return undefined;
  }
}
