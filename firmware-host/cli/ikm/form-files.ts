import { chown, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { replaceFile } from '../../async/replace-file.ts';
import { countIn, type KeptPlace, objectIn, readKept } from '../../kept-json.ts';
import { RATING_FORMS } from '../../process/data-folder.ts';
import { answersOf, dateIn, serviceIn } from '../../rating-days-file.ts';
import type { FormDay, FormList } from '../../satisfaction/form-lists.ts';
import { commandTexts } from '../command-texts.ts';

/** A year of forms of one site, each of another day and service: some 200 bytes for each of these. */
const fileMaxBytes = 33_554_432;
const listsMax = 1_000;
const idGrammar = /^[0-9a-f]{12}(-\d{1,3})?$/;

const folderIn = (data: string): string => join(data, RATING_FORMS);
const placeOf = (data: string, site: string, id: string): KeptPlace => ({
  ...{ path: join(folderIn(data), `${id}.json`), fileMaxBytes, kind: RATING_FORMS, version: 1, site },
});

/** All forms that were added to a data folder, in the order of their adding. Throws at a file that cannot be read. */
export async function formLists(data: string, site: string): Promise<readonly FormList[]> {
  const names = await readdir(folderIn(data)).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return [];
    throw thrown;
  });
  const ids = names.filter((name) => name.endsWith('.json')).map((name) => basename(name, '.json'));
  const lists = ids.filter((id) => idGrammar.test(id)).flatMap((id) => formList(data, site, id) ?? []);
  return lists.sort((one, other) => (one.added < other.added ? -1 : 1));
}

/** Undefined: it was taken out in this moment. */
function formList(data: string, site: string, id: string): FormList | undefined {
  const place = placeOf(data, site, id);
  try {
    return readKept(place, (file) => ({
      ...{ id, file: String(file.file), added: String(file.added) },
      days: Array.isArray(file.days) ? file.days.map(dayIn) : [],
    }));
  } catch (thrown) {
    throw new Error(`${place.path}: ${thrown instanceof Error ? thrown.message : thrown}`, { cause: thrown });
  }
}

function dayIn(value: unknown): FormDay {
  const { date, service, forms, answers } = objectIn(value, 'a day');
  return {
    date: dateIn(date),
    service: serviceIn(String(service)),
    forms: countIn(forms),
    answers: answersOf(answers),
  };
}

/** Keeps a list of forms. Resolves when it is durable. */
export async function keepForms(data: string, site: string, list: FormList): Promise<void> {
  const { path, kind, version } = placeOf(data, site, list.id);
  const folder = folderIn(data);
  await mkdir(folder, { recursive: true, mode: 0o750 });
  if ((await readdir(folder)).length >= listsMax)
    throw new Error(commandTexts().tooManyFiles(folder, listsMax));
  const { file, added } = list;
  const days = list.days.map((day) => ({ ...day, answers: Object.fromEntries(day.answers) }));
  await replaceFile(path, `${JSON.stringify({ loket: kind, version, site, file, added, days })}\n`, 0o640);
  // A technician does this with sudo: backups are made by the user that the service runs as.
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(data);
  for (const one of [folder, path]) await chown(one, uid, gid);
}

/** Takes a list of forms out again. Resolves to false when there is none of that id. */
export async function forgetForms(data: string, site: string, id: string): Promise<boolean> {
  if (!idGrammar.test(id)) return false;
  try {
    await rm(placeOf(data, site, id).path);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw thrown;
  }
}
