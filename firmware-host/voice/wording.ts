import type { Site, Voice } from '../../config/site.ts';
import type { QueueEvent } from '../queue/events.ts';
import type { VisitorReason } from '../queue/visitor-refusals.ts';
import { digitWords, numberWords } from './number-words.ts';
import type { Phrase } from './phrases.ts';

/** What is announced. Names of visitors never are: a ticket is its number. */
export type Announced =
  | { readonly kind: 'call' | 'recall'; readonly ticket: string; readonly counter: string }
  | { readonly kind: 'counter-closed'; readonly counter: string }
  | { readonly kind: 'closing-soon' }
  | { readonly kind: 'text'; readonly text: string }
  /** A ticket machine gives no ticket. */
  | { readonly kind: 'refused'; readonly reason: VisitorReason }
  /** One speaker says what it is; `test`: and counts. */
  | { readonly kind: 'identify' | 'test'; readonly speaker: string };

export const announcedKinds = [
  'call',
  'recall',
  'counter-closed',
  'closing-soon',
  'text',
  'refused',
  'identify',
  'test',
] as const satisfies readonly Announced['kind'][];

/**
 * What is announced because of an event; undefined: nothing. A visitor without a number already sits at the counter.
 */
export function announcedBy(
  event: QueueEvent,
  { saysClosed }: Pick<Voice, 'saysClosed'>,
): Extract<Announced, { readonly counter: string }> | undefined {
  switch (event.type) {
    case 'ticket.called':
      if (event.cause === 'walk-in') return undefined;
      return { kind: 'call', ticket: event.ticket, counter: event.counter };
    case 'ticket.recalled':
      return { kind: 'recall', ticket: event.ticket, counter: event.counter };
    case 'counter.closed':
      return saysClosed ? { kind: 'counter-closed', counter: event.counter } : undefined;
    default:
      return undefined;
  }
}

/** The clips without words. */
export const chime = 'chime';
export const silence = 'silence';

type Named = Pick<Site, 'counters' | 'voice'>;

/**
 * The clips of an announcement, in the order in which they are heard: in each language of the site, with a pause
 * between sentences. A language of which a clip is missing (`has` is false) is left out. Empty: there is nothing to
 * say, such as a text in none of the languages. Counters have their number, in words where they are known, or the name
 * that the site gives them in that language.
 */
export function wording(
  site: Named,
  announced: Announced,
  has: (clip: string) => boolean = () => true,
): readonly string[] {
  const { voice } = site;
  if (voice === undefined) return [];
  const said = voice.languages
    .map((language) => sentencesOf(site, voice, language, announced).map(clipsOf(language)))
    .filter((sentences) => sentences.every((clips) => clips.every(has)))
    .flat();
  if (said.length === 0) return [];
  const pause = has(silence) ? [silence] : [];
  const joined = said.flatMap((clips, at) => (at === 0 ? clips : [...pause, ...clips]));
  return voice.chime && has(chime) ? [chime, ...joined] : joined;
}

const clipsOf = (language: string) => (words: readonly string[]) =>
  words.map((word) => `${language}/${word}`);

function sentencesOf(
  site: Named,
  voice: Voice,
  language: string,
  announced: Announced,
): readonly (readonly string[])[] {
  const say = (...words: readonly (Phrase | readonly string[])[]): readonly string[] => words.flat();
  const name = 'counter' in announced ? counterName(site, language, announced.counter) : undefined;
  switch (announced.kind) {
    case 'call':
    case 'recall':
      return [
        say('queue-number', ticketWords(voice, language, announced.ticket)),
        name === undefined
          ? say('go-to-counter', counterNumber(site, language, announced.counter))
          : say('go-to', name),
      ];
    case 'counter-closed':
      return [say(name ?? ['counter', ...counterNumber(site, language, announced.counter)], 'closed')];
    case 'closing-soon':
      return [say('closing-soon')];
    case 'text':
      return voice.texts.get(announced.text)?.words.has(language) === true
        ? [[`text-${announced.text}`]]
        : [];
    case 'refused':
      return [say(`refused-${announced.reason}`)];
    case 'identify':
      return [say('speaker')];
    case 'test':
      return [say('speaker'), digitWords('0123456789')];
  }
}

/** Letters one by one; the number as on the display, or as a number. */
function ticketWords({ numbers }: Voice, language: string, ticket: string): readonly string[] {
  const dash = ticket.lastIndexOf('-');
  const number = ticket.slice(dash + 1);
  const spelled = [...ticket.slice(0, Math.max(0, dash))].flatMap((character) =>
    /\d/.test(character) ? digitWords(character) : [`letter-${character.toLowerCase()}`],
  );
  return [...spelled, ...(numbers === 'words' ? numberWords(language, Number(number)) : digitWords(number))];
}

function counterName({ counters }: Named, language: string, counter: string): readonly string[] | undefined {
  return counters.get(counter)?.says.has(language) === true ? [`counter-${counter}`] : undefined;
}

function counterNumber({ counters }: Named, language: string, counter: string): readonly string[] {
  const number = counters.get(counter)?.rules.number;
  return number === undefined ? [] : numberWords(language, number);
}
