import { plain } from '../../../config/texts/words.ts';
import { wavFile } from '../../clips/clip-index.ts';
import type { SpokenWord } from '../../voice/vocabulary.ts';
import { printedPage, textTable } from '../printed-table.ts';
import type { VoiceTexts } from './clip-texts.ts';
import type { Recordings } from './recordings.ts';
import { voiceSite } from './voice-site.ts';

/** `loket voice sheet SITE`: prints which words to record, for the person at the microphone. */
export async function printVoiceSheet(
  path: string,
  { csv, html }: { readonly csv?: boolean; readonly html?: boolean },
): Promise<void> {
  const voice = await voiceSite(path);
  if (voice === undefined) return;
  const { site, words, recordings, say } = voice;
  const rows = rowsOf(words, recordings, say);
  const columns = say.sheetColumns;
  const title = `${say.sheetTitle}: ${site.title}`;
  if (csv === true) console.log(csvOf([columns, ...rows]));
  else if (html === true) console.log(printedPage({ title, above: say.sheetHow, columns, rows, below: [] }));
  else console.log(plain([title, '', ...say.sheetHow, '', ...textTable([columns, ...rows])].join('\n')));
}

type Rows = readonly (readonly string[])[];

/** Sounds need no recording, although one may be there. */
const rowsOf = (words: readonly SpokenWord[], recordings: Recordings, say: VoiceTexts): Rows =>
  words
    .filter(({ language }) => language !== undefined)
    .map(({ clip, language = '', meaning = '' }) => [
      wavFile(clip),
      language,
      meaning,
      recordings.of(clip) === undefined ? '' : say.yes,
    ]);

/** RFC 4180. A text that begins like a formula would be one in a spreadsheet. */
const csvOf = (rows: Rows): string =>
  rows
    .map((row) =>
      row.map((cell) => `"${(/^[=+@-]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`).join(','),
    )
    .join('\r\n');
