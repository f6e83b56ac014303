import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Said } from '../../config/texts/words.ts';
import { wordsOf } from '../../devices/fault.ts';
import { logoImage, logoMaxKb, tooLarge } from '../web/logo-image.ts';
import type { Content } from '../web/web-server.ts';

/** The path of a logo that a site file at `siteFile` names. */
export const placeOfLogo = (siteFile: string, logo: string): string => resolve(dirname(siteFile), logo);

/** The image at `path` as a board gets it, or why it cannot be shown. Never rejects. */
export async function readLogo(path: string): Promise<Content | { readonly wrong: Said }> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return { wrong: { en: `${path} is no file`, id: `${path} bukan berkas` } };
    if (found.size > logoMaxKb * 1_024) return { wrong: tooLarge(found.size) };
    return logoImage(await readFile(path));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT')
      return { wrong: { en: `${path} is not there`, id: `${path} tidak ada` } };
    const why = wordsOf(thrown);
    return { wrong: { en: `${path} cannot be read: ${why}`, id: `${path} tidak terbaca: ${why}` } };
  }
}
