import type { Language } from '../../config/site.ts';
import { Fault } from '../../devices/fault.ts';
import type { Range } from '../journal/sqlite/chain.ts';
import { checkJournal } from '../journal/sqlite/check-journal.ts';
import { language } from '../process/console-language.ts';
import { explain } from '../process/explain-failure.ts';

interface Words {
  readonly empty: string;
  readonly sound: (kept: Range) => string;
  readonly damaged: (range: Range) => string;
  readonly kept: (kept: Range) => string;
}

const words: Readonly<Record<Language, Words>> = {
  id: {
    empty: 'jurnal masih kosong.',
    sound: ({ from, to }) => `catatan ${from} sampai ${to} utuh semuanya.`,
    damaged: ({ from, to }) => (from === to ? `catatan ${from} rusak` : `catatan ${from} sampai ${to} rusak`),
    kept: ({ from, to }) => `dari catatan ${from} sampai ${to}`,
  },
  en: {
    empty: 'the journal is still empty.',
    sound: ({ from, to }) => `records ${from} to ${to}, every one of them sound.`,
    damaged: ({ from, to }) =>
      from === to ? `record ${from} is damaged` : `records ${from} to ${to} are damaged`,
    kept: ({ from, to }) => `of records ${from} to ${to}`,
  },
};

/** `loket verify`: looks at every record of a data folder; exit code 1 unless all are sound. */
export function verifyJournal({ data }: { readonly data: string }): void {
  const say = words[language(undefined)];
  try {
    const { kept, damaged, replaced } = checkJournal(data);
    const ranges = damaged.map((range) => say.damaged(range)).join(', ');
    if (ranges !== '') explain(new Fault('journal.damaged', `${data}: ${ranges} (${say.kept(kept)})`));
    if (replaced !== undefined) explain(new Fault('journal.replaced', `${data}: ${replaced}`));
    if (ranges !== '' || replaced !== undefined) return;
    console.log(`${data}: ${kept.to < kept.from ? say.empty : say.sound(kept)}`);
  } catch (thrown) {
    explain(thrown);
  }
}
