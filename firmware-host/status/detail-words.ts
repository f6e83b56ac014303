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
};

/** A longer text is shown as it was written. */
const textMostCharacters = 1_000;
/** A detail in a detail in a detail; deeper ones are shown as they were written. */
const depthMost = 4;

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

const quoted = (text: string): string => `pesan asli "${text}"`;

function known(text: string, depth: number): string | undefined {
  const sentence = sentences.get(text);
  if (sentence !== undefined || depth === 0) return sentence;
  const ways = templates.flatMap((template) => {
    const values = reading(template, text);
    return values === undefined ? [] : [{ template, values }];
  });
  const [way, another] = ways;
  if (way === undefined) return listed(text, depth) ?? placed(text, depth);
  if (another !== undefined || way.values === 'unclear') return undefined;
  return filled(way.template, way.values, (inner) => known(inner, depth - 1) ?? quoted(inner));
}

/** Several details, one after the other. */
function listed(text: string, depth: number): string | undefined {
  const separator = text.includes('\n') ? '\n' : '; ';
  const parts = text.split(separator);
  if (parts.length === 1) return undefined;
  const words = parts.map((part) => known(part, depth - 1));
  return words.includes(undefined) ? undefined : words.join(separator);
}

/** `GPIO 17: no answer within 200 ms`: a detail after the place that it is about. */
function placed(text: string, depth: number): string | undefined {
  const end = text.indexOf(': ');
  if (end === -1) return undefined;
  const [place, about] = [text.slice(0, end), text.slice(end + 2)];
  const words = known(about, depth - 1) ?? (/[\d/]/.test(place) ? quoted(about) : undefined);
  return words === undefined ? undefined : `${place}: ${words}`;
}
