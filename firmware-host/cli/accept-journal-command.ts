import { existsSync } from 'node:fs';
import type { Language } from '../../config/site.ts';
import { Fault } from '../../devices/fault.ts';
import { acceptJournal } from '../journal/sqlite/accept.ts';
import { checkJournal } from '../journal/sqlite/check-journal.ts';
import { databaseIn } from '../journal/sqlite/journal-store.ts';
import { language } from '../process/console-language.ts';
import { explain } from '../process/explain-failure.ts';
import { commandTexts } from './command-texts.ts';

interface Words {
  readonly isRight: (dir: string) => string;
  readonly needsYes: (why: string) => string;
  readonly done: (last: number) => string;
  readonly lost: (records: number) => string;
  readonly unknownLoss: string;
}

const words: Readonly<Record<Language, Words>> = {
  id: {
    isRight: (dir) =>
      `${dir}: jurnal ini memang yang terakhir ditulis di sini; tidak ada yang perlu diterima.`,
    needsYes: (why) =>
      `${why}.\n` +
      'Bila diterima, semua yang terjadi sejak salinan ini dibuat hilang: tiket yang sedang menunggu, panggilan dan\n' +
      'angka-angkanya. Nomor yang sudah tercatat keluar tidak diberikan lagi; pemegangnya perlu tiket baru.\n' +
      'Kembalikan jurnal terbaru bila masih ada. Bila tidak ada, ulangi perintah ini dengan --yes.',
    done: (last) => `Jurnal diterima; dilanjutkan setelah catatan ${last}.`,
    lost: (records) => `${records} catatan hilang.`,
    unknownLoss: 'Berapa catatan yang hilang tidak diketahui: tidak ada penanda yang dapat dibaca.',
  },
  en: {
    isRight: (dir) => `${dir}: this is the journal that was last written here; there is nothing to accept.`,
    needsYes: (why) =>
      `${why}.\n` +
      'If you accept it, everything since this copy was made is lost: the tickets now waiting, calls and figures.\n' +
      'Numbers recorded as printed are not given again; their holders need new tickets.\n' +
      'Put the latest journal back if there is one. If there is none, give this command again with --yes.',
    done: (last) => `The journal is accepted; it goes on after record ${last}.`,
    lost: (records) => `${records} records are lost.`,
    unknownLoss: 'How many records are lost is not known: there is no mark that can be read.',
  },
};

/** `loket accept-journal`: accepts an older copy as the journal, after a person has read the consequences. */
export function acceptOlderJournal({ data, yes }: { readonly data: string; readonly yes?: boolean }): void {
  const say = words[language(undefined)];
  try {
    const why = refusedWhy(data);
    if (why === undefined) {
      console.log(say.isRight(data));
      return;
    }
    if (!yes) throw new Error(say.needsYes(why));
    const { last, was } = acceptJournal(data);
    console.log(say.done(last));
    if (was === undefined) console.log(say.unknownLoss);
    else if (was > last) console.log(say.lost(was - last));
  } catch (thrown) {
    explain(thrown);
  }
}

/** Why a host would refuse to start on it; undefined when the mark agrees with it. */
function refusedWhy(dir: string): string | undefined {
  if (!existsSync(databaseIn(dir))) throw new Fault('journal.missing', commandTexts().noJournal(dir));
  try {
    return checkJournal(dir).replaced;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'journal.replaced') return thrown.message;
    throw thrown;
  }
}
