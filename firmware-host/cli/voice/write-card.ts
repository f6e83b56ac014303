import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathOfTrack, tracksOf } from '../../../devices/dfplayer/tracks.ts';
import { replaceFile } from '../../async/replace-file.ts';
import { readBounded, readClipIndex, wavFile } from '../../clips/clip-index.ts';
import { wavMaxBytes } from '../../clips/clip-wav.ts';
import { commandTexts } from '../command-texts.ts';

/**
 * Writes the built clips in `folder` to the SD card of a DFPlayer that is mounted at `card`, each where the driver
 * finds it. Other files of the card stay. Returns how many were written; rejects as the file system does.
 */
export async function writeCard(folder: string, card: string): Promise<number> {
  const tracks = tracksOf((await readClipIndex(folder)).keys());
  for (const [clip, track] of tracks) {
    const file = join(card, pathOfTrack(track));
    const bytes = await readBounded(join(folder, wavFile(clip)), wavMaxBytes);
    if (bytes === undefined) throw new Error(commandTexts().clipMissing(clip, folder));
    await mkdir(dirname(file), { recursive: true });
    await replaceFile(file, bytes);
  }
  return tracks.size;
}
