import type { Language, SpokenWords, Voice } from './site.ts';
import type { Spoken } from './values/spoken.ts';
import type { VoiceSettings } from './voice-schema.ts';

/** The voice that a group `voice` without mistakes describes. */
export function voiceOf(voice: VoiceSettings, language: Language): Voice {
  const { languages = [language], texts, closing } = voice;
  return {
    languages,
    numbers: voice.numbers,
    clipsFolder: voice.clips,
    chime: voice.chime,
    volume: voice.volume,
    volumes: voice.volumes,
    quiet: voice.quiet ?? [],
    saysClosed: voice.closed,
    saysRefused: voice.refused,
    closingMinutes: closing,
    texts: new Map(
      Object.entries(texts).map(([id, { says, at }]) => [id, { id, words: wordsOf(says, languages), at }]),
    ),
  };
}

/** Words without a language are in the first one of the voice. */
export function wordsOf(says: Spoken, languages: readonly string[]): SpokenWords {
  return new Map(typeof says === 'string' ? [[languages[0] ?? '', says]] : Object.entries(says));
}
