import type { Draft } from '../draft.ts';
import type { Path } from '../locate.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';
import { isWithin } from '../values/span.ts';
import type { Spoken } from '../values/spoken.ts';
import type { VoiceSettings } from '../voice-schema.ts';
import { weekOf } from './check-services.ts';

/** What is to be said has words, a time and a speaker, and every counter can be heard. */
export function checkVoice(draft: Draft, report: Report): void {
  checkSpeakers(draft, report);
  const { voice, site } = draft;
  for (const [id, { says }] of draft.counters.read) {
    const path = ['counters', id, 'says'];
    if (says === undefined) continue;
    if (!draft.speaks) report.warn(path, say('says-without-voice'), 'name');
    else if (voice !== undefined) checkSpoken(says, languagesOf(voice, site?.language), path, report);
  }
  if (voice === undefined) return;
  checkLanguages(voice, report);
  for (const [id, text] of Object.entries(voice.texts)) {
    const path = ['voice', 'texts', id];
    checkText(text.says, languagesOf(voice, site?.language), [...path, 'says'], report);
    for (const [at, { minute }] of text.at.entries())
      if (isWithin(voice.quiet ?? [], minute)) report.warn([...path, 'at', at], say('said-while-quiet'));
  }
  if (voice.closing !== undefined && isAlwaysOpen(draft))
    report.warn(['voice', 'closing'], say('closing-never'));
}

/** Runs only when every device could be read: one with a mistake may be the speaker that seems to be missing. */
function checkSpeakers(draft: Draft, report: Report): void {
  const all = [...draft.devices.read.values()];
  if (all.length < draft.devices.ids.size) return;
  const speakers = all.filter(({ kind, enabled }) => kind.role === 'speaker' && enabled);
  if (!draft.speaks) {
    for (const { path } of speakers) report.warn(path, say('speaker-without-voice'), 'name');
    return;
  }
  if (speakers.length === 0) {
    report.warn(['voice'], say('voice-without-speaker'), 'name');
    return;
  }
  const heard = new Set(speakers.map(({ zone }) => zone));
  const silent = new Set<string>();
  for (const [id, { zone }] of draft.counters.read) {
    if (heard.has(zone)) continue;
    if (zone === undefined) report.warn(['counters', id], say('counter-unheard'), 'name');
    else if (draft.zones.ids.has(zone)) silent.add(zone);
  }
  for (const zone of silent) report.warn(['zones', zone], say('zone-without-speaker'), 'name');
}

const languagesOf = (voice: VoiceSettings, language = 'id'): readonly string[] =>
  voice.languages ?? [language];

function checkLanguages({ languages = [] }: VoiceSettings, report: Report): void {
  for (const [at, language] of languages.entries())
    if (languages.indexOf(language) < at)
      report.error(['voice', 'languages', at], say('served-twice', language));
}

/** Words in a language that is not spoken are a mistake of the writer. */
function checkSpoken(says: Spoken, languages: readonly string[], path: Path, report: Report): void {
  if (typeof says === 'string') return;
  for (const language of Object.keys(says))
    if (!languages.includes(language))
      report.warn([...path, language], say('language-not-spoken', language), 'name');
}

/** As `checkSpoken`; and where a counter without words has its number, a text has nothing. */
function checkText(says: Spoken, languages: readonly string[], path: Path, report: Report): void {
  checkSpoken(says, languages, path, report);
  const has = typeof says === 'string' ? languages.slice(0, 1) : Object.keys(says);
  const without = languages.filter((language) => !has.includes(language));
  if (without.length === languages.length) report.error(path, say('never-said'), 'name');
  else for (const language of without) report.warn(path, say('words-without-language', language), 'name');
}

const isAlwaysOpen = ({ services, hours }: Draft): boolean =>
  [...services.read.values()].some((service) => weekOf(service, hours) === undefined);
