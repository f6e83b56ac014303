import type { Language } from '../../config/site.ts';
import { plain } from '../../config/texts/words.ts';
import { detailIn, detailSaid } from './detail-words.ts';
import { faultSaid, reasonSaid } from './event-sentences.ts';
import { logTexts } from './log-texts.ts';

const levels: readonly (readonly [least: number, Readonly<Record<Language, string>>])[] = [
  [60, { id: 'BERHENTI', en: 'FATAL' }],
  [50, { id: 'GANGGUAN', en: 'ERROR' }],
  [40, { id: 'PERINGATAN', en: 'WARNING' }],
  [30, { id: 'info', en: 'info' }],
  [0, { id: 'rinci', en: 'debug' }],
];

/** Fields of every line that say nothing to a reader. */
const untold = new Set(['pid', 'hostname', 'office', 'v']);

/**
 * A line of the log as a sentence, with the local time of `zone`, what it is about, and its other fields in brackets.
 * A line that is no JSON of ours, such as one of systemd, stays as it is.
 */
export function logSentence(line: string, language: Language, zone: string | undefined): string {
  const read = entryOf(line);
  if (read === undefined) return plain(line);
  const { level, time, msg, code, device, hint, site: _site, ...more } = read;
  const [, levelName] = levels.find(([least]) => level >= least) ?? levels[4] ?? [0, { id: '', en: '' }];
  const about = typeof device === 'string' ? `${device}: ` : '';
  const said = sentenceOf(msg, code, language);
  const does =
    typeof hint === 'string' && hint !== said && !isOfCatalogue(hint, code)
      ? ` ${detailIn(hint, language)}`
      : '';
  const fields = Object.entries(more)
    .filter(([name]) => !untold.has(name))
    .map(([name, value]) => `${name} ${fieldIn(value, language)}`);
  const rest = fields.length === 0 ? '' : ` (${fields.join(', ')})`;
  return plain(`${timeOf(time, zone)}  ${levelName[language]}  ${about}${said}${does}${rest}`);
}

/** What is wrong and what to do, from the catalogue, with what was seen in this very case. */
function sentenceOf(msg: string, code: unknown, language: Language): string {
  const text = language === 'en' ? msg : Object.hasOwn(logTexts, msg) ? logTexts[msg] : detailSaid(msg).id;
  if (typeof code !== 'string') return `${text}`;
  const said = reasonSaid(code)[language];
  return said === code || said === text ? `${text} [${code}]` : `${said} [${code}: ${text}]`;
}

/** The value of another field: a cause has words, the rest are names and numbers. */
function fieldIn(value: unknown, language: Language): string {
  if (typeof value === 'string') return detailIn(value, language);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isOfCatalogue(hint: string, code: unknown): boolean {
  const said = typeof code === 'string' ? faultSaid(code) : undefined;
  return said !== undefined && (hint === said.en || hint === said.id);
}

function timeOf(time: number, zone: string | undefined): string {
  return new Intl.DateTimeFormat('en-GB', {
    ...{ day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    ...{ hourCycle: 'h23' },
    ...(zone === undefined ? {} : { timeZone: zone }),
  })
    .format(time)
    .replace(',', '');
}

interface Entry {
  readonly level: number;
  readonly time: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** The latest time that a date can have (ECMA-262). */
const latestMs = 8.64e15;

function entryOf(line: string): Entry | undefined {
  try {
    const read: unknown = JSON.parse(line);
    if (typeof read !== 'object' || read === null || !('level' in read) || !('time' in read))
      return undefined;
    const { level, time, msg } = read as Partial<Entry>;
    if (typeof level !== 'number' || typeof time !== 'number' || !(Math.abs(time) <= latestMs))
      return undefined;
    return { ...read, level, time, msg: typeof msg === 'string' ? msg : '' };
  } catch {
    return undefined;
  }
}
