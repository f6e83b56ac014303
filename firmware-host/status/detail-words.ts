import type { Language } from '../../config/site.ts';
import type { Said } from '../../config/texts/words.ts';
import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import { refusals } from '../queue/refusals.ts';
import { type DetailTemplate, filled, reading, templateOf } from './detail-template.ts';
import { ofDevices } from './details/of-devices.ts';
import { ofEdge } from './details/of-edge.ts';
import { ofHints } from './details/of-hints.ts';
import { ofHost } from './details/of-host.ts';
import { ofLines } from './details/of-lines.ts';
import { ofRecords } from './details/of-records.ts';
import { ofSimulators } from './details/of-simulators.ts';
import { ofThings } from './details/of-things.ts';
import { dropped } from './event-sentences.ts';

/**
 * Every detail that the host or a driver writes: English template -> Indonesian template. On the wire and in the log a
 * detail is English. A hole carries a value, `{n}` or `{word2}`: its name without the digit says what may stand there
 * (detail-template.ts), and the value of `{detail}` has words of its own.
 */
export const detailTexts: Readonly<Record<string, string>> = {
  ...ofDevices,
  ...ofEdge,
  ...ofRecords,
  ...ofLines,
  ...ofHost,
  ...ofHints,
  ...ofSimulators,
  ...ofThings,
};

/** A longer text is shown as it was written. */
const textMostCharacters = 1_000;
/** A detail in a detail in a detail; deeper ones are shown as they were written. */
const depthMost = 4;
/** A list of more details is shown as it was written. */
const partsMost = 25;

const sentences: ReadonlyMap<string, string> = new Map([
  ...Object.entries(detailTexts),
  ...[...Object.values(faultCatalogue), ...Object.values(refusals)].flatMap(({ en, id }) => [
    [en, id] as const,
    [id, id] as const,
  ]),
  ...Object.entries(dropped).map(([reason, { id }]) => [reason, id] as const),
]);
const templates: readonly DetailTemplate[] = Object.entries(detailTexts)
  .filter(([en]) => en.includes('{'))
  .map(([en, id]) => templateOf(en, id));

/** A detail in both languages. What is in no table, such as an error of the system, is quoted as it was written. */
export function detailSaid(text: string): Said {
  return { en: text, id: detailWords(text) ?? quoted(text) };
}

/**
 * The Indonesian of a detail, with its values as they are. Undefined for what is in no table, and for what can be read
 * in two ways: a value that holds the words of a template must not be taken for one.
 */
export function detailWords(text: string): string | undefined {
  return text.length > textMostCharacters ? undefined : known(text, depthMost);
}

/** For what may be in the language asked for already: what is in no table stays as it is. */
export function detailIn(text: string, language: Language): string {
  return language === 'id' ? (detailWords(text) ?? text) : text;
}

/** As evidence, after the place that it is about. */
function quoted(text: string): string {
  const [place, about] = placeIn(text) ?? [];
  return place !== undefined && about !== undefined && /^\S*[\d/]\S*$|^(GPIO|HID|chip) /.test(place)
    ? `${place}: pesan asli "${about}"`
    : `pesan asli "${text}"`;
}

function known(text: string, depth: number): string | undefined {
  const sentence = sentences.get(text);
  if (sentence !== undefined || depth === 0) return sentence;
  let way: { readonly template: DetailTemplate; readonly values: readonly string[] } | undefined;
  for (const template of templates) {
    const values = reading(template, text);
    if (values === undefined) continue;
    if (values === 'unclear' || way !== undefined) return undefined;
    way = { template, values };
  }
  if (way === undefined) return listed(text, depth) ?? placed(text, depth);
  return filled(way.template, way.values, (inner) => known(inner, depth - 1) ?? quoted(inner));
}

/** Several details, one after the other. */
function listed(text: string, depth: number): string | undefined {
  const separator = text.includes('\n') ? '\n' : '; ';
  const parts = text.split(separator);
  if (parts.length === 1 || parts.length > partsMost) return undefined;
  const words: string[] = [];
  for (const part of parts) {
    const said = known(part, depth - 1);
    if (said === undefined) return undefined;
    words.push(said);
  }
  return words.join(separator);
}

/** `GPIO 17: no answer within 200 ms`: a detail after the place that it is about. */
function placed(text: string, depth: number): string | undefined {
  const [place, about] = placeIn(text) ?? [];
  const words = about === undefined ? undefined : known(about, depth - 1);
  return words === undefined ? undefined : `${place}: ${words}`;
}

function placeIn(text: string): readonly [place: string, about: string] | undefined {
  const end = text.indexOf(': ');
  return end === -1 ? undefined : [text.slice(0, end), text.slice(end + 2)];
}
