import type { Said } from '../../config/texts/words.ts';
import { logoWrong } from '../pictures/logo-raster.ts';
import { detailSaid } from '../status/detail-words.ts';
import { readLogo } from './board-logo.ts';

/** The PNG image at `path` as it can be printed, or why it cannot. Never rejects. */
export async function readTicketLogo(path: string): Promise<Uint8Array | { readonly wrong: Said }> {
  const read = await readLogo(path);
  if ('wrong' in read) return read;
  if (read.type !== 'image/png' || typeof read.body === 'string')
    return {
      wrong: {
        en: `${path} is no PNG image, and only those are printed`,
        id: `${path} bukan gambar PNG, padahal hanya PNG yang dapat dicetak`,
      },
    };
  return read.body;
}

/** As `readTicketLogo`, and decodes the image: for a check, which may take its time. */
export async function ticketLogoWrong(path: string): Promise<Said | undefined> {
  const read = await readTicketLogo(path);
  if ('wrong' in read) return read.wrong;
  const wrong = logoWrong(read);
  return wrong === undefined ? undefined : detailSaid(wrong);
}
