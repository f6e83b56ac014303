/**
 * Where each clip is on the SD card of a DFPlayer: a folder 01 to 99 and a number 001 to 255, which is what its command
 * 0Fh plays. `loket voice build --card` writes a card by this table and the driver plays by it, so what is written here
 * does not change: words are only added at the end of their list.
 */
export interface Track {
  readonly folder: number;
  readonly number: number;
}

const FOLDER_MAX = 99;
const NUMBER_MAX = 255;

/** The folders of words in languages that every hall has, and of the sounds without words. */
const folderOf: Readonly<Record<string, number>> = { id: 1, en: 2 };
const SOUNDS_FOLDER = 3;
const sounds = ['chime', 'silence'];

/** The folders of everything else: names of counters, texts of a site, other languages. */
const OWN_FOLDER_FIRST = 10;
const OWN_PLACES = (FOLDER_MAX - OWN_FOLDER_FIRST + 1) * NUMBER_MAX;

const few = (name: string, from: number, to: number, step = 1) =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => `${name}-${from + index * step}`);

/** The words of each language: the first is number 001. Only add at the end. */
const words: readonly string[] = [
  ...few('digit', 0, 9),
  ...[...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `letter-${letter}`),
  ...few('number', 10, 19),
  ...few('number', 20, 90, 10),
  ...['number-100', 'number-1000', 'teen', 'tens', 'hundred', 'thousand'],
  ...['queue-number', 'go-to-counter', 'go-to', 'counter', 'closed', 'closing-soon', 'speaker'],
];

/**
 * The track of each of `clips`. Those without a place of their own get one by their name; where two names would get the
 * same, the later one in the alphabet moves on. So a card must be written anew when names were added.
 */
export function tracksOf(clips: Iterable<string>): ReadonlyMap<string, Track> {
  const tracks = new Map<string, Track>();
  const taken = new Set<number>();
  for (const clip of [...new Set(clips)].sort()) {
    const fixed = fixedTrack(clip);
    if (fixed !== undefined) {
      tracks.set(clip, fixed);
      continue;
    }
    if (taken.size === OWN_PLACES) throw new Error(`an SD card has places for ${OWN_PLACES} names`);
    let place = hashOf(clip) % OWN_PLACES;
    while (taken.has(place)) place = (place + 1) % OWN_PLACES;
    taken.add(place);
    tracks.set(clip, {
      folder: OWN_FOLDER_FIRST + Math.floor(place / NUMBER_MAX),
      number: (place % NUMBER_MAX) + 1,
    });
  }
  return tracks;
}

/** The path of a track on the card, which the module finds by its digits: `01/001.wav`. */
export const pathOfTrack = ({ folder, number }: Track): string =>
  `${String(folder).padStart(2, '0')}/${String(number).padStart(3, '0')}.wav`;

function fixedTrack(clip: string): Track | undefined {
  const [language = '', word] = clip.split('/');
  const folder = word === undefined ? SOUNDS_FOLDER : folderOf[language];
  const number = (word === undefined ? sounds.indexOf(clip) : words.indexOf(word)) + 1;
  return folder === undefined || number === 0 ? undefined : { folder, number };
}

/** FNV-1a, 32 bits: equal on every machine and in every version. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
