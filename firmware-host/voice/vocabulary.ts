import type { Site } from '../../config/site.ts';
import { visitorReasons } from '../queue/visitor-refusals.ts';
import { spokenLanguages } from './phrases.ts';
import { type Announced, wording } from './wording.ts';

/** One clip that a site needs. */
export interface SpokenWord {
  /** `chime`, `silence` or `LANGUAGE/WORD`, in small letters, digits and dashes: `id/letter-a`. */
  readonly clip: string;
  /** A code of ISO 639; undefined: a sound without words. */
  readonly language: string | undefined;
  /** What a program can speak, in Indonesian or English. Undefined: a sound, or words that a person has to record. */
  readonly text: string | undefined;
  /** What a person who records it reads: the words, or in a language that is not known here what they mean. */
  readonly meaning: string | undefined;
}

type Speaking = Pick<Site, 'counters' | 'services' | 'voice'>;

/** Every clip that announcements of this site can have, each once: the sounds first, then language by language. */
export function vocabulary(site: Speaking): readonly SpokenWord[] {
  const clips = new Set<string>();
  for (const announced of everything(site)) for (const clip of wording(site, announced)) clips.add(clip);
  const order = (word: SpokenWord) => site.voice?.languages.indexOf(word.language ?? '') ?? 0;
  return [...clips].map((clip) => wordOf(site, clip)).sort((one, other) => order(one) - order(other));
}

/** Announcements that have between them every clip that any has. */
function everything({ counters, services, voice }: Speaking): readonly Announced[] {
  const rules = [...services.values()].map((service) => service.rules);
  const [counter = ''] = counters.keys();
  const call = (ticket: string): Announced => ({ kind: 'call', ticket, counter });
  const most = 10 ** Math.max(0, ...rules.map(({ digits }) => digits));
  const prefix = rules[0]?.prefix ?? '';
  return [
    ...numbersBelow(most).map((number) => call(`${prefix}-${number}`)),
    ...rules.map((service) => call(`${service.prefix}-0`)),
    ...[...counters.keys()].flatMap((id): readonly Announced[] => [
      { kind: 'call', ticket: '-0', counter: id },
      ...(voice?.saysClosed === true ? [{ kind: 'counter-closed', counter: id } as const] : []),
    ]),
    ...(voice?.closingMinutes === undefined ? [] : [{ kind: 'closing-soon' } as const]),
    ...(voice?.saysRefused === true ? visitorReasons : []).map(
      (reason): Announced => ({ kind: 'refused', reason }),
    ),
    ...[...(voice?.texts.keys() ?? [])].map((text): Announced => ({ kind: 'text', text })),
    { kind: 'test', speaker: '' },
  ];
}

/** Numbers are composed of the words of these. */
function numbersBelow(most: number): readonly number[] {
  const upTo = (unit: number) => Array.from({ length: unit === 1 ? 100 : 10 }, (_, times) => times * unit);
  return [1, 100, 1_000].flatMap(upTo).filter((number) => number < most);
}

function wordOf(site: Speaking, clip: string): SpokenWord {
  const slash = clip.indexOf('/');
  if (slash < 0) return { clip, language: undefined, text: undefined, meaning: undefined };
  const language = clip.slice(0, slash);
  const word = clip.slice(slash + 1);
  const own = ownWords(site, word)?.get(language);
  const text = spokenLanguages[language] === undefined ? undefined : (own ?? knownWords(language, word));
  return { clip, language, text, meaning: text ?? own ?? knownWords('id', word) };
}

/** The words that the site file has for a counter or a text. */
function ownWords({ counters, voice }: Speaking, word: string): ReadonlyMap<string, string> | undefined {
  const [, what, id = ''] = /^(counter|text)-(.+)$/.exec(word) ?? [];
  return what === 'counter'
    ? counters.get(id)?.says
    : what === 'text'
      ? voice?.texts.get(id)?.words
      : undefined;
}

function knownWords(language: string, word: string): string | undefined {
  const spoken = spokenLanguages[language];
  const [, what, which = ''] = /^(letter|digit)-(.)$/.exec(word) ?? [];
  if (what === 'letter') return which.toUpperCase();
  if (what === 'digit') return spoken?.digits[Number(which)];
  const fixed: Readonly<Record<string, string>> = { ...spoken?.phrases, ...spoken?.numbers };
  return fixed[word];
}
