import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Site } from '../../../config/site.ts';
import { shown } from '../../../config/texts/words.ts';
import { isId } from '../../mqtt/topics.ts';
import { plainText } from '../../plain-text.ts';
import { type FormList, formsIn } from '../../satisfaction/form-lists.ts';
import { dateFault, type FormsRead, formsMax, readForms } from '../../satisfaction/read-forms.ts';
import { textTable } from '../printed-table.ts';
import { forgetForms, keepForms } from './form-files.ts';
import { type FormWords, formWords } from './form-words.ts';
import type { IkmData } from './ikm-data.ts';

/** 100,000 forms with date and service have 5 MB. */
const fileMaxBytes = 33_554_432;
/** A file has the same number whoever adds it, wherever: so it is known when it comes again. */
const idDigits = 12;
const againMax = 999;

/** What it is added to. */
export interface AddTo {
  readonly folder: string;
  readonly data: IkmData;
  readonly site: Site | undefined;
  /** The date of forms that have none. */
  readonly date: string | undefined;
  readonly again: boolean;
  /** Unix ms. */
  readonly now: number;
  readonly speak: 'id' | 'en';
}

/**
 * Adds a file of paper forms, as a whole or not at all. Resolves with what to say; throws an Error that says what is
 * wrong.
 */
export async function addFormFile(path: string, to: AddTo): Promise<string> {
  const say = formWords[to.speak];
  const bytes = await bytesOf(path, say);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, idDigits);
  const same = to.data.forms.filter(({ id }) => id.slice(0, idDigits) === hash);
  const [before] = same;
  if (before !== undefined && !to.again) throw new Error(say.known(before.file, before.added, before.id));
  const today = dateAt(to.now, to.site?.zone);
  const fault = to.date === undefined ? undefined : dateFault(to.date, today);
  if (fault !== undefined) throw new Error(`--date: ${say.mistakes[fault](to.date ?? '', [])}`);
  const read = readForms(plainText(bytes), {
    date: to.date ?? today,
    today,
    isService: (id) => (to.site === undefined ? isId(id) : to.site.services.has(id)),
  });
  if ('mistakes' in read) throw new Error(mistakesSaid(path, read, to.site, say));
  if (read.forms === 0) throw new Error(say.noForms(path));
  const id = freeId(hash, same, say);
  const added = new Date(to.now).toISOString();
  const list: FormList = { id, file: shown(basename(path)), added, days: read.days };
  await keepForms(to.folder, to.data.site, list).catch((thrown: unknown) => {
    throw notKept(thrown, to.folder, say);
  });
  const dates = read.days.map(({ date }) => date).sort();
  return [
    say.added(read.forms, dates.at(0) ?? '', dates.at(-1) ?? '', id),
    ...(read.blank > 0 ? [say.blank(read.blank)] : []),
  ].join('\n');
}

/** Takes a list of forms out again. */
export async function forgetFormFile(
  id: string,
  { folder, data, speak }: Pick<AddTo, 'folder' | 'data' | 'speak'>,
): Promise<string> {
  const say = formWords[speak];
  const list = data.forms.find((one) => one.id === id);
  const isGone = await forgetForms(folder, data.site, id).catch((thrown: unknown) => {
    throw notKept(thrown, folder, say);
  });
  if (!isGone || list === undefined) throw new Error(say.unknown(shown(id)));
  return say.forgotten(formsIn(list), list.file);
}

/** The lists of forms that were added. */
export function listForms(lists: readonly FormList[], speak: 'id' | 'en'): readonly string[] {
  const say = formWords[speak];
  if (lists.length === 0) return [say.noLists];
  const rows = lists.map((list) => {
    const dates = list.days.map(({ date }) => date).sort();
    return [
      list.id,
      list.added.slice(0, 16),
      String(formsIn(list)),
      dates.at(0) ?? '',
      dates.at(-1) ?? '',
      list.file,
    ];
  });
  return textTable([say.listColumns, ...rows]);
}

async function bytesOf(path: string, say: FormWords): Promise<Buffer> {
  const found = await stat(path).catch((thrown: NodeJS.ErrnoException) => {
    throw new Error(say.unreadable(shown(path), thrown.code ?? ''), { cause: thrown });
  });
  if (!found.isFile()) throw new Error(say.unreadable(shown(path), 'EISDIR'));
  if (found.size > fileMaxBytes) throw new Error(say.tooLarge(shown(path), formsMax));
  return readFile(path);
}

function freeId(hash: string, same: readonly FormList[], say: FormWords): string {
  const taken = new Set(same.map(({ id }) => id));
  for (let time = 1; time <= againMax; time++) {
    const id = time === 1 ? hash : `${hash}-${time}`;
    if (!taken.has(id)) return id;
  }
  throw new Error(say.tooOften(hash));
}

function mistakesSaid(
  path: string,
  read: Extract<FormsRead, { readonly mistakes: unknown }>,
  site: Site | undefined,
  say: FormWords,
): string {
  const services = [...(site?.services.keys() ?? [])];
  return [
    say.refused(shown(path)),
    ...read.mistakes.map(
      ({ kind, line, column, text }) =>
        `  ${say.at(line, column)} ${say.mistakes[kind](shown(text), services)}`,
    ),
    ...(read.isMore ? [`  ${say.more}`] : []),
    say.nothingAdded,
  ].join('\n');
}

function notKept(thrown: unknown, folder: string, say: FormWords): unknown {
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new Error(say.notAllowed(folder), { cause: thrown });
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Error(say.full(folder), { cause: thrown });
  return thrown;
}

/** The date at the site; without a site file, that of this machine. Sweden writes dates as we do. */
const dateAt = (ms: number, timeZone: string | undefined): string =>
  new Date(ms).toLocaleDateString('sv-SE', timeZone === undefined ? {} : { timeZone });
